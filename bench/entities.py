"""How fast entities are read: a long message, and all questions of the foreign test set.

    python -m bench.entities

Times are those of the processor, so that other work on the machine does not count; 1 when a limit is
not kept.
"""

import sys
import time
from statistics import median, quantiles

from bench.nlu import TEST_SETS
from bot.evaluation import read_cases
from bot.nlu.entities import EntityReader
from bot.places import Places

LONG = ("ik ben 17, doe vmbo kader en wil via bbl loodgiter worden in amersfort. " * 8)[:500]
TURNS = 200
LOAD_SECONDS = 0.6
LONG_MILLISECONDS = 5.0


def main() -> int:
    """Measures and prints the table."""
    began = time.process_time()
    Places.load()
    gazetteer = time.process_time() - began
    began = time.process_time()
    reader = EntityReader.load()
    load = time.process_time() - began
    asked = [case.question for case in read_cases(TEST_SETS["foreign"])]
    long = milliseconds(reader, [LONG] * TURNS)
    questions = milliseconds(reader, asked)
    lines = [
        "| what | times | p50 (ms) | p95 (ms) | limit for p50 |",
        "|---|---:|---:|---:|---:|",
        f"| load the gazetteer | 1 | {gazetteer * 1000:.0f} | | 50 |",
        f"| load | 1 | {load * 1000:.0f} | | {LOAD_SECONDS * 1000:.0f} |",
        row("500 characters", long, f"{LONG_MILLISECONDS:.0f}"),
        row("a question", questions, ""),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(load > LOAD_SECONDS or median(long) > LONG_MILLISECONDS)


def milliseconds(reader: EntityReader, texts: list[str]) -> list[float]:
    """The time that each text takes."""
    times = []
    for text in texts:
        began = time.process_time()
        reader.find(text)
        times.append((time.process_time() - began) * 1000)
    return times


def row(name: str, times: list[float], limit: str) -> str:
    """A row of the table."""
    p95 = quantiles(times, n=100)[94]
    return f"| {name} | {len(times)} | {median(times):.2f} | {p95:.2f} | {limit} |"


if __name__ == "__main__":
    sys.exit(main())
