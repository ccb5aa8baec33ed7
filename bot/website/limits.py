"""How much one visitor may ask in how much time."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """At most `count` requests per `seconds`, refilled evenly."""

    count: int
    seconds: float


MESSAGES_PER_SESSION = Limit(30, 60)
MESSAGES_PER_ADDRESS = Limit(900, 60)
"""A whole school often shares one address: thirty pupils at thirty messages."""

SESSIONS_PER_ADDRESS = Limit(300, 60)
MOST_KEYS = 100_000


class RateLimiter:
    """A token bucket per key, in memory."""

    def __init__(self, limit: Limit, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, key: str) -> int:
        """Take one turn for a key; 0 when allowed, otherwise the seconds to wait (rounded up)."""
        now = self._clock()
        per_second = self._limit.count / self._limit.seconds
        left, since = self._buckets.get(key, (float(self._limit.count), now))
        left = min(self._limit.count, left + (now - since) * per_second)
        if left < 1:
            self._buckets[key] = (left, now)
            return math.ceil((1 - left) / per_second)
        if len(self._buckets) >= MOST_KEYS:
            self._forget_the_full(now, per_second)
        self._buckets[key] = (left - 1, now)
        return 0

    def _forget_the_full(self, now: float, per_second: float) -> None:
        self._buckets = {
            key: (left, since)
            for key, (left, since) in self._buckets.items()
            if left + (now - since) * per_second < self._limit.count
        }
