"""What the bot's process counts and measures of turns. No label can be a person or a text."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import partial

from prometheus_client import Counter, Gauge, Histogram

from bot.logs import conversation_tag
from bot.nlu.bands import Band
from bot.parts import Part
from bot.statistics.turns import Turn

BUTTON = "button"

TURNS = Counter("vakroute_turns", "Turns that were answered, by how sure the answer was.", ["band"])
TURN_SECONDS = Histogram(
    "vakroute_turn_seconds",
    "Seconds from a message in hand to its answers.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 20),
)
IN_HAND = Gauge("vakroute_turns_in_hand", "Turns that are being answered or wait for another.")
STAGE_SECONDS = Histogram(
    "vakroute_stage_seconds",
    "Seconds of each part of a turn.",
    ["stage"],
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3),
)
FAILED_ACTIONS = Counter(
    "vakroute_failed_actions", "Custom actions that gave no answer: the action server is away."
)
PART_UP = Gauge("vakroute_part_up", "Whether a part outside this process works.", ["part"])
WAITING = Gauge(
    "vakroute_waiting", "What waits in memory until a database can be written.", ["what"]
)
UPKEEP = Counter(
    "vakroute_upkeep", "What the bot does by itself, such as forgetting.", ["task", "outcome"]
)
LAST_UPKEEP = Gauge(
    "vakroute_upkeep_last_done_timestamp_seconds", "When a task was last done.", ["task"]
)

logger = logging.getLogger("bot.turns")


class Stage(str, Enum):
    """The parts of a turn, in order."""

    READ = "read"
    UNDERSTANDING = "understanding"
    RULES = "rules"
    ANSWER = "answer"
    ACTION = "action"
    STORE = "store"


for _stage in Stage:
    STAGE_SECONDS.labels(_stage.value)
for _band in (*(band.value for band in Band), BUTTON):
    TURNS.labels(_band)


@contextmanager
def stage(name: Stage) -> Iterator[None]:
    """Measure a block as a part of a turn, also when it fails."""
    began = time.perf_counter()
    try:
        yield
    finally:
        STAGE_SECONDS.labels(name.value).observe(time.perf_counter() - began)


def tell(turn: Turn) -> None:
    """Count a turn and write its line in the log."""
    band = turn.band or BUTTON
    TURNS.labels(band).inc()
    TURN_SECONDS.observe(turn.seconds)
    logger.info(
        "turn",
        extra={
            "conversation": conversation_tag(turn.conversation or ""),
            "band": band,
            "ms": round(turn.seconds * 1000, 1),
        },
    )


def watch_parts(parts: Iterable[Part]) -> None:
    """Tell at every reading which parts work."""
    for part in parts:
        PART_UP.labels(part.name).set_function(partial(_works, part))


def _works(part: Part) -> float:
    return float(part.problem is None)


def watch_waiting(what: str, count: Callable[[], int]) -> None:
    """Tell at every reading how much waits."""
    WAITING.labels(what).set_function(lambda: float(count()))
