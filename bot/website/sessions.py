"""Sessions of the website channel: who may speak in which conversation, and for how long."""

import hashlib
import secrets
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from bot.website.database import sessions

IDLE_SECONDS = 60 * 60
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Session:
    """A visitor's session; `context` is what the next message is understood with."""

    token_hash: str
    conversation: str
    context: Mapping[str, Any] = field(default_factory=dict)


class Sessions:
    """Mints, finds and ends sessions. Only a hash of a token is stored."""

    def __init__(
        self,
        engine: sa.engine.Engine,
        *,
        idle_seconds: float = IDLE_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._engine = engine
        self._idle_seconds = idle_seconds
        self._clock = clock

    def start(self) -> tuple[str, Session]:
        """A new session; returns its token, which is not kept, and the session."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        session = Session(token_hash=_hash(token), conversation=uuid.uuid4().hex)
        with self._engine.begin() as connection:
            connection.execute(
                sessions.insert().values(
                    token_hash=session.token_hash,
                    conversation=session.conversation,
                    last_seen=self._clock(),
                    context={},
                )
            )
        return token, session

    def find(self, token: str) -> Session | None:
        """The session of a token, or None when it is unknown or was idle for too long."""
        query = sa.select(sessions.c.conversation, sessions.c.context).where(
            sessions.c.token_hash == _hash(token), sessions.c.last_seen >= self._oldest()
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Session(_hash(token), row.conversation, row.context or {})

    def remember(self, session: Session, context: Mapping[str, Any]) -> None:
        """Keep the context for the session's next message."""
        with self._engine.begin() as connection:
            connection.execute(
                sessions.update()
                .where(sessions.c.token_hash == session.token_hash)
                .values(last_seen=self._clock(), context=dict(context))
            )

    def end(self, session: Session) -> None:
        """Forget a session."""
        with self._engine.begin() as connection:
            connection.execute(sessions.delete().where(sessions.c.token_hash == session.token_hash))

    def purge(self) -> int:
        """Forget the sessions that were idle for too long; returns how many."""
        with self._engine.begin() as connection:
            gone = connection.execute(
                sessions.delete().where(sessions.c.last_seen < self._oldest())
            )
        return int(gone.rowcount)

    def _oldest(self) -> float:
        return self._clock() - self._idle_seconds


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
