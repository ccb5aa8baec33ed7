"""The trained understanding on questions by others; floors a little below what was measured.

The figures themselves are in bench/README.md.
"""

import asyncio
import csv
from pathlib import Path

import pytest

from bot.evaluation import evaluate, read_cases
from bot.nlu.crisis import harmless_lookalikes

FOREIGN = Path(__file__).parent / "foreign_questions.tsv"
VOICES = Path(__file__).parent / "voices_questions.tsv"
"""Six voices on each topic, written without sight of the training questions; never trained on."""

BLIND = Path(__file__).parent / "blind_questions.tsv"
"""For every answer, also at the borders, by writers who saw the names of the answers only."""

STREET = Path(__file__).parent / "street_questions.tsv"
"""What some two hundred invented persons would type, nearly half of it follow-ups; their other questions were learned."""

ORDINARY = Path(__file__).parent / "ordinary_questions.tsv"
"""The common things in ordinary words, seven or so of each topic."""

CRISIS_UNSEEN = Path(__file__).parent.parent / "nlu" / "crisis_unseen.tsv"


def figures_on(agent, path):
    """What the understanding reaches on a test set."""
    return asyncio.run(evaluate(agent, read_cases(path))).summary()


@pytest.fixture(scope="module")
def figures(agent):
    return figures_on(agent, FOREIGN)


@pytest.fixture(scope="module")
def figures_of_voices(agent):
    return figures_on(agent, VOICES)


@pytest.fixture(scope="module")
def figures_at_the_borders(agent):
    return figures_on(agent, BLIND)


@pytest.fixture(scope="module")
def figures_of_the_street(agent):
    return figures_on(agent, STREET)


@pytest.fixture(scope="module")
def figures_of_the_ordinary(agent):
    return figures_on(agent, ORDINARY)


@pytest.fixture(scope="module")
def unseen():
    with CRISIS_UNSEEN.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("figure", "floor"), [("correct", 0.94), ("in_top3", 0.97), ("follow_ups_correct", 0.92)]
)
def test_questions_by_others_are_understood(figures, figure, floor):
    assert figures[figure] >= floor


@pytest.mark.parametrize(("figure", "floor"), [("correct", 0.92), ("in_top3", 0.97)])
def test_teenagers_parents_counsellors_switchers_employers_and_talkers_are_understood(
    figures_of_voices, figure, floor
):
    assert figures_of_voices[figure] >= floor


@pytest.mark.parametrize(("figure", "floor"), [("correct", 0.80), ("in_top3", 0.93)])
def test_questions_at_the_borders_are_understood(figures_at_the_borders, figure, floor):
    assert figures_at_the_borders[figure] >= floor


@pytest.mark.parametrize(
    ("figure", "floor"), [("correct", 0.88), ("in_top3", 0.96), ("follow_ups_correct", 0.82)]
)
def test_what_people_on_the_street_ask_is_understood(figures_of_the_street, figure, floor):
    assert figures_of_the_street[figure] >= floor


@pytest.mark.parametrize(
    ("figure", "floor"), [("correct", 0.96), ("in_top3", 0.99), ("follow_ups_correct", 0.94)]
)
def test_ordinary_questions_are_understood(figures_of_the_ordinary, figure, floor):
    assert figures_of_the_ordinary[figure] >= floor


def test_being_sure_of_what_people_ask_means_being_right(
    figures_of_the_street, figures_of_the_ordinary
):
    assert figures_of_the_street["sure_and_wrong"] <= 0.04
    assert figures_of_the_ordinary["sure_and_wrong"] <= 0.02
    assert figures_of_the_street["crisis_false_alarms"] == 0
    assert figures_of_the_ordinary["crisis_recall"] == 1.0


def test_being_sure_of_a_voice_means_being_right(figures_of_voices):
    assert figures_of_voices["sure_and_wrong"] <= 0.04
    assert figures_of_voices["answered"] >= 0.86


def test_being_sure_means_being_right(figures):
    assert figures["sure_and_wrong"] <= 0.04
    assert figures["answered"] >= 0.83


def test_what_is_out_of_scope_is_not_answered_as_if_known(figures):
    assert figures["out_of_scope"] >= 20
    assert figures["out_of_scope_answered"] <= 0.08


def test_every_call_for_help_in_the_questions_is_seen_and_nothing_else(figures):
    assert figures["crisis_recall"] == 1.0
    assert figures["crisis_false_alarms"] == 0


def test_no_everyday_exaggeration_is_a_crisis(read):
    alarms = [text for text, _ in harmless_lookalikes() if read(text)["band"] == "crisis"]
    assert alarms == []


def test_calls_for_help_written_afterwards_are_seen(read, unseen):
    crisis = [row["text"] for row in unseen if row["is_crisis"] == "1"]
    missed = [text for text in crisis if read(text)["band"] != "crisis"]
    assert len(missed) <= 0.015 * len(crisis), missed


def test_harmless_messages_written_afterwards_are_no_crisis(read, unseen):
    harmless = [row["text"] for row in unseen if row["is_crisis"] == "0"]
    alarms = [text for text in harmless if read(text)["band"] == "crisis"]
    assert len(alarms) <= 0.015 * len(harmless), alarms


@pytest.mark.parametrize(
    ("asked", "previous_topic", "expected"),
    [
        ("en met vmbo-gl?", "mbo_toelating", "mbo_toelating"),
        ("en als ik pas in november 18 word?", "kosten_lesgeld", "kosten_lesgeld"),
        ("ook in Apeldoorn?", "opleidingsaanbod_regio", "opleidingsaanbod_regio"),
    ],
)
def test_a_follow_up_lands_on_the_topic_before_it(read, asked, previous_topic, expected):
    assert read(asked, previous_topic)["topic"] == expected


@pytest.mark.parametrize(
    "asked", ["en met vmbo-gl?", "en hoe zit dat als je 30 bent", "kan dat ook voltijd"]
)
def test_a_follow_up_on_nothing_is_asked_about(read, asked):
    row = read(asked)
    assert row["topic"] == "verduidelijking_nodig" or row["band"] in ("choose", "unknown")


def test_two_wishes_in_one_message_are_both_found(read):
    assert read("wat is bbl en hoeveel verdien je dan?")["topic"] == "bbl_bol_verschil+bbl_loon"


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("Wat is het STAP-budget en waarom is dat gestopt?", "stap_budget"),
        ("wat is een bsa? wanneer krijg je dat?", "bsa"),
    ],
)
def test_a_second_question_on_the_same_subject_is_no_second_wish(read, asked, topic):
    assert read(asked)["topic"] == topic
