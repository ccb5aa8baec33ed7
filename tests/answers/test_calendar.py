"""What the answers say as the days go by: what changes, and that nothing stale is said."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.answers.book import PLACEHOLDER, AnswerBook, fill
from bot.answers.facts import MONTHS, Fact, Facts

CHECKED = date(2026, 11, 23)
LAST_OF_2026 = date(2026, 12, 31)
FIRST_OF_2027 = date(2027, 1, 1)
NEXT_SCHOOL_YEAR = date(2027, 8, 1)
DAYS = [CHECKED, LAST_OF_2026, FIRST_OF_2027, NEXT_SCHOOL_YEAR]
KINDS = ("text", "easier", "more")


@pytest.fixture(scope="module")
def loaded():
    return AnswerBook.load()


@pytest.fixture
def said_on(loaded):
    """Every message that can be said on a day, by answer and kind."""

    def said_on(day):
        loaded.clock = lambda: day
        asks = zip(KINDS, (loaded.message, loaded.easier, loaded.more), strict=True)
        return {
            (intent, kind): message
            for kind, ask in asks
            for topic in loaded.topics
            for intent in topic.answers
            if (message := ask(intent)) is not None
        }

    return said_on


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_placeholder_and_no_gap_is_left(said_on, day):
    for key, message in said_on(day).items():
        assert not re.search(r"[{}]|  |€ ?[^\d ]", message["text"]), key


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_answer_has_words_of_its_own_for_what_is_not_known(said_on, day):
    for key, message in said_on(day).items():
        assert not message["text"].startswith("Wat hiervoor nu geldt"), key


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_only_values_that_hold_and_are_sure_enough_are_said(loaded, day):
    for topic in loaded.topics:
        for answer in topic.answers.values():
            on_the_day = answer.on(day)
            for kind in (*KINDS, "unchecked"):
                text = getattr(on_the_day, kind) or ""
                for used, value in fill(text, loaded.facts, day).facts.items():
                    _, _, named_day = used.partition("@")
                    asked = date.fromisoformat(named_day) if named_day else day
                    assert value.holds_on(asked), f"{answer.intent} ({kind}): {used}"
                    assert value.may_be_said, f"{answer.intent} ({kind}): {used}"


def test_a_value_of_a_named_day_is_told_as_past_or_as_a_plan(loaded):
    past = re.compile(
        r"\b(?:was|waren|liep|had|werd|kon|tot|gold|vervie\w*|verviel|noemde|wilde|plan|"
        r"voorstel|betaalde|hoogstens)\b",
        re.IGNORECASE,
    )
    for topic in loaded.topics:
        for answer in topic.answers.values():
            for kind in (*KINDS, "unchecked"):
                for sentence in re.split(r"(?<=[.!?])\s|\n", getattr(answer, kind) or ""):
                    if any(day for _, day in PLACEHOLDER.findall(sentence)):
                        assert past.search(sentence), f"{answer.intent} ({kind}): {sentence}"


ESTIMATES = ["€ 1.510", "€ 303", "€ 735", "€ 2.694", "€ 6,69", "€ 7,72", "€ 9,05"]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_estimates_are_never_said(said_on, day):
    for key, message in said_on(day).items():
        for estimate in ESTIMATES:
            assert not re.search(rf"{estimate}(?![\d.,]\d)", message["text"]), key


DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (20\d\d)\b")
AHEAD = re.compile(
    r"\b(?:waarschijnlijk|verandert|gaat|gaan|zal|zullen|wordt|worden|binnenkort|komt er)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_day_that_has_come_is_not_told_as_still_ahead(said_on, day):
    for key, message in said_on(day).items():
        label = message["metadata"].get("status_label", "")
        for sentence in [*re.split(r"(?<=[.!?])\s|\n", message["text"]), label]:
            for number, month, year in DATE.findall(sentence):
                named = date(int(year), MONTHS.index(month) + 1, int(number))
                if named <= day:
                    assert not AHEAD.search(sentence), f"{key}: {sentence}"


def test_on_the_last_day_of_2026_nothing_has_changed_yet(said_on):
    now, then = said_on(CHECKED), said_on(LAST_OF_2026)
    assert {key: message["text"] for key, message in now.items()} == {
        key: message["text"] for key, message in then.items()
    }


def test_the_announced_wage_is_a_plan_until_its_day_and_unknown_after(said_on):
    before = said_on(LAST_OF_2026)["bbl_loon.wijziging_2027", "text"]
    assert before["metadata"]["status"] == "voorstel"
    assert "Waarschijnlijk" in before["text"]
    after = said_on(FIRST_OF_2027)["bbl_loon.wijziging_2027", "text"]
    assert after["metadata"]["status"] == "onbekend"
    assert "was van plan" in after["text"]
    assert "of dat is doorgegaan" in after["text"]


@pytest.mark.parametrize(
    "intent", ["bbl_loon.minimumloon", "bbl_loon.berekenen", "bbl_loon.wijziging_2027"]
)
def test_the_label_of_a_wage_follows_the_calendar(said_on, intent):
    assert "1 januari 2027" in said_on(LAST_OF_2026)[intent, "text"]["metadata"]["status_label"]
    for day in (FIRST_OF_2027, NEXT_SCHOOL_YEAR):
        metadata = said_on(day)[intent, "text"]["metadata"]
        assert metadata["status"] == "onbekend"
        assert "waarschijnlijk" not in metadata["status_label"]


def test_the_own_scale_of_the_bbl_is_told_as_past_from_2027_on(said_on):
    text = said_on(FIRST_OF_2027)["bbl_loon.minimumloon", "text"]["text"]
    assert "had de bbl een eigen, kleiner bedrag" in text
    assert "Of dat is doorgegaan, weten we niet" in text


def test_the_closed_round_of_praktijkleren_is_not_told_as_this_years_in_2027(said_on):
    text = said_on(FIRST_OF_2027)["subsidie_praktijkleren.aanvragen", "text"]["text"]
    assert "hebben we niet gecontroleerd" in text
    easier = said_on(FIRST_OF_2027)["subsidie_praktijkleren.aanvragen", "easier"]["text"]
    assert "dit jaar is voorbij" not in easier


def test_wages_of_2025_are_no_longer_said_in_2027(said_on):
    assert "€ 24,34" in said_on(LAST_OF_2026)["salaris_beroep", "text"]["text"]
    assert "€" not in said_on(FIRST_OF_2027)["salaris_beroep", "text"]["text"]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_fees_of_this_school_year_are_unknown_and_last_known_ones_are_told_as_past(
    said_on, day
):
    messages = said_on(day)
    for intent, amount in (
        ("kosten_lesgeld.bedrag", "€ 1.458"),
        ("kosten_lesgeld.collegegeld", "€ 2.601"),
    ):
        text = messages[intent, "text"]["text"]
        assert "hebben we niet kunnen controleren" in text
        assert f"in 2025-2026 was het {amount}" in text.lower()


def test_no_school_year_is_called_this_one_after_it_ended(said_on):
    for key, message in said_on(NEXT_SCHOOL_YEAR).items():
        assert not re.search(r"(?:dit|deze)[^.\n]{0,20}2026-2027", message["text"]), key


def _confirmed(fact):
    return Fact(
        fact.name,
        fact.title,
        fact.unit,
        fact.ask,
        tuple(replace(value, confirmed=True) for value in fact.values),
    )


def test_the_scale_of_2027_is_loaded_and_waits_for_the_decree(loaded):
    for age, share in {20: "87,5 %", 19: "75 %", 18: "62,5 %", 17: "50 %", 16: "40 %"}.items():
        fact = loaded.facts[f"minimumloon_percentage_{age}"]
        assert fact.on(FIRST_OF_2027) is None
        assert _confirmed(fact).text_on(FIRST_OF_2027) == share
        assert _confirmed(fact).text_on(LAST_OF_2026) != share


def test_a_confirmed_value_is_said_from_its_first_day_on(loaded):
    facts = Facts({"deel": _confirmed(loaded.facts["minimumloon_percentage_18"])})
    assert fill("{deel}", facts, LAST_OF_2026).text is None
    assert fill("{deel}", facts, FIRST_OF_2027).text == "62,5 %"
