"""Running a batch beside the visitors, on the loaded model."""

import asyncio
import logging
import time
from collections.abc import Iterator, Sequence

from rasa.core.agent import Agent

from bot.console.batch.runs import Result, Runs, State
from bot.evaluation import Case, understood
from bot.privacy.masking import masked

WRITTEN_AT_ONCE = 50
LONGEST_QUESTION = 1000
LONGEST_NAME = 80
REST_SHARE = 0.15
"""How long the loop is left to others after each question, in shares of what the question took: a turn
of a visitor never waits for more than one question at a time."""

logger = logging.getLogger(__name__)
_one_at_a_time = asyncio.Semaphore(1)
_running: set["asyncio.Task[None]"] = set()


def start(agent: Agent, runs: Runs, run: int, cases: Sequence[Case]) -> None:
    """Begin a run in the background; after others, when some are busy."""
    task = asyncio.ensure_future(_run(agent, runs, run, cases))
    _running.add(task)
    task.add_done_callback(_running.discard)


async def _run(agent: Agent, runs: Runs, run: int, cases: Sequence[Case]) -> None:
    waiting = asyncio.ensure_future(_stay_alive(runs, run))
    try:
        async with _one_at_a_time:
            state = await _understand_all(agent, runs, run, cases)
        await asyncio.to_thread(runs.end, run, state)
    except Exception as error:
        logger.error("a batch broke off: %s", type(error).__name__)
        await asyncio.to_thread(runs.end, run, State.BROKEN_OFF)
    finally:
        waiting.cancel()


async def _stay_alive(runs: Runs, run: int) -> None:
    """Says now and then that a run that waits for others has not been forgotten."""
    while await asyncio.to_thread(runs.add, run, []):
        await asyncio.sleep(10)


async def _understand_all(agent: Agent, runs: Runs, run: int, cases: Sequence[Case]) -> State:
    for part in _parts(cases):
        found = []
        for number, case in part:
            began = time.perf_counter()
            found.append(await result_of(agent, number, case))
            await asyncio.sleep(REST_SHARE * (time.perf_counter() - began))
        if not await asyncio.to_thread(runs.add, run, found):
            return State.CANCELLED
    return State.DONE


async def result_of(agent: Agent, number: int, case: Case) -> Result:
    """How a question is understood; it is kept masked, because somebody may paste real ones."""
    row = await understood(agent, case)
    return Result(
        number=number,
        question=masked(row["question"])[:LONGEST_QUESTION],
        expected_topic=case.expected_topic[:LONGEST_NAME],
        previous_topic=(case.previous_topic or "")[:LONGEST_NAME],
        persona=case.extra.get("persona", "").strip()[:LONGEST_NAME],
        topic=row["topic"],
        answer=row["intent"],
        band=row["band"],
        confidence=row["confidence"],
        correct=row["correct"] if case.accepted else None,
    )


def _parts(cases: Sequence[Case]) -> Iterator[list[tuple[int, Case]]]:
    numbered = list(enumerate(cases, start=1))
    for begin in range(0, len(numbered), WRITTEN_AT_ONCE):
        yield numbered[begin : begin + WRITTEN_AT_ONCE]
