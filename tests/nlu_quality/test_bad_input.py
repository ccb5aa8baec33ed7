"""The trained understanding takes any text without failing, and always comes to a decision."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage

from bot.nlu.bands import Band

BANDS = {band.value for band in Band}
NASTY = (
    "😀",
    "👩‍👩‍👧",
    "\u202e",
    "\u200d",
    "\u200b",
    "\ufeff",
    "\x00",
    "\x1b[31m",
    "\u0301",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE gesprekken; --",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "%s%n",
    "{lesgeld}",
    "[x](y)",
    "/restart",
    "/bbl_loon{",
    "привіт",
    "مرحبا",
    "Ελλάδα",
    "日本",
    "ß",
    "İ",
    "ﬁ",
    "𝕓𝕓𝕝",
    "½",
    "١٧",
)
WORDS = ("wat", "verdien", "je", "met", "bbl", "en", "mag", "ik", "niveau", "4", "?", "!", ",", ".")
TEXTS = st.one_of(
    st.text(max_size=500),
    st.text(alphabet=st.characters(whitelist_categories=("Cc", "Cf", "Co", "Mn", "So", "Zs"))),
    st.lists(st.sampled_from(WORDS + NASTY), max_size=40).map(" ".join),
    st.lists(st.sampled_from(WORDS + NASTY), max_size=40).map("".join),
)


@pytest.fixture(scope="module")
def parsed(agent):
    loop = asyncio.new_event_loop()

    def parsed(text, metadata=None):
        message = UserMessage(text, input_channel="website", metadata=metadata)
        return loop.run_until_complete(agent.processor.parse_message(message))

    yield parsed
    loop.close()


def assert_decided(result):
    assert 0 <= result["intent"]["confidence"] <= 1
    assert result.get("band", "answer") in BANDS


@given(text=TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_gets_a_decision(parsed, text):
    assert_decided(parsed(text))


@given(
    text=TEXTS,
    previous_topic=st.one_of(st.none(), st.text(max_size=20), st.just("mbo_toelating")),
    title=st.text(max_size=40),
)
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_after_any_answer_gets_a_decision(parsed, text, previous_topic, title):
    options = [{"title": title, "payload": "/bbl_loon"}]
    assert_decided(parsed(text, {"previous_topic": previous_topic, "options": options}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "a" * 500,
        "a" * 1000,
        "hoi " * 125,
        "1" * 500,
        "?" * 500,
        "wat is bbl? " * 41,
        "👍" * 200,
        "\u202e\u200d\u200b",
        "\x00\x01\x02",
        "e" + "\u0301" * 499,
        "ik ben 17 en " * 38,
        "(" * 500,
        "en of maar " * 45,
        "vmbo-" * 100,
    ],
)
def test_long_empty_and_repeated_texts_get_a_decision(parsed, text):
    assert_decided(parsed(text))


@pytest.mark.parametrize("text", ["😀😀😀", "?!?!", "\u200b\u200d", "-----", "♥"])
def test_a_text_without_letters_or_digits_is_not_understood_as_a_question(parsed, text):
    assert parsed(text)["decided"] == "onzin"


@pytest.mark.parametrize(
    "text",
    [
        "wat\u200b verdien je met b\u200dbl",
        "\u202ewat verdien je met bbl",
        "WAT VERDIEN JE MET BBL",
    ],
)
def test_invisible_characters_and_capitals_change_nothing(parsed, text):
    assert parsed(text)["decided"] == parsed("wat verdien je met bbl")["decided"]
