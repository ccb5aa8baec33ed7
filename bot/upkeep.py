"""What the bot does by itself: forgetting in time, and writing what could not be written before."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.console.console import Console
from bot.metrics.turns import LAST_UPKEEP, UPKEEP
from bot.parts import Away
from bot.privacy.tracker_store import PrivateTrackerStore
from bot.statistics.statistics import KEPT_SECONDS, Statistics
from bot.website.feedback import Feedback
from bot.website.sessions import Sessions

PURGE_EVERY_SECONDS = 300
FLUSH_EVERY_SECONDS = 1

logger = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]


class Upkeep:
    """Jobs that go on for ever; one that fails keeps none of the others from theirs."""

    def __init__(
        self,
        conversations: Callable[[], PrivateTrackerStore],
        *,
        sessions: Sessions,
        feedback: Feedback,
        statistics: Statistics,
        console: Console,
        idle_seconds: float,
    ) -> None:
        """Nothing is done before `start`.

        Args:
            conversations: the store of the agent of the moment.
            sessions: forgets the idle ones.
            feedback: forgets the old.
            statistics: counts in memory until it is flushed.
            console: forgets what is over.
            idle_seconds: a conversation without a message for this long is forgotten.
        """
        self._conversations = conversations
        self._sessions = sessions
        self._feedback = feedback
        self._statistics = statistics
        self._console = console
        self._idle_seconds = idle_seconds
        self._tasks: list[asyncio.Future[None]] = []

    def start(self) -> None:
        """Begin, on the running event loop."""
        rounds: list[tuple[float, list[Job]]] = [
            (PURGE_EVERY_SECONDS, [self._purge_conversations, self._purge_sessions]),
            (PURGE_EVERY_SECONDS, [self._purge_feedback, self._purge_statistics]),
            (PURGE_EVERY_SECONDS, [self._purge_console]),
            (FLUSH_EVERY_SECONDS, [self._write_conversations, self._count]),
        ]
        for _, jobs in rounds:
            for job in jobs:
                LAST_UPKEEP.labels(_name(job)).set_to_current_time()
        self._tasks = [asyncio.ensure_future(_for_ever(*one)) for one in rounds]

    async def stop(self) -> None:
        """End, after writing what is still in memory."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await _each([self._write_conversations, self._count])

    async def _purge_conversations(self) -> None:
        store = self._conversations()
        store.purge(idle_seconds=self._idle_seconds)
        store.database.forget_set_aside(older_than_seconds=self._idle_seconds)

    async def _purge_sessions(self) -> None:
        await self._sessions.purge()

    async def _purge_feedback(self) -> None:
        self._feedback.purge(older_than_seconds=KEPT_SECONDS)
        self._feedback.database.forget_set_aside(older_than_seconds=self._idle_seconds)

    async def _purge_statistics(self) -> None:
        await asyncio.to_thread(self._statistics.cut, idle_seconds=self._idle_seconds)
        await asyncio.to_thread(self._statistics.purge, older_than_seconds=KEPT_SECONDS)

    async def _purge_console(self) -> None:
        await asyncio.to_thread(self._console.purge)

    async def _write_conversations(self) -> None:
        await self._conversations().flush()

    async def _count(self) -> None:
        await asyncio.to_thread(self._statistics.flush)


def _name(job: Job) -> str:
    return job.__name__.strip("_")


async def _for_ever(seconds: float, jobs: list[Job]) -> None:
    while True:
        await _each(jobs)
        await asyncio.sleep(seconds)


async def _each(jobs: list[Job]) -> None:
    for job in jobs:
        name = _name(job)
        try:
            await job()
        except Away:
            UPKEEP.labels(name, "away").inc()  # its part has said so, once
        except Exception as error:
            UPKEEP.labels(name, "failed").inc()
            logger.error("upkeep failed and is tried again: %s", type(error).__name__)
        else:
            UPKEEP.labels(name, "done").inc()
            LAST_UPKEEP.labels(name).set_to_current_time()
