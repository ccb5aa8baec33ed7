"""Visitors who ask one question after the other over HTTP, many at once, and how long each turn took.

Every visitor is an address of its own, to nginx (one of 127.0.0.0/8) as well as behind the trusted proxy that
a bot measured directly is told about (`VAKROUTE_PROXIES=1`), and stays within the limits of one, so that those
need not be lifted.
"""

import asyncio
import itertools
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Protocol

import aiohttp

TURNS_OF_A_CONVERSATION = 8
TIMEOUT = aiohttp.ClientTimeout(total=60)

Say = Callable[[str], Awaitable[int]]
"""Sends a text in a conversation and returns the HTTP status of the answer."""


class Door(Protocol):
    """How a bot is spoken to."""

    async def enter(self, http: aiohttp.ClientSession, visitor: int) -> Say:
        """Begin a conversation as the visitor of that number."""


@dataclass(frozen=True)
class WebsiteDoor:
    """The website channel of ours."""

    base: str

    async def enter(self, http: aiohttp.ClientSession, visitor: int) -> Say:
        """Begin a session."""
        channel = f"{self.base}/webhooks/website"
        headers = {"X-Forwarded-For": address(visitor)}
        async with http.post(f"{channel}/sessions", headers=headers) as answer:
            answer.raise_for_status()
            headers["Authorization"] = f"Bearer {(await answer.json())['session']}"

        async def say(text: str) -> int:
            body = {"text": text}
            async with http.post(f"{channel}/messages", json=body, headers=headers) as answer:
                await answer.read()
                return answer.status

        return say


@dataclass(frozen=True)
class RestDoor:
    """Rasa's REST channel."""

    base: str

    async def enter(self, http: aiohttp.ClientSession, visitor: int) -> Say:
        """Choose a name; Rasa needs no more."""
        sender = uuid.uuid4().hex

        async def say(text: str) -> int:
            body = {"sender": sender, "message": text}
            async with http.post(f"{self.base}/webhooks/rest/webhook", json=body) as answer:
                await answer.read()
                return answer.status

        return say


@dataclass
class Turns:
    """What visitors waited for: seconds of each turn, turns that went wrong, seconds in all."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        """Turns that were answered in a second."""
        return len(self.seconds) / self.elapsed

    def percentile(self, percent: int) -> float:
        """A percentile of the turns, in milliseconds."""
        return quantiles(self.seconds, n=100)[percent - 1] * 1000


async def first_answer(door: Door, question: str) -> float:
    """Seconds until a new visitor has an answer.

    Raises:
        RuntimeError: the answer is an error.
    """
    async with aiohttp.ClientSession(timeout=TIMEOUT) as http:
        began = time.perf_counter()
        say = await door.enter(http, 0)
        status = await say(question)
        if status != 200:
            raise RuntimeError(f"the first answer has status {status}")
        return time.perf_counter() - began


async def ask(door: Door, questions: Sequence[str], *, users: int, seconds: float) -> Turns:
    """Let `users` ask questions at once for some seconds; each waits for its answer."""
    crowd = _Crowd(door, itertools.cycle(questions), time.perf_counter() + seconds)
    began = time.perf_counter()
    await asyncio.gather(*(crowd.one_after_the_other() for _ in range(users)))
    crowd.turns.elapsed = time.perf_counter() - began
    return crowd.turns


@dataclass
class _Crowd:
    door: Door
    asked: Iterator[str]
    until: float
    visitors: Iterator[int] = field(default_factory=itertools.count)
    turns: Turns = field(default_factory=Turns)

    async def one_after_the_other(self) -> None:
        """Conversations of new visitors, until it is time."""
        while time.perf_counter() < self.until:
            visitor = next(self.visitors)
            connector = aiohttp.TCPConnector(local_addr=(address(visitor, network=127), 0))
            async with aiohttp.ClientSession(connector=connector, timeout=TIMEOUT) as http:
                await self._converse(await self.door.enter(http, visitor))

    async def _converse(self, say: Say) -> None:
        for text in itertools.islice(self.asked, TURNS_OF_A_CONVERSATION):
            began = time.perf_counter()
            if began >= self.until:
                return
            if await say(text) == 200:
                self.turns.seconds.append(time.perf_counter() - began)
            else:
                self.turns.failed += 1


def address(visitor: int, *, network: int = 10) -> str:
    """An address of a private network, or of this machine, for the visitor of a number."""
    number = (visitor + 2) % (1 << 24)
    return f"{network}.{number >> 16}.{number >> 8 & 255}.{number & 255}"
