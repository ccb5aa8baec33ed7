"""The crisis guard against messages that were written after its phrases."""

import csv
from pathlib import Path

import pytest

from bot.nlu.crisis import CrisisGuard, harmless_lookalikes, plain

UNSEEN = Path(__file__).parent / "crisis_unseen.tsv"


@pytest.fixture(scope="module")
def guard():
    return CrisisGuard.load()


@pytest.fixture(scope="module")
def unseen():
    with UNSEEN.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_calls_for_help_in_six_languages_are_found(guard, unseen):
    crisis = [row["text"] for row in unseen if row["is_crisis"] == "1"]
    missed = [text for text in crisis if not guard.matches(text)]
    assert len(missed) <= 0.01 * len(crisis), missed


def test_harmless_messages_are_left_alone(guard, unseen):
    harmless = [row["text"] for row in unseen if row["is_crisis"] == "0"]
    alarms = [text for text in harmless if guard.matches(text)]
    assert len(alarms) <= 0.005 * len(harmless), alarms


def test_no_everyday_exaggeration_is_a_crisis(guard):
    assert [text for text, _ in harmless_lookalikes() if guard.matches(text)] == []


def test_an_everyday_phrase_excuses_only_what_it_explains(guard):
    assert not guard.matches("ik sterf van de honger in de pauze")
    assert guard.matches("ik sterf van de honger, maar ik zie het toch niet meer zitten")


@pytest.mark.parametrize(
    ("text", "read"),
    [("IK WIL DOOOOD!!", "ik wil dod"), ("ölmek", "olmek"), ("don't", "dont"), ("a\u200bb", "ab")],
)
def test_spelling_is_made_plain(text, read):
    assert plain(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "ik hang mezelf op",
        "straks hang ik me op",
        "ik knoop mezelf nog eens op",
        "ik hang me vanavond op",
        "ik hang me dan maar op",
        "ik hang me op bij mij thuis",
        "ik hang mij op voor mijn verjaardag",
        "ik hang mezelf op de zolder op",
        "ik hang mezelf op als ik weer gepest word",
        "ik hang mezelf op als ik nog een keer geslagen word",
        "ik hang mezelf op als ik weer thuis ben",
    ],
)
def test_hanging_oneself_in_two_words_is_a_call_for_help(guard, text):
    assert guard.matches(text)


@pytest.mark.parametrize(
    "text",
    [
        "ik wil slapen en niet meer terug hoeven te komen",
        "ik loop het water in zodat ik niet meer terug hoef te komen",
        "ik ga weg zodat ik niet meer terug hoef te komen",
        "ik wil niet meer terug hoeven te komen op mijn stage",
    ],
)
def test_not_wanting_to_come_back_is_a_call_for_help(guard, text):
    assert guard.matches(text) is True


def test_being_told_not_to_come_back_to_a_placement_is_none(guard):
    told = "vanmorgen zeiden ze dat ik niet meer terug hoef te komen op mijn stage"
    assert guard.matches(told) is False


@pytest.mark.parametrize(
    "cause", ["nog een motivatiebrief moet schrijven", "weer zo vroeg moet opstaan"]
)
def test_hanging_oneself_over_homework_is_exaggeration(guard, cause):
    assert guard.matches(f"ik hang mezelf op als ik {cause}") is False


@pytest.mark.parametrize(
    "text",
    [
        "ik hang mijn jas op",
        "ik hang mijn eigen jas op",
        "ik hang mijn zelfgemaakte poster op",
        "ik knoop mijn eigen touwen op",
        "waar hang ik m op",
        "ik hang me op de bank",
        "hoe hang je een schilderij op",
    ],
)
def test_hanging_something_up_is_no_call_for_help(guard, text):
    assert guard.matches(text) is False


@pytest.mark.parametrize("text", ["", "a" * 500, "ik wil " * 70, "\u202e\u200d", "😀" * 100])
def test_no_text_makes_it_fail(guard, text):
    assert guard.matches(text) is False
