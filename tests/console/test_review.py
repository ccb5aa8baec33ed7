"""Review over HTTP: from a question that went wrong to what an editor says of it."""

import re

import pytest
from console_support import Person

from bot.console.review.groups import Order, grouped
from bot.console.review.marks import KEPT_SECONDS, Marks, Verdict
from bot.statistics.questions import Asked
from bot.statistics.statistics import Statistics
from bot.statistics.turns import Turn

NOW = 1_795_694_400


@pytest.fixture
def asked(console):
    """Keeps turns as the website channel does."""

    def keep(question, **given):
        statistics = Statistics(console.statistics)
        details = {"at": NOW, "seconds": 0.01, "band": "unknown", "topic": "bsa"}
        statistics.record(Turn(question=question, **{**details, **given}))
        statistics.flush()

    return keep


@pytest.fixture
def noor(base, people):
    noor = Person(base)
    noor.sign_in("noor")
    return noor


def questions(page):
    return re.findall(r'<h2 id="vraag-\d+">([^<]+)</h2>', page.text)


def one(question, at=NOW, **given):
    details = {"topic": "bsa", "answer": "", "band": "unknown", "previous_topic": ""}
    return Asked(question, at, thumb_down=False, **{**details, **given})


def test_questions_that_are_alike_are_one_group():
    groups = grouped(
        [
            one("Mag mijn hond mee naar school?"),
            one("wat kost een drone"),
            one("mag mijn hond mee naar school"),
            one("naar school mag mijn hond mee"),
        ],
        Order.NEWEST,
    )
    assert [len(group.asked) for group in groups] == [3, 1]
    assert groups[0].first.question == "Mag mijn hond mee naar school?"


def test_groups_are_shown_newest_or_most_frequent_first():
    asked = [one("wat kost een drone"), one("mag de hond mee"), one("mag de hond mee")]
    firsts = [[g.first.question for g in grouped(asked, order)] for order in Order]
    assert firsts == [
        ["wat kost een drone", "mag de hond mee"],
        ["mag de hond mee", "wat kost een drone"],
    ]


def test_only_what_went_wrong_is_shown(noor, asked):
    asked("wat kost een drone", at=NOW)
    asked("over bsa of ov", at=NOW + 1, band="choose")
    asked("deze duim omlaag", at=NOW + 2, band="answer", answer="bsa", useful=False)
    asked("dit ging goed", at=NOW + 3, band="answer", answer="bsa")
    shown = noor.get("/console/nakijken")
    assert questions(shown) == ["deze duim omlaag", "over bsa of ov", "wat kost een drone"]
    assert "1 keer duim omlaag" in shown.text


def test_a_judged_group_is_done_and_exported(noor, asked):
    asked("krijgt een imker cao-loon")
    asked("krijgt een imker cao loon?")
    noor.post("/console/nakijken", vraag="krijgt een imker cao-loon", oordeel="anders",
              antwoord="bbl_loon.cao")  # fmt: skip
    assert questions(noor.get("/console/nakijken")) == []
    done = noor.get("/console/nakijken/klaar").text
    assert "bbl_loon.cao" in done and "en 1 die erop lijken" in done
    written = noor.get("/console/nakijken/vragen.yml").text
    assert "- intent: bbl_loon.cao" in written
    assert "    - krijgt een imker cao-loon\n" in written
    rows = noor.get("/console/nakijken/toetsvragen.tsv").text
    assert "krijgt een imker cao-loon\tbbl_loon\t\n" in rows


def test_a_judgement_can_be_taken_back(noor, asked):
    asked("mag de hond mee")
    noor.post("/console/nakijken", vraag="mag de hond mee", oordeel="ontbreekt")
    assert "antwoord ontbreekt" in noor.get("/console/nakijken/klaar").text
    noor.post("/console/nakijken/terug", groep="mag de hond mee")
    assert questions(noor.get("/console/nakijken")) == ["mag de hond mee"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"oordeel": "anders", "antwoord": "bestaat_niet"}, 400),
        ({"oordeel": ""}, 400),
        ({"oordeel": "goed", "vraag": "dit is nooit gevraagd"}, 404),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(noor, asked, console, fields, status):
    asked("mag de hond mee")
    answer = noor.post("/console/nakijken", **{"vraag": "mag de hond mee", **fields})
    assert answer.status_code == status
    assert Marks(console.database).all() == []


def test_what_was_judged_is_kept_for_thirty_days_and_no_longer(console):
    now = [NOW]
    marks = Marks(console.database, clock=lambda: now[0])
    marks.add([one("wat is bbl")], Verdict.RIGHT, account="noor")
    now[0] += KEPT_SECONDS - 1
    marks.add([one("later misschien")], Verdict.LATER, account="noor")
    assert marks.purge() == 0
    now[0] += 2
    assert marks.purge() == 1
    assert [mark.question for mark in marks.all()] == ["later misschien"]
