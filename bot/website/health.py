"""What `/health` tells: whether this process answers, and which part outside it is away."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

import aiohttp

from bot.parts import Part, reason

FRESH_SECONDS = 1.0
PROBE_SECONDS = 1.5

Probe = Callable[[], Awaitable[None]]


class Health:
    """Asks every part, at most once in `FRESH_SECONDS`, whoever asks and however often."""

    def __init__(
        self, probes: Mapping[str, Probe], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Nothing is asked yet.

        Args:
            probes: for each part something that raises when it is away.
            clock: seconds that only go forward.
        """
        self._probes = dict(probes)
        self._clock = clock
        self._asking: asyncio.Future[dict[str, str]] | None = None
        self._asked_at = 0.0

    async def parts(self) -> dict[str, str]:
        """Every part with "ok" or why it is away."""
        is_old = self._clock() - self._asked_at > FRESH_SECONDS
        if self._asking is None or (is_old and self._asking.done()):
            self._asked_at = self._clock()
            self._asking = asyncio.ensure_future(self._ask())
        return await asyncio.shield(self._asking)

    async def _ask(self) -> dict[str, str]:
        states = await asyncio.gather(*map(_state, self._probes.values()))
        return dict(zip(self._probes, states, strict=True))


async def _state(probe: Probe) -> str:
    try:
        await asyncio.wait_for(probe(), timeout=PROBE_SECONDS)
    except asyncio.TimeoutError:
        return "does not answer in time"
    except Exception as error:
        return reason(error)
    return "ok"


def answers(name: str, address: str) -> Probe:
    """A probe of another server.

    Args:
        name: what it is called in the log.
        address: what it must answer without an error of its own.
    """
    part = Part(name)

    async def ask() -> None:
        timeout = aiohttp.ClientTimeout(total=PROBE_SECONDS)
        with part.tried(aiohttp.ClientError, OSError, asyncio.TimeoutError):
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.get(address) as response,
            ):
                if response.status >= 500:
                    raise aiohttp.ClientError(f"status {response.status}")

    return ask
