"""How much one visitor may ask in how much time."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.parts import Away
from bot.redis_server import AWAY, SharedRedis


@dataclass(frozen=True)
class Limit:
    """At most `count` requests per `seconds`, refilled evenly; `name` keeps limits apart."""

    name: str
    count: int
    seconds: float


MESSAGES_PER_SESSION = Limit("session", 30, 60)
MESSAGES_PER_ADDRESS = Limit("address", 900, 60)
"""A whole school often shares one address: thirty pupils at thirty messages."""

SESSIONS_PER_ADDRESS = Limit("start", 300, 60)
FEWEST_KEYS = 1_000
"""Keys in memory before those that need not be remembered are looked for, the first time."""

_TAKE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local period = tonumber(ARGV[2])
local step = period / ARGV[1]
local full = tonumber(redis.call('GET', KEYS[1]) or now)
full = math.max(now, math.min(full, now + period)) + step
local wait = full - period - now
if wait > 0 then
    return math.ceil(wait / 1000)
end
redis.call('SET', KEYS[1], full, 'PX', math.ceil(full - now))
return 0
"""
"""Keeps the moment (ms) at which the bucket is full again. A key from before the server's clock was
set back counts as an empty bucket."""


class Limiter(Protocol):
    """Counts what visitors ask."""

    async def wait(self, key: str) -> int:
        """Take one turn for a key; 0 when allowed, otherwise the seconds to wait (rounded up)."""


class RateLimiter:
    """A token bucket per key, in memory."""

    def __init__(self, limit: Limit, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}
        self._most = FEWEST_KEYS

    async def wait(self, key: str) -> int:
        now = self._clock()
        per_second = self._limit.count / self._limit.seconds
        left, since = self._buckets.get(key, (float(self._limit.count), now))
        left = min(self._limit.count, left + (now - since) * per_second)
        if left < 1:
            self._buckets[key] = (left, now)
            return math.ceil((1 - left) / per_second)
        if len(self._buckets) >= self._most:
            self._forget_the_full(now, per_second)
        self._buckets[key] = (left - 1, now)
        return 0

    def _forget_the_full(self, now: float, per_second: float) -> None:
        """Keep the keys that are not full again; look again when there are twice as many."""
        self._buckets = {
            key: (left, since)
            for key, (left, since) in self._buckets.items()
            if left + (now - since) * per_second < self._limit.count
        }
        self._most = max(FEWEST_KEYS, 2 * len(self._buckets))

    @property
    def remembered(self) -> int:
        """Keys that are in memory."""
        return len(self._buckets)


class SharedRateLimiter:
    """A token bucket per key that several workers share; in memory while Redis is away."""

    def __init__(self, limit: Limit, redis: SharedRedis) -> None:
        self._limit = limit
        self._redis = redis
        self._take = redis.client.register_script(_TAKE)
        self._own = RateLimiter(limit)

    async def wait(self, key: str) -> int:
        keys = [f"limit:{self._limit.name}:{key}"]
        period_ms = int(self._limit.seconds * 1000)
        try:
            with self._redis.part.tried(*AWAY):
                return int(await self._take(keys=keys, args=[self._limit.count, period_ms]))
        except Away:
            return await self._own.wait(key)


def limiter(limit: Limit, redis: SharedRedis | None) -> Limiter:
    """Counts for a limit, across workers when they share a Redis server."""
    return SharedRateLimiter(limit, redis) if redis else RateLimiter(limit)
