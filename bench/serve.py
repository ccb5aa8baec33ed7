"""How fast a turn is over HTTP: ours, a bot of `rasa init`'s configuration, and a Rasa bot that does nothing.

    python -m bench.serve [--seconds 20] [--without-rasa-init]

One worker each, one bot after the other on an otherwise idle machine; the client is a process of its own
and asks the questions of `tests/nlu_quality/foreign_questions.tsv` in conversations of eight turns (the
idle bot only its one word). Ours answers through its own channel with sessions, limits, masking, a
database and the searches among the questions; the others through Rasa's REST channel, in memory. What is
not trained yet is trained first, see `bench.serve_bots`. Writes bench/results/serve.md and serve.json.
"""

import argparse
import asyncio
import csv
import json
import logging
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.serve_bots import IDLE_WORD, RasaBot, idle_bot, quiet_environment, rasa_init_bot
from bench.service import Service, answers, processor_seconds, resident_mb, seconds_to_start
from bench.visitors import Door, RestDoor, WebsiteDoor, ask, first_answer
from bot import logs
from bot.cluster.processes import Process, free_port
from bot.models import current_path
from bot.paths import ROOT
from bot.settings import prepare_environment, settings

RESULTS = ROOT / "bench" / "results"
QUESTIONS = ROOT / "tests" / "nlu_quality" / "foreign_questions.tsv"
USERS = (1, 10, 50)
WARM_UP_SECONDS = 5
LONGEST_START = 600
SEED = 9

logger = logging.getLogger("bench.serve")


@dataclass(frozen=True)
class Level:
    """A number of users at once: milliseconds, turns in a second, turns that failed."""

    users: int
    p50: float
    p95: float
    per_second: float
    failed: int


@dataclass
class Measured:
    """One bot: seconds from its start to its first answer, levels, MB, processor ms of a turn."""

    name: str
    start_seconds: float
    levels: list[Level] = field(default_factory=list)
    resident_mb: float = 0.0
    processor_ms: float = 0.0


@dataclass(frozen=True)
class Goal:
    """A figure of ours against `rasa init`'s: their ratio, and what it must be at least."""

    name: str
    ratio: float
    wanted: float


def main() -> int:
    """Measure each bot and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="for each number of users")
    parser.add_argument(
        "--without-rasa-init", action="store_true", help="only ours and the idle bot"
    )
    chosen = parser.parse_args()
    prepare_environment(settings())
    logs.configure()
    if not current_path().exists():
        sys.exit("error: there is no model for the present questions: make train")
    questions = _questions()
    measured = [_measure_ours(questions, chosen.seconds)]
    others: list[tuple[str, RasaBot, Sequence[str]]] = [("Rasa, idle", idle_bot(), [IDLE_WORD])]
    if not chosen.without_rasa_init:
        others.insert(0, ("rasa init", rasa_init_bot(), questions))
    for name, bot, own in others:
        bot.ensure_model()
        measured.append(_measure_rasa(name, bot, own, chosen.seconds))
    _write(measured)
    return 0


def _questions() -> list[str]:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        found = [row["question"] for row in csv.DictReader(file, delimiter="\t")]
    random.Random(SEED).shuffle(found)
    return found


def _measure_ours(questions: Sequence[str], seconds: float) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        try:
            for process in service.others:
                process.start()
            door = WebsiteDoor(service.base)
            return _measure("Vakroute", service.bot, door, questions, seconds)
        finally:
            service.stop()


def _measure_rasa(name: str, bot: RasaBot, questions: Sequence[str], seconds: float) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        process = Process(
            "rasa",
            bot.command(port),
            folder=Path(folder),
            answers=lambda: answers(f"{base}/webhooks/rest/"),
            environment=quiet_environment(),
        )
        try:
            return _measure(name, process, RestDoor(base), questions, seconds)
        finally:
            process.stop()


def _measure(
    name: str, process: Process, door: Door, questions: Sequence[str], seconds: float
) -> Measured:
    started = seconds_to_start(process, most=LONGEST_START)
    measured = Measured(name, started + asyncio.run(first_answer(door, questions[0])))
    asyncio.run(ask(door, questions, users=1, seconds=WARM_UP_SECONDS))
    before, turns = processor_seconds(process), 0
    for users in USERS:
        said = asyncio.run(ask(door, questions, users=users, seconds=seconds))
        turns += len(said.seconds)
        measured.levels.append(
            Level(users, said.percentile(50), said.percentile(95), said.per_second, said.failed)
        )
        logger.info("%s: %s", name, measured.levels[-1])
    measured.processor_ms = (processor_seconds(process) - before) / turns * 1000
    measured.resident_mb = resident_mb(process)
    return measured


def goals(ours: Measured, rasa_init: Measured) -> list[Goal]:
    """What was aimed at, from two measurements in one run."""
    alone, many = 0, -1
    return [
        Goal("turns per second", ours.levels[many].per_second / rasa_init.levels[many].per_second, 5),
        Goal("p50 of a turn", rasa_init.levels[alone].p50 / ours.levels[alone].p50, 5),
        Goal("start to first answer", rasa_init.start_seconds / ours.start_seconds, 4),
        Goal("memory", rasa_init.resident_mb / ours.resident_mb, 4),
    ]  # fmt: skip


def _write(measured: Sequence[Measured]) -> None:
    RESULTS.mkdir(exist_ok=True)
    content = json.dumps([asdict(one) for one in measured], indent=1)
    (RESULTS / "serve.json").write_text(content, encoding="utf-8")
    lines = [
        "| bot | users | p50 (ms) | p95 (ms) | turns/s | failed |",
        "|---|---:|---:|---:|---:|---:|",
        *(
            f"| {one.name} | {at.users} | {at.p50:.1f} | {at.p95:.1f} | {at.per_second:.1f} | {at.failed} |"
            for one in measured
            for at in one.levels
        ),
        "",
        "| bot | start to first answer (s) | memory (MB) | processor for a turn (ms) |",
        "|---|---:|---:|---:|",
        *(
            f"| {one.name} | {one.start_seconds:.1f} | {one.resident_mb:.0f} | {one.processor_ms:.1f} |"
            for one in measured
        ),
    ]
    compared = [one for one in measured if one.name == "rasa init"]
    if compared:
        lines += ["", "| ours is better | times | goal |", "|---|---:|---:|"]
        lines += [
            f"| {goal.name} | {goal.ratio:.1f} | {goal.wanted:.0f} |"
            for goal in goals(measured[0], compared[0])
        ]
    table = "\n".join(lines)
    (RESULTS / "serve.md").write_text(table + "\n", encoding="utf-8")
    logger.info("\n%s", table)


if __name__ == "__main__":
    sys.exit(main())
