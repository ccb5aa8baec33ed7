"""Conversations as they are kept: masked, short, and gone when asked or when idle.

Rasa's SQL store keeps everything for ever. This one masks personal data before it is written, never
writes the text of a crisis message, and keeps only the newest events, which also keeps turns fast.
"""

import itertools
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.orm import Session, sessionmaker

from bot.privacy.database import open_database
from bot.privacy.masking import CRISIS_TEXT, masked

KEPT_EVENTS = 80
"""Newest events of a conversation that are kept: about ten turns."""


class PrivateTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store with masking, a cap on events, deletion and a purge."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: EndpointConfig | str | None = None,
        event_broker: EventBroker | None = None,
        database: str = "",
        **kwargs: Any,
    ) -> None:
        """Connect to `database`, an SQLAlchemy address such as `sqlite:///conversations.sqlite`.

        Rasa hands its whole endpoint configuration over as `host`.
        """
        super().__init__(domain=domain, host=database, event_broker=event_broker)
        self._reopen(open_database(database))

    def _reopen(self, engine: sa.engine.Engine) -> None:
        self.engine: sa.engine.Engine = engine
        self.sessionmaker = sessionmaker(bind=engine)

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        tracker = await super()._retrieve(sender_id, fetch_events_from_all_sessions=True)
        if tracker is not None:
            tracker.stored_events = len(tracker.events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the new events of a conversation, masked, and drop those beyond the cap."""
        for event in self._new_events(tracker):
            if isinstance(event, UserUttered):
                _mask(event)
        await super().save(tracker)
        tracker.stored_events = len(tracker.events)
        if len(tracker.events) > KEPT_EVENTS:
            self._drop_oldest(tracker.sender_id)

    def delete_conversation(self, sender_id: str) -> None:
        """Remove every event of a conversation."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()

    def purge(self, *, idle_seconds: float) -> int:
        """Remove conversations without an event in the last `idle_seconds`; returns how many."""
        before = datetime.now(timezone.utc).timestamp() - idle_seconds
        with self.session_scope() as session:
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

    def _additional_events(
        self, session: Session, tracker: DialogueStateTracker
    ) -> Iterator[Event]:
        return self._new_events(tracker)

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


def _mask(event: UserUttered) -> None:
    """Replace what a person typed by its masked form, in place."""
    in_crisis = event.parse_data.get("band") == "crisis"
    text = CRISIS_TEXT if in_crisis else masked(event.text or "")
    event.text = text
    event.parse_data = {**event.parse_data, "text": text}
