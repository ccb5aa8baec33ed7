"""Sessions of the website channel: who may speak in which conversation, and for how long.

They are kept in Redis when there is one, otherwise in the channel's database. While that is away a
new session lives in the memory of this process.
"""

import hashlib
import json
import secrets
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import sqlalchemy as sa

from bot.parts import Away
from bot.privacy.database import Database
from bot.redis_server import AWAY, SharedRedis
from bot.website.database import sessions

IDLE_SECONDS = 60 * 60
TOKEN_BYTES = 32
MOST_IN_MEMORY = 10_000
_PREFIX = "session:"

# Built once: building a statement takes longer than running it, and every turn runs these.
_FIND = sa.select(sessions.c.conversation, sessions.c.context).where(
    sessions.c.token_hash == sa.bindparam("of_token"),
    sessions.c.last_seen >= sa.bindparam("oldest"),
)
_KEEP = (
    sessions.update()
    .where(sessions.c.token_hash == sa.bindparam("of_token"))
    .values(
        last_seen=sa.bindparam("now"), context=sa.bindparam("new", type_=sessions.c.context.type)
    )
)


@dataclass(frozen=True)
class Session:
    """A visitor's session; `context` is what the next message is understood with."""

    token_hash: str
    conversation: str
    context: Mapping[str, Any] = field(default_factory=dict)


class SessionStore(Protocol):
    """Where sessions are kept; every method raises `Away` when that cannot be reached."""

    async def add(self, session: Session) -> None:
        """Keep a new session."""

    async def get(self, token_hash: str) -> Session | None:
        """A session, or None when it is unknown or was idle for too long."""

    async def update(self, session: Session) -> None:
        """Keep a session's context, unless the session is gone."""

    async def remove(self, token_hash: str) -> None:
        """Forget a session."""

    async def purge(self) -> int:
        """Forget the sessions that were idle for too long; returns how many."""


class Sessions:
    """Mints, finds and ends sessions. Only a hash of a token is stored."""

    def __init__(
        self,
        store: SessionStore,
        *,
        idle_seconds: float = IDLE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is kept yet.

        Args:
            store: where sessions are kept.
            idle_seconds: how long one lives without a message while the store is away.
            clock: seconds, for that time.
        """
        self._store = store
        self._memory = MemorySessions(idle_seconds=idle_seconds, clock=clock)

    async def start(self) -> tuple[str, Session]:
        """A new session; returns its token, which is not kept, and the session."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        session = Session(token_hash=_hash(token), conversation=uuid.uuid4().hex)
        try:
            await self._store.add(session)
        except Away:
            await self._memory.add(session)
        return token, session

    async def find(self, token: str) -> Session | None:
        """The session of a token, or None when it is unknown or was idle for too long.

        Raises:
            Away: nobody can tell now.
        """
        token_hash = _hash(token)
        return await self._memory.get(token_hash) or await self._store.get(token_hash)

    async def again(self, session: Session) -> Session | None:
        """The session as it is by now, or None when it has ended.

        Raises:
            Away: nobody can tell now.
        """
        return await (await self._store_of(session)).get(session.token_hash)

    async def remember(self, session: Session, context: Mapping[str, Any]) -> None:
        """Keep the context for the session's next message, if that can be done now."""
        changed = replace(session, context=dict(context))
        store = await self._store_of(session)
        try:
            await store.update(changed)
        except Away:
            return

    async def end(self, session: Session) -> None:
        """Forget a session.

        Raises:
            Away: that cannot be done now.
        """
        await (await self._store_of(session)).remove(session.token_hash)

    async def purge(self) -> int:
        """Forget the sessions that were idle for too long; returns how many.

        Raises:
            Away: the store cannot do it now.
        """
        return await self._memory.purge() + await self._store.purge()

    async def _store_of(self, session: Session) -> SessionStore:
        return self._memory if await self._memory.get(session.token_hash) else self._store


class DatabaseSessions:
    """Sessions in the channel's database, for one machine without Redis."""

    def __init__(
        self,
        database: Database,
        *,
        idle_seconds: float = IDLE_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._idle_seconds = idle_seconds
        self._clock = clock

    async def add(self, session: Session) -> None:
        with self._database.begin() as connection:
            connection.execute(
                sessions.insert().values(
                    token_hash=session.token_hash,
                    conversation=session.conversation,
                    last_seen=self._clock(),
                    context=dict(session.context),
                )
            )

    async def get(self, token_hash: str) -> Session | None:
        asked = {"of_token": token_hash, "oldest": self._oldest()}
        with self._database.begin() as connection:
            row = connection.execute(_FIND, asked).first()
        return Session(token_hash, row.conversation, row.context or {}) if row else None

    async def update(self, session: Session) -> None:
        context = dict(session.context)
        with self._database.begin() as connection:
            connection.execute(
                _KEEP, {"of_token": session.token_hash, "now": self._clock(), "new": context}
            )

    async def remove(self, token_hash: str) -> None:
        with self._database.begin() as connection:
            connection.execute(sessions.delete().where(sessions.c.token_hash == token_hash))

    async def purge(self) -> int:
        now = self._clock()
        with self._database.begin() as connection:
            # After a clock that was set back no session may live longer than it should.
            connection.execute(
                sessions.update().where(sessions.c.last_seen > now).values(last_seen=now)
            )
            gone = connection.execute(
                sessions.delete().where(sessions.c.last_seen < self._oldest())
            )
        return int(gone.rowcount)

    def _oldest(self) -> float:
        return self._clock() - self._idle_seconds


class RedisSessions:
    """Sessions that several workers share; Redis itself forgets the idle ones."""

    def __init__(self, redis: SharedRedis, *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._redis = redis
        self._idle_ms = int(idle_seconds * 1000)

    async def add(self, session: Session) -> None:
        with self._redis.part.tried(*AWAY):
            await self._redis.client.set(_key(session), _written(session), px=self._idle_ms)

    async def get(self, token_hash: str) -> Session | None:
        with self._redis.part.tried(*AWAY):
            written = await self._redis.client.get(_PREFIX + token_hash)
        return Session(token_hash, **json.loads(written)) if written else None

    async def update(self, session: Session) -> None:
        with self._redis.part.tried(*AWAY):
            await self._redis.client.set(
                _key(session), _written(session), px=self._idle_ms, xx=True
            )

    async def remove(self, token_hash: str) -> None:
        with self._redis.part.tried(*AWAY):
            await self._redis.client.delete(_PREFIX + token_hash)

    async def purge(self) -> int:
        return 0


class MemorySessions:
    """Sessions of this process only, the oldest of too many forgotten."""

    def __init__(
        self,
        *,
        idle_seconds: float = IDLE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._idle_seconds = idle_seconds
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Session]] = OrderedDict()

    async def add(self, session: Session) -> None:
        self._kept[session.token_hash] = (self._clock(), session)
        self._kept.move_to_end(session.token_hash)
        while len(self._kept) > MOST_IN_MEMORY:
            self._kept.popitem(last=False)

    async def get(self, token_hash: str) -> Session | None:
        seen, session = self._kept.get(token_hash, (0.0, None))
        return session if session and self._clock() - seen <= self._idle_seconds else None

    async def update(self, session: Session) -> None:
        if session.token_hash in self._kept:
            await self.add(session)

    async def remove(self, token_hash: str) -> None:
        self._kept.pop(token_hash, None)

    async def purge(self) -> int:
        before = self._clock() - self._idle_seconds
        idle = [token_hash for token_hash, (seen, _) in self._kept.items() if seen < before]
        for token_hash in idle:
            del self._kept[token_hash]
        return len(idle)


def _key(session: Session) -> str:
    return _PREFIX + session.token_hash


def _written(session: Session) -> str:
    return json.dumps({"conversation": session.conversation, "context": dict(session.context)})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
