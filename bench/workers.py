"""What a second bot adds: turns in a second through nginx, with one and with two, on this machine.

    python -m bench.workers

The cluster of `make cluster` with one of each process, then with two bots: PostgreSQL, Redis, nginx and
the asking client share the same cores, so that two can never be twice one on a machine of two cores.
Writes bench/results/workers.md.
"""

import asyncio
import logging
import sys
import tempfile
from pathlib import Path

import yaml

from bench.service import processor_seconds
from bench.visitors import WebsiteDoor, ask
from bot import logs
from bot.cluster.topology import Cluster
from bot.paths import ROOT
from bot.settings import prepare_environment, settings

CONVERSATIONS = ROOT / "bench" / "conversations.yml"
RESULT = ROOT / "bench" / "results" / "workers.md"
GOAL = 1.6
USERS = 20
SECONDS = 30

logger = logging.getLogger("bench.workers")


def main() -> int:
    """Measure and write the table; 1 when the goal is missed."""
    prepare_environment(settings())
    logs.configure()
    measured = [_measured(bots) for bots in (1, 2)]
    times = measured[1][0] / measured[0][0]
    table = "\n".join(
        [
            "| bots | turns/s | processor of the bots (s) |",
            "|---:|---:|---:|",
            *(f"| {bots} | {rate:.1f} | {used:.1f} |" for bots, (rate, used) in enumerate(measured, 1)),
            "",
            f"Two give {times:.2f} times one (goal {GOAL}).",
        ]
    )  # fmt: skip
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(table + "\n", encoding="utf-8")
    logger.info("\n%s", table)
    return 0 if times >= GOAL else 1


def _measured(bots: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        cluster = Cluster(folder, bots=bots, actions=1, courses=1).start()
        try:
            before = sum(map(processor_seconds, cluster.bots))
            rate = _turns_per_second(cluster.address)
            return rate, sum(map(processor_seconds, cluster.bots)) - before
        finally:
            cluster.stop()


def _turns_per_second(address: str) -> float:
    """Of the questions of the conversations, by visitors who never pause."""
    conversations = yaml.safe_load(CONVERSATIONS.read_text(encoding="utf-8"))
    texts = [step["say"] for one in conversations for step in one if "say" in step]
    return asyncio.run(ask(WebsiteDoor(address), texts, users=USERS, seconds=SECONDS)).per_second


if __name__ == "__main__":
    sys.exit(main())
