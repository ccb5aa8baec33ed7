"""'Verwijder mijn gegevens' and DELETE leave nothing behind; 'welke gegevens' shows what there is."""

import sqlite3

import requests
from chat import TIMEOUT, Chat
from running import RunningBot

FORGET = "/privacy_gegevens.wissen"


def rows(folder):
    """How many rows each table of each store of a bot has."""
    counts = {}
    for path in folder.glob("*.sqlite"):
        with sqlite3.connect(path) as kept:
            tables = kept.execute("select name from sqlite_master where type = 'table'").fetchall()
            for (table,) in tables:
                (count,) = kept.execute(f"select count(*) from {table}").fetchone()
                counts[f"{path.stem}.{table}"] = count
    return counts


def by_button(chat):
    assert chat.press(FORGET)[0]["answer"] == "privacy_gegevens.wissen"


def by_delete(chat):
    address = f"{chat.channel}/sessions/current"
    assert requests.delete(address, headers=chat.headers, timeout=TIMEOUT).status_code == 204


def test_a_deleted_conversation_leaves_no_row_anywhere(tmp_path):
    running = RunningBot(tmp_path)
    try:
        running.start()
        for forget in (by_button, by_delete):
            chat = Chat(running.base)
            assert chat.say("opleiding kok bij Zwolle")
            judged = {"answer": "opleidingsaanbod_regio", "useful": True, "comment": "fijn"}
            assert chat.post("feedback", judged).status_code == 204
            kept = rows(tmp_path)
            assert kept["website.website_sessions"] == kept["website.website_feedback"] == 1
            assert kept["conversations.events"] > 0
            forget(chat)
            assert chat.post("messages", {"text": "hoi"}).status_code == 401
    finally:
        running.stop()
    assert {table: count for table, count in rows(tmp_path).items() if count} == {}


def test_the_question_to_delete_offers_a_button_that_does_it(chat):
    buttons = chat.press("/privacy_gegevens.verwijderen")[0]["buttons"]
    assert FORGET in [button["payload"] for button in buttons]


def test_what_is_kept_is_shown_masked(chat):
    chat.say("ik heet Kwibus van der Zwaluw, wat is bbl")
    shown = chat.press("/privacy_gegevens.inzage")[0]["text"]
    assert "[naam]" in shown
    assert "Kwibus" not in shown
