"""The entity reader takes any text: it never fails, and its spans always fit the text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.nlu.entities import EntityReader

READER = EntityReader.load()

WORDS = st.sampled_from(
    [
        "ik",
        "ben",
        "17",
        "jaar",
        "niveau",
        "4",
        "mbo",
        "van",
        "naar",
        "vmbo",
        "b/k",
        "gl/tl",
        "en",
        "of",
        "bbl",
        "€",
        "4.000",
        "2026-2027",
        "punt",
        "vier",
        "in",
        "Best",
        "zwole",
        "den",
        "(15)",
        "18+",
        "-",
        ",",
        ".",
        "!",
        "ad'tje",
        "loodgiter",
        "'s-Hertogenbosch",
        "32",
        "uur",
        "roc",
        "mn",
        "kwil",
        "HU",
    ]
)


def assert_fits(text):
    previous = 0
    for entity in READER.find(text):
        assert 0 <= entity.start < entity.end <= len(text)
        assert entity.start >= previous
        assert entity.value == entity.value.lower()
        assert entity.value
        previous = entity.start


@given(st.text(max_size=500))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_without_an_error(text):
    assert_fits(text)


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=60, deadline=None)
def test_our_own_words_in_any_order_are_read_without_an_error(words):
    assert_fits(" ".join(words))


@given(st.lists(WORDS, max_size=20))
@settings(max_examples=25, deadline=None)
def test_the_same_text_always_gives_the_same_entities(words):
    text = " ".join(words)
    assert READER.find(text) == READER.find(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "a" * 500,
        "👍🏽👨‍👩‍👧",
        "مرحبا كيف حالك في روتردام",
        "<script>alert('zwolle')</script>",
        "\u202egro\u200bningen\u202c",
        "İstanbul’da",
        "½ ² ﬁ ①⑱",
        "٣٢ uur, ik ben ١٧",
        "\x00\ud800",
        "niveau niveau niveau",
        "vmbo/vmbo/vmbo/",
        "€€€ 1.2.3.4.5 , -",
    ],
)
def test_strange_texts_are_read_without_an_error(text):
    assert_fits(text)
