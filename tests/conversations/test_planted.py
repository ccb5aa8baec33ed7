"""The three hundred planted items through the real assistant: none is in any store, log or page of it."""

import re

import pytest
import requests
from chat import TIMEOUT, Chat
from hostile import PROXIES
from privacy.planting import PLANTED
from running import RunningBot

PER_SESSION = 25
CRISIS = "ik wil dood, en niemand hier in Kwakkeldam ziet het"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A bot that was told everything, as question and as comment, and the answers that it gave."""
    folder = tmp_path_factory.mktemp("planted")
    console = f"sqlite:///{folder / 'console.sqlite'}"
    running = RunningBot(folder, {**PROXIES, "VAKROUTE_CONSOLE_DB_URL": console})
    said = []
    try:
        running.start()
        for begin in range(0, len(PLANTED), PER_SESSION):
            chat = Chat(running.base)
            for sentence in PLANTED[begin : begin + PER_SESSION]:
                said.append(str(chat.say(sentence.text)))
                judged = {"answer": "bbl_loon", "useful": False, "comment": sentence.text}
                assert chat.post("feedback", judged).status_code == 204
            said.append(str(chat.say("welke gegevens heb je van mij")))
            chat.say(CRISIS)
        for path in ("/health", "/metrics"):
            said.append(requests.get(running.base + path, timeout=TIMEOUT).text)
    finally:
        running.stop()
    return running, said


def remembered_in(running):
    """Every file of the bot as text; also what SQLite left in its pages and journals."""
    for path in sorted(running.folder.rglob("*")):
        if path.is_file():
            kept = path.read_bytes().decode("utf-8", "ignore")
            yield path.name, re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), kept)


def found(text):
    """The planted items in a text, as whole words; the shortest are also parts of other things."""
    items = {item for sentence in PLANTED for item in sentence.hidden if len(item) >= 6}
    return [
        item
        for item in items
        if item in text and re.search(rf"(?<!\w){re.escape(item)}(?!\w)", text)
    ]


def test_the_search_finds_what_is_there():
    assert "06-12345678" in found("bel 06-12345678 nu")


def test_no_planted_item_is_in_a_file_of_the_bot(told):
    running, _ = told
    names = [name for name, _ in remembered_in(running)]
    assert {"conversations.sqlite", "website.sqlite", "bot.log", "actions.log"} <= set(names)
    planted = {name: found(text) for name, text in remembered_in(running)}
    assert {name: items for name, items in planted.items() if items} == {}


def test_the_stores_do_have_the_masked_messages(told):
    running, _ = told
    kept = "".join(text for name, text in remembered_in(running) if ".sqlite" in name)
    for placeholder in ("[naam]", "[mail]", "[telefoon]", "[bsn]", "[iban]", "[adres]"):
        assert placeholder in kept


def test_no_answer_figure_or_page_gives_a_planted_item_back(told):
    _, said = told
    assert found(" ".join(said)) == []


def test_no_word_of_a_crisis_message_is_in_a_file_of_the_bot(told):
    running, _ = told
    assert [name for name, text in remembered_in(running) if "Kwakkeldam" in text] == []
