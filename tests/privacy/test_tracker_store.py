import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.privacy.tracker_store import KEPT_EVENTS, PrivateTrackerStore


@pytest.fixture
def store(tmp_path):
    return PrivateTrackerStore(Domain.empty(), database=f"sqlite:///{tmp_path / 'c.sqlite'}")


def converse(store, sender, *texts, band="answer"):
    tracker = asyncio.run(store.retrieve(sender)) or DialogueStateTracker(sender, [])
    for text in texts:
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered(text, parse_data={"text": text, "band": band}))
        tracker.update(BotUttered("antwoord"))
        asyncio.run(store.save(tracker))
    return tracker


def stored_texts(store, sender):
    tracker = asyncio.run(store.retrieve(sender))
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def everything(store):
    with store.session_scope() as session:
        return " ".join(row.data for row in session.query(store.SQLEvent))


def test_a_conversation_comes_back_in_order(store):
    converse(store, "a", "een", "twee")
    converse(store, "a", "drie")
    assert stored_texts(store, "a") == ["een", "twee", "drie"]


def test_personal_data_is_masked_before_it_is_written(store):
    converse(store, "a", "mail jan@school.nl")
    assert stored_texts(store, "a") == ["mail [mail]"]
    assert "jan@" not in everything(store)


def test_the_text_of_a_crisis_message_is_not_written(store):
    converse(store, "a", "ik wil dood", band="crisis")
    assert "dood" not in everything(store)


def test_nothing_of_a_crisis_message_is_written_not_even_its_place(store):
    tracker = DialogueStateTracker("a", [])
    place = {"entity": "place", "value": "Kwakkeldam", "start": 9, "end": 19}
    parsed = {"text": "dood in Kwakkeldam", "in_crisis": True, "entities": [place]}
    tracker.update(UserUttered("dood in Kwakkeldam", entities=[place], parse_data=parsed))
    asyncio.run(store.save(tracker))
    assert "Kwakkeldam" not in everything(store)
    assert "[niet bewaard]" in everything(store)


def test_personal_data_is_masked_in_the_values_of_entities_too(store):
    tracker = DialogueStateTracker("a", [])
    found = {"entity": "school", "value": "jan@school.nl", "start": 0, "end": 13}
    parsed = {"text": "jan@school.nl", "entities": [dict(found)]}
    tracker.update(UserUttered("jan@school.nl", entities=[found], parse_data=parsed))
    asyncio.run(store.save(tracker))
    assert "jan@" not in everything(store)


def test_only_the_newest_events_are_kept(store):
    converse(store, "a", *(f"vraag {number}" for number in range(60)))
    tracker = asyncio.run(store.retrieve("a"))
    assert len(tracker.events) == KEPT_EVENTS
    assert stored_texts(store, "a")[-1] == "vraag 59"


def test_nothing_is_written_twice_when_old_events_are_gone(store):
    converse(store, "a", *(f"vraag {number}" for number in range(60)))
    converse(store, "a", "laatste")
    assert stored_texts(store, "a")[-2:] == ["vraag 59", "laatste"]


def test_a_deleted_conversation_leaves_nothing_and_others_stay(store):
    converse(store, "a", "een")
    converse(store, "b", "twee")
    store.delete_conversation("a")
    assert asyncio.run(store.retrieve("a")) is None
    assert stored_texts(store, "b") == ["twee"]


def test_what_was_deleted_cannot_be_read_back_from_the_file(store, tmp_path):
    converse(store, "a", *["Kwibusveen"] * 30)
    store.delete_conversation("a")
    store.database.engine.dispose()
    assert b"Kwibusveen" not in (tmp_path / "c.sqlite").read_bytes()


def test_idle_conversations_are_purged(store):
    converse(store, "a", "een")
    assert store.purge(idle_seconds=3600) == 0
    assert store.purge(idle_seconds=-1) == 1
    assert asyncio.run(store.retrieve("a")) is None
