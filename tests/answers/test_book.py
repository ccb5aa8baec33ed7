from datetime import date

import pytest

from bot.answers.book import AnswerBook, fill
from bot.answers.facts import Fact, Facts, FactValue
from bot.answers.sources import Source, Sources
from bot.answers.topics import Answer, Button, Change, Topic, Topics

TODAY = date(2026, 11, 23)


@pytest.fixture
def facts():
    lesgeld = FactValue(
        1458, "bestaat", "B", "avans", "2026-11-23", date(2025, 8, 1), date(2026, 7, 31)
    )
    uren = FactValue(850, "bestaat", "B", "roc", "2026-11-23", date(2013, 8, 1), None)
    return Facts(
        {
            "lesgeld": Fact("lesgeld", "Lesgeld", "euro", "DUO", (lesgeld,)),
            "bbl_uren": Fact("bbl_uren", "Uren", "uren", "je school", (uren,)),
        }
    )


@pytest.fixture
def book(facts):
    def book(text, **extra):
        answer = Answer(
            "kosten",
            text,
            "Kosten",
            status="bestaat",
            sources=("duo",),
            checked="2026-11-23",
            buttons=(Button("Verder", "/kosten"),),
            **extra,
        )
        sources = Sources(
            {
                name: Source(name.upper(), f"https://{name}.example", "2026", "B")
                for name in ("duo", "roc", "avans")
            }
        )
        topics = Topics({"kosten": Topic("kosten", "Kosten", {}, answers={"kosten": answer})})
        return AnswerBook(topics, facts, sources, clock=lambda: TODAY)

    return book


def test_a_fact_is_filled_in_for_today_and_brings_its_source(book):
    message = book("De norm is {bbl_uren} uur.").message("kosten")
    assert message["text"] == "De norm is 850 uur."
    assert [source["name"] for source in message["metadata"]["sources"]] == ["DUO", "ROC"]


def test_every_message_has_status_sources_date_and_answer(book):
    metadata = book("Tekst.").message("kosten")["metadata"]
    assert metadata["status"] == "bestaat"
    assert metadata["checked"] == "2026-11-23"
    assert metadata["answer"] == "kosten"
    assert metadata["sources"] == [{"name": "DUO", "url": "https://duo.example", "date": "2026"}]


def test_a_fact_past_its_validity_gives_the_unchecked_text(book):
    message = book("Je betaalt {lesgeld}.", unchecked="Kijk bij DUO.").message("kosten")
    assert message["text"] == "Kijk bij DUO."


def test_without_an_unchecked_text_the_one_to_ask_is_named_and_no_amount(book):
    text = book("Je betaalt {lesgeld}.").message("kosten")["text"]
    assert "DUO" in text
    assert "1.458" not in text


def test_a_past_value_is_said_only_when_its_day_is_named(facts):
    assert fill("was {lesgeld@2026-07-31}", facts, TODAY).text == "was € 1.458"
    assert fill("is {lesgeld}", facts, TODAY).text is None


def test_an_unknown_fact_leaves_no_gap_in_the_text(facts):
    assert fill("dus {bestaat_niet}", facts, TODAY).text is None


def test_easier_and_more_have_the_same_sources(book):
    answers = book("Lang.", easier="Kort.", more="Langer.")
    assert answers.easier("kosten")["text"] == "Kort."
    assert answers.more("kosten")["text"] == "Langer."
    assert answers.easier("kosten")["metadata"] == answers.message("kosten")["metadata"]


def test_a_change_is_said_from_its_day_on(book):
    change = Change(date(2027, 1, 1), {"text": "Nieuw.", "status": "afgeschaft"})
    answers = book("Oud.", later=(change,))
    answers.clock = lambda: date(2026, 12, 31)
    assert answers.message("kosten")["text"] == "Oud."
    answers.clock = lambda: date(2027, 1, 1)
    message = answers.message("kosten")
    assert (message["text"], message["metadata"]["status"]) == ("Nieuw.", "afgeschaft")


def test_what_does_not_exist_is_none(book):
    assert book("Tekst.").message("iets_anders") is None
    assert book("Tekst.").easier("kosten") is None
