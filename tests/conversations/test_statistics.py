"""What is kept of real conversations for figures and review."""

import sqlite3
from threading import Event

import pytest
import requests

TIMEOUT = 30
CRISIS = "ik wil niet meer leven"


@pytest.fixture
def kept(bot_processes):
    """The kept turns that fit a condition, once there are as many as expected."""

    def find(condition, count):
        pause = Event()
        for _ in range(100):
            with sqlite3.connect(bot_processes.folder / "website.sqlite") as database:
                database.row_factory = sqlite3.Row
                rows = database.execute(
                    f"SELECT * FROM statistics_turns WHERE {condition} ORDER BY id"
                ).fetchall()
            if len(rows) == count:
                return [dict(row) for row in rows]
            pause.wait(0.1)
        raise AssertionError(f"{len(rows)} turns instead of {count}")

    return find


def test_a_question_is_kept_with_its_topic_answer_and_band(chat, kept):
    chat.say("hoeveel verdien je met bbl, mail me op teller1@example.nl")
    (turn,) = kept("question LIKE 'hoeveel verdien je met bbl, mail%'", 1)
    assert "teller1" not in turn["question"]
    assert (turn["topic"], turn["band"]) == ("bbl_loon", "answer")
    assert turn["answer"].startswith("bbl_loon")
    assert turn["conversation"]
    assert 0 < turn["seconds"] < 20


def test_a_button_is_kept_without_a_question(chat, kept):
    chat.press("/bbl_loon.schooldag")
    turn = kept("answer = 'bbl_loon.schooldag' AND question IS NULL", 1)[0]
    assert turn["band"] is None


def test_nothing_that_was_said_in_a_crisis_is_kept(chat, kept):
    chat.say(CRISIS)
    for turn in kept("band = 'crisis'", 1):
        assert turn["question"] is None
        assert CRISIS not in str(turn)


def test_a_course_search_is_kept_by_the_town_and_sector_that_were_understood(chat, kept):
    chat.say("opleiding kok in Zwolle")
    turn = kept("question = 'opleiding kok in Zwolle'", 1)[0]
    assert (turn["town"], turn["sector"]) == ("Zwolle (Overijssel)", "horeca")


def test_a_thumb_down_is_kept_with_its_turn(chat, kept):
    answer = chat.answer_to("krijg ik een duim omlaag voor wat het verschil is tussen bol en bbl")
    chat.post("feedback", {"answer": answer, "useful": False})
    assert kept("useful = 0 AND question LIKE 'krijg ik een duim omlaag%'", 1)


def test_a_deleted_conversation_leaves_no_turn(chat, kept):
    chat.say("wat is een bindend studieadvies, maar dan gewist")
    kept("question LIKE '%maar dan gewist'", 1)
    deleted = requests.delete(
        f"{chat.channel}/sessions/current", headers=chat.headers, timeout=TIMEOUT
    )
    assert deleted.status_code == 204
    kept("question LIKE '%maar dan gewist'", 0)


def test_a_question_without_javascript_belongs_to_no_conversation(running_bot, kept):
    question = "wat is een ad, zonder javascript"
    requests.post(f"{running_bot}/zonder-javascript", data={"vraag": question}, timeout=TIMEOUT)
    assert kept(f"question = '{question}'", 1)[0]["conversation"] is None
