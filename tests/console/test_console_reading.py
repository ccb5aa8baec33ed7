"""The section "Antwoorden" over HTTP, with the project's own answers."""

import time
from types import SimpleNamespace

import pytest
from console_support import Person, served

from bot.answers.book import AnswerBook
from bot.statistics.statistics import Statistics
from bot.statistics.turns import Turn


@pytest.fixture(scope="module")
def book():
    return AnswerBook.load()


@pytest.fixture
def bram(console, people, book):
    """A counsellor who is signed in, at a console whose model has the project's answers."""
    nlg = SimpleNamespace(book=book)
    agent = SimpleNamespace(is_ready=lambda: True, processor=SimpleNamespace(nlg=nlg))
    with served(console, lambda app: setattr(app.ctx, "agent", agent)) as base:
        person = Person(base)
        person.sign_in("bram")
        yield person


def test_every_answer_has_an_address_of_its_own(bram, book):
    for intent in book.topics.intents():
        page = bram.get(f"/console/antwoorden/antwoord/{intent}")
        assert page.status_code == 200, intent
        assert intent in page.text


def test_every_topic_has_a_page_with_its_answers(bram, book):
    overview = bram.get("/console/antwoorden").text
    for topic in book.topics:
        path = f"/console/antwoorden/onderwerp/{topic.name}"
        assert f'href="{path}"' in overview
        page = bram.get(path).text
        assert all(f'id="{intent}"' in page for intent in topic.answers)


def test_everything_can_be_read_on_one_page(bram, book):
    page = bram.get("/console/antwoorden/alles").text
    assert all(f'id="{intent}"' in page for intent in book.topics.intents())


def test_a_search_finds_answers_and_shows_what_was_typed_as_text(bram):
    page = bram.get("/console/antwoorden?zoek=lesgeld").text
    assert 'id="kosten_lesgeld"' in page
    nothing = bram.get("/console/antwoorden?zoek=<b>nergens</b>").text
    assert "0 antwoorden gevonden" in nothing
    assert "<b>nergens" not in nothing


@pytest.mark.parametrize("path", ["antwoord/nergens", "onderwerp/nergens", "antwoord/bsa.nergens"])
def test_an_address_of_something_that_is_gone_says_so(bram, path):
    page = bram.get(f"/console/antwoorden/{path}")
    assert page.status_code == 404
    assert "bestaat niet (meer)" in page.text


def test_what_ends_soon_has_a_page(bram):
    page = bram.get("/console/antwoorden/verloopt")
    assert page.status_code == 200
    assert "Binnen 60 dagen" in page.text


def test_what_somebody_asked_is_not_among_what_nobody_asked(bram, console):
    link = 'href="/console/antwoorden/antwoord/bsa"'
    before = bram.get("/console/antwoorden/niet-gevraagd").text
    assert link in before
    assert "nog niets gevraagd" in before
    statistics = Statistics(console.statistics)
    statistics.record(Turn(at=int(time.time()), seconds=0.1, topic="bsa", answer="bsa"))
    statistics.flush()
    after = bram.get("/console/antwoorden/niet-gevraagd").text
    assert link not in after
    assert "nog niets gevraagd" not in after
