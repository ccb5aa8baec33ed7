"""One turn of a conversation at a time, in the order of arrival, also across workers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from rasa.core.lock_store import LockError, LockStore
from redis.asyncio.lock import Lock
from redis.exceptions import LockError as RedisLockError

from bot.lifecycle import MOST_SECONDS
from bot.parts import Away
from bot.redis_server import AWAY, SharedRedis

LEASE_SECONDS = 4.0
"""A worker that is killed in the middle of a turn holds its conversation up for this long."""

_STEP_SECONDS = 0.05
_PREFIX = "lock:"


class ConversationLocks(LockStore):
    """Rasa's lock store, with Redis between workers when there is one.

    Within a worker turns wait for each other in the order of arrival. Between workers a lease in
    Redis keeps a conversation to one of them; nginx sends a visitor to the same worker each time, so
    that this matters only when workers come and go. Rasa's own Redis store reads and writes a lock
    in two steps, so that two workers can hold it at once, and leaves it locked for a minute when a
    worker is killed. Without Redis, or while it is away, the order holds within a worker.
    """

    def __init__(self, redis: SharedRedis | None = None) -> None:
        self._redis = redis
        self._local: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = MOST_SECONDS,
        wait_time_in_seconds: float = _STEP_SECONDS,
    ) -> AsyncIterator[None]:
        """Hold a conversation during the block.

        Raises:
            LockError: another turn took longer than `lock_lifetime` seconds.
        """
        own = self._local.setdefault(conversation_id, asyncio.Lock())
        try:
            await asyncio.wait_for(own.acquire(), timeout=lock_lifetime)
        except asyncio.TimeoutError as error:
            raise LockError("another turn of this conversation takes too long") from error
        try:
            async with self._lease(conversation_id, lock_lifetime, wait_time_in_seconds):
                yield
        finally:
            own.release()

    @asynccontextmanager
    async def _lease(
        self, conversation_id: str, patience: float, step: float
    ) -> AsyncIterator[None]:
        lease = await self._acquired(conversation_id, patience, step)
        if lease is None:
            yield
            return
        renewing = asyncio.ensure_future(_renew(lease))
        try:
            yield
        finally:
            renewing.cancel()
            with contextlib.suppress(RedisLockError, *AWAY):
                await lease.release()

    async def _acquired(self, conversation_id: str, patience: float, step: float) -> Lock | None:
        if self._redis is None:
            return None
        lease = self._redis.client.lock(
            _PREFIX + conversation_id, timeout=LEASE_SECONDS, sleep=step, thread_local=False
        )
        try:
            with self._redis.part.tried(*AWAY):
                acquired = await lease.acquire(blocking_timeout=patience)
        except Away:
            return None
        if not acquired:
            raise LockError("another turn of this conversation takes too long")
        return lease


async def _renew(lease: Lock) -> None:
    with contextlib.suppress(RedisLockError, *AWAY):
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            await lease.reacquire()
