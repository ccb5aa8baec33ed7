"""Choice help in conversation, which hands over to routes and courses."""

import asyncio
import json

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.choice_help import ChoiceHelpAction
from actions.routes_reading import SLOT

PAYLOAD = "/studiekeuze_hulp.test"


class Talk:
    def __init__(self):
        self.slot = None

    def say(self, text="", **entities):
        dispatcher = CollectingDispatcher()
        latest = {
            "text": text,
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        }
        tracker = Tracker("x", {SLOT: self.slot}, latest, [], False, None, {}, None)
        for event in asyncio.run(ChoiceHelpAction().run(dispatcher, tracker, {})):
            self.slot = event["value"]
        (message,) = dispatcher.messages
        shown = {name: message[name] for name in ("text", "buttons")}
        self.last = {**shown, **(message.get("custom") or {})}
        return self.last

    def press(self, title):
        payload = next(b["payload"] for b in self.last["buttons"] if b["title"] == title)
        return self.say(payload, **json.loads(payload.removeprefix(PAYLOAD)))


@pytest.fixture
def talk():
    return Talk()


def titles(answer):
    return [button["title"] for button in answer["buttons"]]


def test_it_asks_one_question_at_a_time_and_says_that_one_may_stop(talk):
    answer = talk.say("ik weet niet wat ik wil")
    assert "je kunt steeds stoppen" in answer["text"]
    assert "Vraag 1 van 11." in answer["text"]
    assert titles(answer)[2:] == ["Geen van beide", "Stop en laat zien"]
    assert talk.press(titles(answer)[0])["text"].startswith("Vraag 2 van 11.")


def test_the_questions_end_in_sectors_with_why_work_courses_and_people_to_talk_to(talk):
    answer = talk.say("ik weet niet wat ik wil")
    for _ in range(11):
        answer = talk.press(titles(answer)[1])
    assert answer["text"].startswith("Dit past bij wat je koos:")
    assert "want je koos voor" in answer["text"] and "Werk:" in answer["text"]
    assert "geen eindoordeel" in answer["text"] and "Holland" in answer["text"]
    payloads = [button["payload"] for button in answer["buttons"]]
    assert payloads[0].startswith('/opleidingsaanbod_regio{"sector":')
    assert payloads[-2:] == ["/lob_decaan", "/open_dagen"]
    assert {source["name"].split(",")[0] for source in answer["sources"]} >= {"HRbase"}


def test_stopping_early_shows_what_is_known(talk):
    answer = talk.say("ik weet niet wat ik wil")
    for _ in range(4):
        answer = talk.press(titles(answer)[0])
    assert talk.press("Stop en laat zien")["text"].startswith("Dit past bij wat je koos:")


def test_stopping_at_once_names_no_sector(talk):
    talk.say("ik weet niet wat ik wil")
    answer = talk.press("Stop en laat zien")
    assert "te weinig" in answer["text"]
    assert "Vraag 1" in talk.press("Begin opnieuw")["text"]


def test_after_another_question_it_goes_on_where_it_was(talk):
    answer = talk.say("ik weet niet wat ik wil")
    talk.press(titles(answer)[0])
    assert talk.say("ga verder met de test")["text"].startswith("Vraag 2 van 11.")


def test_an_old_button_still_works(talk):
    first = talk.say("ik weet niet wat ik wil")
    talk.press(titles(first)[0])
    talk.last = first
    assert talk.press(titles(first)[1])["text"].startswith("Vraag 2 van 11.")


def test_what_somebody_is_good_at_is_a_start_halfway(talk):
    answer = talk.say("ik ben handig met hout, wat past bij mij")
    assert "Je noemde al iets wat je leuk vindt" in answer["text"]
    assert "Vraag 5 van 11." in answer["text"]


def test_a_sector_is_a_start_halfway(talk):
    assert "Vraag 5 van 11." in talk.say("ik twijfel over de zorg", sector="zorg")["text"]


def test_nothing_is_left_in_the_slot_after_the_outcome(talk):
    talk.slot = {"route": {"start": "vmbo-kb"}}
    talk.say("ik weet niet wat ik wil")
    assert "choice" in talk.slot
    talk.press("Stop en laat zien")
    assert talk.slot == {"route": {"start": "vmbo-kb"}}


@pytest.mark.parametrize("value", ["", "hallo", "|zzz", "3a", "|" + "a" * 70])
def test_a_made_up_button_begins_again(talk, value):
    assert "Vraag 1 van 11." in talk.say(f"{PAYLOAD}", choice=value)["text"]


def test_shortage_is_told_with_who_says_so(talk):
    answer = talk.say(PAYLOAD, choice="|a-aaaa-aab.")
    answer = talk.say(PAYLOAD, choice="R|----a--aa.")
    assert "UWV en ROA" in answer["text"] or "Randstad" in answer["text"]
