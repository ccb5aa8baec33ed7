"""How long a batch takes beside a visitor, and how much longer the visitor waits.

    python -m bench.batch [--questions 5000]

Starts the assistant with an account, lets a visitor chat alone and then while an XLSX of so many questions
is tested, and prints the visitor's times (ms) and the batch's (s).
"""

import argparse
import io
import re
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from threading import Event

import requests
from openpyxl import Workbook

from bot.answers.topics import Topics
from bot.paths import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from running import RunningBot

PASSWORD = "een goed wachtwoord"
SAID = ("Wat is het verschil tussen bbl en bol?", "en wat verdien je dan", "wat kost een jaar mbo")
PAUSE_SECONDS = 2.1
"""Between questions of the visitor: as many as one session may ask."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=5000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        running = RunningBot(
            Path(folder), {"VAKROUTE_CONSOLE_DB_URL": f"sqlite:///{folder}/console.sqlite"}
        )
        add = [sys.executable, "-m", "bot", "console", "add", "bench", "--role", "editor"]
        subprocess.run(
            add, input=PASSWORD, text=True, check=True, env=running.environment, cwd=ROOT
        )
        try:
            running.start()
            measure(running.base, chosen.questions)
        finally:
            running.stop()
    return 0


def measure(base: str, questions: int) -> None:
    visitor = Visitor(base)
    alone = [visitor.ask() for _ in range(8)][2:]
    console, where, begun = begin(base, questions)
    beside = []
    while True:
        page = console.get(base + where, timeout=60)
        if "Refresh" not in page.headers:
            break
        beside.append(visitor.ask())
    took = time.perf_counter() - begun
    done = re.search(r"(\w+): (\d+) van \d+ vragen", page.text)
    print(f"batch: {done.group(0) if done else '?'} in {took:.1f} s")
    for name, times in (("alone", alone), ("beside the batch", beside)):
        print(
            f"visitor {name}: p50 {statistics.median(times):.0f} ms, "
            f"most {max(times):.0f} ms, {len(times)} turns"
        )


class Visitor:
    """Somebody who chats, as often as one session may."""

    def __init__(self, base: str) -> None:
        self.channel = f"{base}/webhooks/website"
        started = requests.post(f"{self.channel}/sessions", timeout=30).json()
        self.headers = {"Authorization": f"Bearer {started['session']}"}
        self.said = cycle(SAID)

    def ask(self) -> float:
        """Ask the next question; returns the milliseconds until its answer."""
        Event().wait(PAUSE_SECONDS)
        began = time.perf_counter()
        answer = requests.post(
            f"{self.channel}/messages",
            json={"text": next(self.said)},
            headers=self.headers,
            timeout=60,
        )
        answer.raise_for_status()
        return 1000 * (time.perf_counter() - began)


def begin(base: str, questions: int) -> tuple[requests.Session, str, float]:
    """Sign in and send a table; the session, the run's address, and when it began."""
    console = requests.Session()

    def token() -> str:
        page = console.get(f"{base}/console/aanmelden", timeout=30).text
        return str(re.search(r'name="csrf" value="(\w+)"', page).group(1))

    signed_in = {"csrf": token(), "naam": "bench", "wachtwoord": PASSWORD}
    console.post(f"{base}/console/aanmelden", data=signed_in, timeout=30).raise_for_status()
    content = workbook(questions)
    began = time.perf_counter()
    answer = console.post(
        f"{base}/console/reeksen",
        data={"csrf": token(), "naam": "bench"},
        files={"bestand": ("vragen.xlsx", content)},
        allow_redirects=False,
        timeout=60,
    )
    return console, answer.headers["Location"], began


def workbook(count: int) -> bytes:
    """An XLSX file with questions of every topic."""
    rows = [
        (text, topic.name)
        for topic in Topics.load()
        for texts in topic.questions.values()
        for text in texts
    ]
    spread = rows[:: max(1, len(rows) // count)]
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["question", "expected_topic"])
    for row in islice(cycle(spread), count):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


if __name__ == "__main__":
    sys.exit(main())
