"""What tells who someone is goes; what a question needs stays."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from privacy.planting import PLANTED

from bot.privacy.masking import masked

HERE = Path(__file__).parent
PLACEHOLDER = re.compile(r"\[[a-z]+\]")
KEPT = (HERE / "kept.txt").read_text(encoding="utf-8").splitlines()


def test_there_are_three_hundred_planted_items_in_eleven_languages():
    assert sum(len(sentence.hidden) for sentence in PLANTED) >= 300
    assert len({sentence.language for sentence in PLANTED}) >= 11
    assert len({sentence.text for sentence in PLANTED}) == len(PLANTED)


@pytest.mark.parametrize("sentence", PLANTED, ids=lambda sentence: sentence.text[:50])
def test_a_planted_item_is_not_in_the_masked_text(sentence):
    left = PLACEHOLDER.sub("", masked(sentence.text)).lower()
    assert not [item for item in sentence.hidden if item.lower() in left]
    long_words = re.findall(r"\w{4,}", " ".join(sentence.hidden).lower())
    assert not [word for word in long_words if word in left]


@pytest.mark.parametrize(
    "sentence",
    [sentence for sentence in PLANTED if sentence.kind != "link"],
    ids=lambda sentence: sentence.text[:50],
)
def test_what_was_not_planted_is_still_there(sentence):
    before = re.sub("«[^»]*»", " ", sentence.marked)
    after = masked(sentence.text)
    lost = [word for word in re.findall(r"\w{4,}", before) if word not in after]
    assert len(lost) <= 1, after


def test_there_are_a_hundred_and_fifty_sentences_to_leave_alone():
    assert len(set(KEPT)) >= 150


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_personal_data_stays(text):
    assert masked(text) == text


def test_what_is_masked_stays_as_it_is():
    for sentence in PLANTED:
        once = masked(sentence.text)
        assert masked(once) == once


@given(st.text(max_size=300))
def test_any_text_can_be_masked(text):
    assert isinstance(masked(text), str)


@given(st.lists(st.sampled_from([*"ABa1@.,- \n[]«/:€"] + ["ik heet", "van", "06", "www."])))
def test_any_odd_mixture_can_be_masked(parts):
    assert isinstance(masked("".join(parts)), str)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ik woon op 3511 AB 12", "ik woon op 3511 [adres]"),
        ("Ik heet Sanne de Vries en ben 16", "Ik heet [naam] en ben 16"),
        ("rekening NL91 ABNA 0417 1643 00 graag", "rekening [iban] graag"),
        ("bsn 111222333 van mij", "bsn [bsn] van mij"),
        ("bel 06-12345678 of 113", "bel [telefoon] of 113"),
    ],
)
def test_only_the_personal_part_is_replaced(text, shown):
    assert masked(text) == shown


def test_hardly_any_of_our_own_questions_is_touched():
    """Our questions were written without personal data, save the names in a few."""
    questions = [
        line.strip().removeprefix("- ")
        for path in sorted((HERE.parents[1] / "data" / "nlu").glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()[::4]
        if line.startswith("    - ") and "@" not in line
    ]
    touched = [question for question in questions if masked(question) != question]
    assert len(questions) > 4_000
    assert len(touched) < len(questions) / 1_000, touched
