"""What is asked of the course-offer server, for who wants to see it; nobody does unless he says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlencode

_noted: ContextVar["list[Call] | None"] = ContextVar("course_api_calls", default=None)


@dataclass(frozen=True)
class Call:
    """One request: path and query, how it ended, and how long it took."""

    address: str
    outcome: str
    milliseconds: float


@contextmanager
def noted() -> Iterator[list[Call]]:
    """The calls that are made within this block, also by its threads of `asyncio.to_thread`."""
    calls: list[Call] = []
    token = _noted.set(calls)
    try:
        yield calls
    finally:
        _noted.reset(token)


def note(path: str, parameters: tuple[tuple[str, str], ...], outcome: str, seconds: float) -> None:
    """Note one call, when somebody wants to know."""
    calls = _noted.get()
    if calls is not None:
        query = f"?{urlencode(parameters, safe='*,[]')}" if parameters else ""
        calls.append(Call(path + query, outcome, round(seconds * 1000, 1)))
