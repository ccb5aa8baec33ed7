"""Parts outside this process that may be away: a database, Redis, another server."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

REST_SECONDS = 1.0
"""How long a part that failed is left alone: waiting for it would hold up everyone else."""

logger = logging.getLogger(__name__)


class Away(Exception):
    """A part cannot be used at this moment; says why, never what was sent to it."""


class Part:
    """Knows whether a part works, says so once in the log, and when to try it again."""

    def __init__(self, name: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        """A part that works until it fails.

        Args:
            name: what it is called in the log and in `/health`.
            clock: seconds that only go forward.
        """
        self.name = name
        self.problem: str | None = None
        """Why it is away, in a few words; None when it works."""
        self._clock = clock
        self._rest_until = 0.0
        self._cannot_write = False

    @contextmanager
    def tried(self, *failures: type[Exception], writing: bool = True) -> Iterator[None]:
        """Use the part within this block.

        Args:
            failures: the exceptions that mean that it is away.
            writing: whether the block changes something; a full disk can still be read.

        Raises:
            Away: it failed in the block, or a moment ago.
        """
        if self.problem is not None and self._clock() < self._rest_until:
            raise Away(self.problem)
        try:
            yield
        except failures as error:
            self.failed(reason(error), writing=writing)
            raise Away(self.problem) from error
        else:
            self.works(writing=writing)

    def failed(self, problem: str, *, writing: bool = True) -> None:
        """Note that it is away."""
        self._cannot_write = writing
        if self.problem != problem:
            logger.error("%s is away: %s. It is tried again by itself.", self.name, problem)
        self.problem = problem
        self._rest_until = self._clock() + REST_SECONDS

    def works(self, *, writing: bool = True) -> None:
        """Note that it does its work; reading says nothing of a part that could not write."""
        if self._cannot_write and not writing:
            return
        self._cannot_write = False
        if self.problem is not None:
            logger.info("%s is back", self.name)
        self.problem = None


def reason(error: BaseException) -> str:
    """An error in one line, without the statement or the data that it was about."""
    original = getattr(error, "orig", None) or error
    lines = str(original).strip().splitlines()
    return lines[0][:200] if lines else type(original).__name__
