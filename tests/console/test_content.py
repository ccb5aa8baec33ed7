from datetime import date

import pytest

from bot.answers.book import AnswerBook
from bot.answers.facts import Fact, Facts, FactValue
from bot.answers.sources import Source, Sources
from bot.answers.topics import Answer, Change, Topic, Topics
from bot.console.content import Content

TODAY = date(2026, 11, 27)


def value(amount, *, until=None, since=None):
    return FactValue(amount, "bestaat", "A", "duo", "2026-11-23", since, until)


FACTS = Facts(
    {
        "lesgeld": Fact(
            "lesgeld", "Lesgeld", "euro", "DUO", (value(1500, until=date(2027, 1, 26)),)
        ),
        "later": Fact("later", "Later", "euro", "DUO", (value(9, until=date(2027, 1, 27)),)),
        "weg": Fact("weg", "Wat weg is", "euro", "DUO", (value(7, until=date(2026, 6, 30)),)),
        "ongebruikt": Fact("ongebruikt", "-", "euro", "DUO", (value(7, until=TODAY),)),
    }
)
SOURCES = Sources({"duo": Source("DUO", "https://duo.example", "2026", "A")})


def answer(intent, text, title, **more):
    return Answer(intent, text, title, status="bestaat", checked="2026-11-23", **more)


KOSTEN = Topic(
    "kosten",
    "Geld",
    {"kosten": ("wat kost het",), "kosten.zoek": ("zoek het op",)},
    answers={
        "kosten": answer("kosten", "Het kost {lesgeld}, was {weg@2026-06-01}.", "Kosten"),
        "kosten.straks": answer(
            "kosten.straks",
            "Nu dit.",
            "Straks",
            later=(Change(date(2027, 1, 1), {"text": "Dan dat."}),),
        ),
        "kosten.weg": answer(
            "kosten.weg", "Het was {weg}.", "Weg", unchecked="Dat weten we niet.", easier="Kort."
        ),
        "kosten.later": answer("kosten.later", "Het kost {later}.", "Later"),
    },
    titles={"kosten.zoek": "Zoeken"},
)
GROET = Topic("groet", "Groet", {}, answers={"groet": answer("groet", "Hallo.", "Groet")})


@pytest.fixture
def content():
    topics = Topics({"kosten": KOSTEN, "groet": GROET})
    return Content(AnswerBook(topics, FACTS, SOURCES, clock=lambda: TODAY))


def names(entries):
    return [entry.intent for entry in entries]


def test_an_answer_is_shown_as_it_is_said_today_with_its_facts(content):
    entry = content.entry("kosten")
    assert entry.message["text"] == "Het kost € 1.500, was € 7."
    assert [(used.name, used.shown, used.source) for used in content.facts_of(entry.message)] == [
        ("lesgeld", "€ 1.500", "DUO"),
        ("weg@2026-06-01", "€ 7", "DUO"),
    ]


def test_an_answer_that_an_action_gives_is_there_without_a_text(content):
    entry = content.entry("kosten.zoek")
    assert (entry.title, entry.message, entry.questions) == ("Zoeken", None, ("zoek het op",))


def test_what_does_not_exist_is_not_found(content):
    assert content.entry("kosten.nergens") is None
    assert content.entry("nergens") is None
    assert content.topic("nergens") == []
    assert content.used("nergens") is None


def test_words_are_looked_for_in_title_text_and_questions(content):
    assert names(content.found("HALLO")) == ["groet"]
    assert names(content.found("wat kost het")) == ["kosten"]
    assert names(content.found("straks")) == ["kosten.straks"]
    assert content.found("hallo nergens") == []
    assert content.found("hallo", status="afgeschaft") == []


def test_what_ends_within_sixty_days_is_told_with_its_answers_and_what_ends_later_is_not(content):
    assert [(e.until, e.fact, names(e.answers)) for e in content.endings()] == [
        (date(2027, 1, 1), None, ["kosten.straks"]),
        (date(2027, 1, 26), "lesgeld", ["kosten"]),
    ]


def test_facts_without_a_value_for_today_are_told_where_they_are_needed_today(content):
    assert [(fact.name, names(entries)) for fact, entries in content.unknown()] == [
        ("weg", ["kosten.weg"])
    ]


def test_an_easier_version_stands_beside_the_answer(content):
    assert [m["text"] for m in content.variants("kosten.weg").values()] == ["Kort."]
    assert content.variants("kosten") == {}


def test_what_nobody_asked_is_what_was_never_given_and_small_talk_is_left_out(content):
    given = {"kosten": 3, "kosten.zoek": 1}
    assert names(content.unasked(given)) == ["kosten.straks", "kosten.weg", "kosten.later"]
