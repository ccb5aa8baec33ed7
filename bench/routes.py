"""How fast routes are planned and drawn.

    python -m bench.routes [--turns 2000]

Plans from every station to goals drawn with a fixed seed, with and without a wish, and draws the result.
Times are those of the processor, so that other work on the machine does not count.
Writes bench/results/routes.md.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Sequence

from bot.paths import ROOT
from bot.routes.drawing import draw
from bot.routes.goals import goals
from bot.routes.network import network
from bot.routes.page import route_page
from bot.routes.planner import Planner, Wish

RESULTS = ROOT / "bench" / "results"
LIMITS = {"plan": 5.0, "draw": 20.0}


def main() -> int:
    """Measures and writes the table; 1 when a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=2_000)
    measured = measure(parser.parse_args().turns)
    table = [
        "# Routes: speed",
        "",
        "| what | times | p50 (ms) | p95 (ms) | max (ms) | limit for p95 |",
        "|---|---:|---:|---:|---:|---:|",
        *(row(name, times) for name, times in measured.items()),
    ]
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "routes.md").write_text("\n".join(table) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(table) + "\n")
    return int(any(p95(measured[name]) > limit for name, limit in LIMITS.items()))


def measure(turns: int) -> dict[str, list[float]]:
    """Milliseconds of each plan, drawing and page."""
    steps, known = network(), goals()
    chance = random.Random(6)
    starts, names = sorted(steps.stations), known.occupations()
    levels = [goal for at in steps.stations if (goal := known.level(at))]
    planner = Planner(steps)
    measured: dict[str, list[float]] = {"plan": [], "draw": [], "page": []}
    for number in range(turns):
        start = chance.choice(starts)
        goal = chance.choice(levels) if number % 3 == 0 else known.occupation(chance.choice(names))
        wishes = [chance.choice(list(Wish))] if number % 2 else []
        began = time.process_time()
        plan = planner.plan(start, goal, wishes=wishes)
        measured["plan"].append((time.process_time() - began) * 1000)
        if plan.routes:
            began = time.process_time()
            draw(plan, steps)
            measured["draw"].append((time.process_time() - began) * 1000)
        if number % 20 == 0:
            began = time.process_time()
            route_page({"van": start, "naar": goal.name})
            measured["page"].append((time.process_time() - began) * 1000)
    return measured


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=100)[94]


def row(name: str, times: Sequence[float]) -> str:
    """A row of the table."""
    limit = f"{LIMITS[name]:.0f} ms" if name in LIMITS else ""
    return (
        f"| {name} | {len(times):,} | {statistics.median(times):.2f} | {p95(times):.2f} |"
        f" {max(times):.2f} | {limit} |"
    )


if __name__ == "__main__":
    sys.exit(main())
