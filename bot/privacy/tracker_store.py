"""Conversations as they are kept: masked, short, and gone when asked or when idle.

Rasa's SQL store keeps everything for ever. This one masks personal data before it is written, never
writes the text of a crisis message, and keeps only the newest events, which also keeps turns fast.
"""

import itertools
import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.orm import Session

from bot.parts import Away
from bot.privacy.database import Database
from bot.privacy.masking import CRISIS_TEXT, masked

CRISIS = "crisis"
"""The band of a message that is a call for help."""

KEPT_EVENTS = 80
"""Newest events of a conversation that are kept: about ten turns."""

TURN = "turn"
"""In a message's metadata: the key by which a client that asks again is known."""

MOST_WAITING = 1_000
"""Conversations of which events wait in memory while the database is away."""


# Built once: building a statement takes longer than running it, and every turn runs these.
_TABLE = SQLTrackerStore.SQLEvent.__table__
_EVENTS = (
    sa.select(_TABLE.c.data).where(_TABLE.c.sender_id == sa.bindparam("of")).order_by(_TABLE.c.id)
)
_ADD = _TABLE.insert()


class PrivateTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store with masking, a cap on events, deletion and a purge.

    While the database is away a conversation goes on without its past, and its new events wait in
    memory, masked. They are written, in order, as soon as the database is back.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: EndpointConfig | str | None = None,
        event_broker: EventBroker | None = None,
        database: str = "",
        **kwargs: Any,
    ) -> None:
        """Connect to `database`, an SQLAlchemy address such as `sqlite:///conversations.sqlite`.

        Rasa hands its whole endpoint configuration over as `host`. Its own store waits in here
        until the database can be reached; this one begins without.
        """
        TrackerStore.__init__(self, domain, event_broker)
        self.database = Database("conversation database", database, self.Base.metadata)
        self._waiting: OrderedDict[str, list[Event]] = OrderedDict()

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """A session of the database; raises `Away` when it cannot be used now."""
        with self.database.session() as session:
            yield session

    def waits(self, sender_id: str) -> bool:
        """Whether events of a conversation are only in memory, because the database is away."""
        return sender_id in self._waiting

    @property
    def waiting(self) -> int:
        """Conversations with events that are only in memory."""
        return len(self._waiting)

    async def flush(self) -> None:
        """Write the events that wait in memory; does nothing while the database is away."""
        with suppress(Away):
            for sender_id in list(self._waiting):
                await self._flush_one(sender_id)

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        try:
            if self.waits(sender_id):
                await self._flush_one(sender_id)
            events = self._stored(sender_id)
        except Away:
            tracker = self._without_past(sender_id)
        else:
            if not events:
                return None
            tracker = DialogueStateTracker.from_events(
                sender_id, list(filter(None, map(_as_event, events))), self.domain.slots
            )
        tracker.stored_events = len(tracker.events)
        return tracker

    def _stored(self, sender_id: str) -> list[dict[str, Any]]:
        with self.database.begin(writing=False) as connection:
            return _events(connection, sender_id)

    def answers_to(self, sender_id: str, turn: str) -> list[BotUttered] | None:
        """What was answered in a turn that was handled before, or None when it was not.

        Args:
            sender_id: the conversation.
            turn: the key that the turn's message has in its metadata.

        Raises:
            Away: the database cannot be read now.
        """
        if self.waits(sender_id):
            events = [event.as_dict() for event in self._waiting[sender_id]]
        else:
            with self.database.session(writing=False) as session:
                found = session.query(self.SQLEvent.id).filter(
                    self.SQLEvent.sender_id == sender_id,
                    self.SQLEvent.type_name == UserUttered.type_name,
                    self.SQLEvent.data.contains(turn, autoescape=True),
                )
                if found.first() is None:
                    return None
            events = self._stored(sender_id)
        after = itertools.dropwhile(lambda event: not _is_turn(event, turn), events)
        if next(after, None) is None:
            return None
        own = itertools.takewhile(lambda event: event["event"] != UserUttered.type_name, after)
        return [
            BotUttered.from_parameters(event)
            for event in own
            if event["event"] == BotUttered.type_name
        ]

    def _without_past(self, sender_id: str) -> DialogueStateTracker:
        """A conversation of which only the events in memory are known.

        It never begins a session anew: that would wipe what its past, once it is back, holds.
        """
        tracker = self.init_tracker(sender_id)
        listening = ActionExecuted(ACTION_LISTEN_NAME)
        for event in (listening, *self._waiting.get(sender_id, ())):
            tracker.update(event, self.domain)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the new events of a conversation, masked, and drop those beyond the cap."""
        new = list(self._new_events(tracker))
        for event in new:
            if isinstance(event, UserUttered):
                _mask(event)
        try:
            self._write(tracker)
        except Away:
            self._hold(tracker.sender_id, new)
        else:
            waited = self._waiting.pop(tracker.sender_id, ())
            if waited or len(tracker.events) > KEPT_EVENTS:
                with suppress(Away):
                    self._drop_oldest(tracker.sender_id)
        tracker.stored_events = len(tracker.events)

    def _write(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are not stored yet, in one statement."""
        with self.database.begin() as connection:
            rows = [
                self._row(tracker.sender_id, event)
                for event in self._not_stored(connection, tracker)
            ]
            if rows:
                connection.execute(_ADD, rows)

    @staticmethod
    def _row(sender_id: str, event: Event) -> dict[str, Any]:
        data = event.as_dict()
        return {
            "sender_id": sender_id,
            "type_name": event.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data),
        }

    async def _flush_one(self, sender_id: str) -> None:
        self._write(self.init_tracker(sender_id))
        del self._waiting[sender_id]
        self._drop_oldest(sender_id)

    def _hold(self, sender_id: str, events: list[Event]) -> None:
        held = self._waiting.setdefault(sender_id, [])
        held.extend(events)
        del held[:-KEPT_EVENTS]
        while len(self._waiting) > MOST_WAITING:
            self._waiting.popitem(last=False)

    def delete_conversation(self, sender_id: str) -> None:
        """Remove every event of a conversation.

        Raises:
            Away: the database cannot do it now; nothing is removed from it.
        """
        self._waiting.pop(sender_id, None)
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()

    def purge(self, *, idle_seconds: float) -> int:
        """Remove conversations without an event in the last `idle_seconds`; returns how many.

        Raises:
            Away: the database cannot do it now.
        """
        now = datetime.now(timezone.utc).timestamp()
        before = now - idle_seconds
        for sender_id in [
            sender_id for sender_id, held in self._waiting.items() if held[-1].timestamp < before
        ]:
            del self._waiting[sender_id]
        with self.session_scope() as session:
            # After a clock that was set back nothing may live longer than it should.
            session.query(self.SQLEvent).filter(self.SQLEvent.timestamp > now).update(
                {"timestamp": now}, synchronize_session=False
            )
            newest = sa.func.max(self.SQLEvent.timestamp)
            idle = [
                sender_id
                for (sender_id,) in session.query(self.SQLEvent.sender_id)
                .group_by(self.SQLEvent.sender_id)
                .having(newest < before)
            ]
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id.in_(idle)).delete(
                synchronize_session=False
            )
            session.commit()
        return len(idle)

    @staticmethod
    def _new_events(tracker: DialogueStateTracker) -> Iterator[Event]:
        return itertools.islice(tracker.events, getattr(tracker, "stored_events", 0), None)

    def _not_stored(
        self, connection: sa.engine.Connection, tracker: DialogueStateTracker
    ) -> Iterator[Event]:
        waiting = self._waiting.get(tracker.sender_id, ())
        if waiting:
            # A database that goes away while it commits may have them after all, and a client that
            # heard nothing may have asked again, through another process that could write.
            waiting = list(_not_among(waiting, _events(connection, tracker.sender_id)))
        return itertools.chain(waiting, self._new_events(tracker))

    def _drop_oldest(self, sender_id: str) -> None:
        with self.session_scope() as session:
            own = session.query(self.SQLEvent.id).filter(self.SQLEvent.sender_id == sender_id)
            first_kept = own.order_by(self.SQLEvent.id.desc()).offset(KEPT_EVENTS - 1).limit(1)
            oldest = first_kept.scalar()
            if oldest is not None:
                session.query(self.SQLEvent).filter(
                    self.SQLEvent.sender_id == sender_id, self.SQLEvent.id < oldest
                ).delete(synchronize_session=False)
                session.commit()


def private_store(store: TrackerStore) -> PrivateTrackerStore:
    """The store itself, without the wrapper that Rasa puts around it."""
    return getattr(store, "_tracker_store", store)


@lru_cache(maxsize=1)
def _event_types() -> dict[str, type[Event]]:
    """The first class of each name, as Rasa finds it by a walk over all of them for each event."""
    return {kind.type_name: kind for kind in reversed(all_subclasses(Event))}


def _as_event(parameters: dict[str, Any]) -> Event | None:
    kind = _event_types().get(parameters["event"])
    return kind._from_parameters(parameters) if kind else None


def _events(connection: sa.engine.Connection, sender_id: str) -> list[dict[str, Any]]:
    return [json.loads(data) for (data,) in connection.execute(_EVENTS, {"of": sender_id})]


def _not_among(waiting: Iterable[Event], stored: Sequence[Mapping[str, Any]]) -> Iterator[Event]:
    """The events that are not stored, without whole turns of which the message is."""
    timestamps = {event["timestamp"] for event in stored}
    turns = {_turn_of(event.get("metadata")) for event in stored} - {None}
    answered = False
    for event in waiting:
        if isinstance(event, UserUttered):
            answered = _turn_of(event.metadata) in turns
        if not answered and event.timestamp not in timestamps:
            yield event


def _turn_of(metadata: Mapping[str, Any] | None) -> str | None:
    return (metadata or {}).get(TURN)


def _is_turn(event: dict[str, Any], turn: str) -> bool:
    is_message = event["event"] == UserUttered.type_name
    return is_message and _turn_of(event.get("metadata")) == turn


def is_crisis(parsed: Mapping[str, Any]) -> bool:
    """Whether what was understood of a message makes it a call for help."""
    return parsed.get("band") == CRISIS or bool(parsed.get("in_crisis"))


def _mask(event: UserUttered) -> None:
    """Replace what a person typed by its masked form, wherever it is in the event, in place.

    The channel masks a text before it is understood; this holds for any other way in. Of a call for
    help nothing is left but that it was one.
    """
    if is_crisis(event.parse_data):
        event.text, event.entities = CRISIS_TEXT, []
        event.parse_data = {"text": CRISIS_TEXT, "intent": event.intent, "band": CRISIS}
        return
    of = _MaskedOnce()
    event.text = of[event.text or ""]
    event.entities = [_masked_values(entity, of) for entity in event.entities]
    entities = [_masked_values(entity, of) for entity in event.parse_data.get("entities") or []]
    event.parse_data = {**event.parse_data, "text": event.text, "entities": entities}


class _MaskedOnce(dict[str, str]):
    """The masked form of each text; the same ones stand in several places of an event."""

    def __missing__(self, text: str) -> str:
        self[text] = masked(text)
        return self[text]


def _masked_values(entity: Mapping[str, Any], of: Mapping[str, str]) -> dict[str, Any]:
    return {name: of[value] if isinstance(value, str) else value for name, value in entity.items()}
