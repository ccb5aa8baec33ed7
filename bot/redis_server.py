"""Redis, which several workers share: sessions, rate limits and locks."""

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.parts import Part

AWAY = (RedisError, OSError)
"""What a Redis server that is gone, full or too slow raises."""

_SECONDS = 0.5
"""Patience with one command: a session is one of several steps of a turn."""


class SharedRedis:
    """A connection to Redis, and whether it works; opened at the first command."""

    def __init__(self, url: str) -> None:
        """Nothing is sent yet.

        Args:
            url: such as `redis://:PASSWORD@HOST:6379/0`, or `rediss://` for TLS.
        """
        self.part = Part("redis")
        self.client: Redis = Redis.from_url(
            url,
            decode_responses=True,
            socket_timeout=_SECONDS,
            socket_connect_timeout=_SECONDS,
            health_check_interval=30,
        )

    async def ping(self) -> None:
        """Ask whether it works.

        Raises:
            Away: it does not.
        """
        with self.part.tried(*AWAY):
            await self.client.ping()
