"""The page of figures over HTTP."""

import time

import pytest
from console_support import Person

from bot.statistics.figures import FEWEST
from bot.statistics.statistics import Statistics
from bot.statistics.turns import Turn


@pytest.fixture
def noor(base, people):
    noor = Person(base)
    noor.sign_in("noor")
    return noor


@pytest.fixture
def turns(console):
    def keep(count, **given):
        statistics = Statistics(console.statistics)
        for number in range(count):
            turn = {"at": int(time.time()), "seconds": 0.012, "band": "answer", **given}
            statistics.record(Turn(conversation=str(number), **turn))
        statistics.flush()

    return keep


def test_without_turns_the_page_says_so(noor):
    assert "Er is nog niets gevraagd" in noor.get("/console/cijfers").text


def test_every_drawing_has_a_table_with_its_figures(noor, turns):
    turns(7, topic="bsa", answer="bsa", useful=True)
    page = noor.get("/console/cijfers").text
    assert page.count("data:image/svg+xml") == 4
    assert '<th scope="row">bsa</th><td class="number">7</td>' in page
    assert '<td class="number">0,02</td>' in page


def test_the_days_can_be_those_of_one_topic(noor, turns):
    turns(7, topic="bsa")
    turns(3, topic="ov_kaart")
    page = noor.get("/console/cijfers?onderwerp=ov_kaart").text
    assert "Per dag: ov_kaart" in page
    assert '</th><td class="number">3</td>' in page


def test_a_search_of_too_few_conversations_is_nowhere_on_the_page(noor, turns):
    turns(FEWEST, town="Zwolle (Overijssel)", sector="zorg")
    turns(FEWEST - 1, town="Meppel (Drenthe)", sector="zorg")
    page = noor.get("/console/cijfers").text
    assert "Zwolle" in page and "Meppel" not in page
