"""Real conversations for a long time at 80 % of what one bot can do: errors, times and memory.

    python -m bench.load [--minutes 30] [--address http://127.0.0.1:8080]

Lets Locust's visitors talk, first twenty who never pause: what they get done is the capacity. Then as many
as make 80 % of it, each with a step every four seconds: a message, a button or a deletion. Every visitor has an address of their own behind the
trusted proxy that the bot is told about, so that its limits stay as they are. With `--address` another
service is measured, such as `make cluster`; its memory is not. Locust has an environment of its own
(`.cache/locust-venv`), because it pins what Rasa pins otherwise. Writes bench/results/load.md and load.svg.
"""

import argparse
import csv
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

from bench.locust_environment import LOCUST_PYTHON, make_locust_environment
from bench.plots import lines
from bench.service import Service, resident_mb
from bot import logs
from bot.cluster.processes import Process
from bot.models import current_path
from bot.paths import ROOT
from bot.settings import prepare_environment, settings

RESULTS = ROOT / "bench" / "results"
CHANNEL = "/webhooks/website"
SHARE = 0.8
CAPACITY_USERS = 20
CAPACITY_MINUTES = 0.75
SECONDS_A_STEP = 4
WARM_UP_SHARE = 0.2
SAMPLE_SECONDS = 5.0

logger = logging.getLogger("bench.load")


@dataclass(frozen=True)
class Requests:
    """What Locust counted: requests, failures, milliseconds of a turn, steps and requests in a second."""

    count: int
    failures: int
    p50: float
    p95: float
    p99: float
    steps_per_second: float
    per_second: float


@dataclass
class Memory:
    """MB of each process by seconds since the beginning, sampled beside the load."""

    processes: Sequence[Process]
    points: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    _over: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Sample until `stop`."""
        began = time.monotonic()
        while not self._over.wait(SAMPLE_SECONDS):
            for process in self.processes:
                point = (time.monotonic() - began, resident_mb(process))
                self.points.setdefault(process.name, []).append(point)

    def stop(self) -> None:
        """End sampling."""
        self._over.set()


def growth(points: Sequence[tuple[float, float]]) -> float:
    """How much more there is in the last tenth than after the warm-up, as a share (0.05 is 5 %)."""
    after = [value for _, value in points[int(len(points) * WARM_UP_SHARE) :]]
    tenth = max(1, len(after) // 10)
    return mean(after[-tenth:]) / mean(after[:tenth]) - 1


def main() -> int:
    """Measure and write the table; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--address", help="of a running service; one is started without it")
    chosen = parser.parse_args()
    prepare_environment(settings())
    logs.configure()
    if not current_path().exists():
        sys.exit("error: there is no model for the present questions: make train")
    make_locust_environment()
    if chosen.address:
        return _load(chosen.address, [], chosen.minutes)
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder))
        try:
            for process in service.processes:
                process.start()
            return _load(service.base, service.processes, chosen.minutes)
        finally:
            service.stop()


def _load(address: str, processes: Sequence[Process], minutes: float) -> int:
    capacity = _locust(address, CAPACITY_USERS, CAPACITY_MINUTES, pause=0).steps_per_second
    users = max(1, round(SHARE * capacity * SECONDS_A_STEP))
    logger.info("capacity %.1f steps/s: %d visitors for %g minutes", capacity, users, minutes)
    memory = Memory(processes)
    watching = threading.Thread(target=memory.watch, daemon=True)
    watching.start()
    try:
        requests = _locust(address, users, minutes, pause=SECONDS_A_STEP)
    finally:
        memory.stop()
        watching.join()
    return _write(capacity, users, minutes, requests, memory)


def _locust(address: str, users: int, minutes: float, *, pause: float) -> Requests:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [
                str(LOCUST_PYTHON), "-m", "locust", "-f", str(ROOT / "bench" / "locustfile.py"),
                "--headless", "--host", address, "--users", str(users), "--spawn-rate",
                str(max(1, users / 20)), "--run-time", f"{int(minutes * 60)}s", "--stop-timeout", "20",
                "--csv", f"{folder}/load", "--only-summary", "--exit-code-on-error", "0",
            ],
            cwd=ROOT, env={**os.environ, "SECONDS_A_STEP": str(pause)},
            capture_output=True, text=True, timeout=minutes * 60 + 180, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"Locust failed:\n{done.stderr[-4000:]}")
        with Path(folder, "load_stats.csv").open(encoding="utf-8", newline="") as file:
            rows = {row["Name"]: row for row in csv.DictReader(file)}
    turns, deletions = rows[f"{CHANNEL}/messages"], rows[f"{CHANNEL}/sessions/current"]
    return Requests(
        count=int(rows["Aggregated"]["Request Count"]),
        failures=int(rows["Aggregated"]["Failure Count"]),
        p50=float(turns["50%"]),
        p95=float(turns["95%"]),
        p99=float(turns["99%"]),
        steps_per_second=float(turns["Requests/s"]) + float(deletions["Requests/s"]),
        per_second=float(rows["Aggregated"]["Requests/s"]),
    )


def _write(capacity: float, users: int, minutes: float, requests: Requests, memory: Memory) -> int:
    rows = [
        ("errors", str(requests.failures), "0", requests.failures == 0),
        ("p95 of a turn (ms)", f"{requests.p95:.0f}", "≤ 150", requests.p95 <= 150),
    ]
    for name, points in memory.points.items():
        grown = growth(points)
        span = f"{points[int(len(points) * WARM_UP_SHARE)][1]:.0f} → {points[-1][1]:.0f} MB"
        rows.append(
            (f"memory of {name} after warm-up", f"{grown:+.1%} ({span})", "≤ 5 %", grown <= 0.05)
        )
    table = [
        f"{users} visitors for {minutes:g} minutes at {SHARE:.0%} of {capacity:.1f} steps/s: "
        f"{requests.steps_per_second:.1f} steps/s, {requests.count:,} requests, {requests.per_second:.1f}/s, turns p50 {requests.p50:.0f} ms, "
        f"p99 {requests.p99:.0f} ms.",
        "",
        "| figure | measured | goal | |",
        "|---|---:|---:|---|",
        *(
            f"| {name} | {value} | {goal} | {'' if reached else 'not reached'} |"
            for name, value, goal, reached in rows
        ),
    ]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "load.md").write_text("\n".join(table) + "\n", encoding="utf-8")
    if memory.points:
        lines(RESULTS / "load.svg", "Resident memory under load (MB)", "seconds", memory.points)
    logger.info("\n%s", "\n".join(table))
    return 0 if all(reached for *_, reached in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
