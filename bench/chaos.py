"""What is lost when every process and server is killed at random while visitors talk.

    python -m bench.chaos [--kills 200] [--minutes 10] [--visitors 6]

Starts the cluster of `make cluster` in a temporary folder. One killer for each kind of process ends one
of that kind (SIGKILL or its own stop signal, drawn with a fixed seed), starts it again and measures how
long it takes until it answers and until `/health` calls it well; all six go on at the same time.
Visitors ask, ask again under the same name when they get no answer, and write down what they were
told. Afterwards the conversations in PostgreSQL are compared with that. Writes bench/results/chaos.md.
"""

import argparse
import contextlib
import json
import random
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import requests
import sqlalchemy as sa

from bot.cluster.processes import Process
from bot.cluster.topology import Cluster
from bot.paths import ROOT

RESULTS = ROOT / "bench" / "results"
SEED = 9
PATIENCE_SECONDS = 90
SETTLE_SECONDS = 30
FOLLOW_UP = "bron?"
QUESTIONS = {
    "wat verdien je in de bbl": "bbl_loon",
    "wat is het verschil tussen bol en bbl": "bbl_bol_verschil",
    "wat is een associate degree": "ad_uitleg",
    "wat is de praktische havo": "havo_praktijkgericht",
}
"""Questions and the topic of their answers, one for each conversation."""

STORE_NAMES = {"postgres": ("conversations", "website"), "redis": ("redis",)}
PART_NAMES = {**STORE_NAMES, "actions": ("actions",), "courses": ("courses",)}


@dataclass
class Turn:
    """One question of a visitor and what became of it."""

    key: str
    remembered: bool
    topic: str
    expected: str
    attempts: int
    seconds: float


@dataclass
class Talk:
    """One conversation as its visitor had it."""

    turns: list[Turn] = field(default_factory=list)
    unanswered: int = 0
    begun_anew: int = 0


@dataclass
class Kill:
    """One process that was ended, and the seconds until it answered and until it was well."""

    kind: str
    name: str
    signal: str
    back_seconds: float
    well_seconds: float


@dataclass
class Report:
    """What the kills did to the conversations."""

    kills: list[Kill]
    turns: int
    unremembered: int
    unremembered_written: int
    lost: int
    doubled: int
    mixed: int
    out_of_order: int
    wrong_answers: int
    unanswered: int
    begun_anew: int
    retries: int

    @property
    def faultless(self) -> bool:
        """Whether no acknowledged turn is lost, doubled, mixed, out of order or unanswered."""
        return not (
            self.lost + self.doubled + self.mixed + self.out_of_order
            + self.wrong_answers + self.unanswered
        )  # fmt: skip


class Visitor(threading.Thread):
    """Someone who has one conversation after the other until told to stop."""

    def __init__(self, address: str, over: threading.Event, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.talks: list[Talk] = []
        self._channel = f"{address}/webhooks/website"
        self._over = over
        self._chance = chance

    def run(self) -> None:
        """Talk."""
        while not self._over.is_set():
            talk = Talk()
            self.talks.append(talk)
            question, topic = self._chance.choice(list(QUESTIONS.items()))
            token = self._begin()
            if token is None:
                return
            for text in (question, FOLLOW_UP, question, FOLLOW_UP, question):
                if self._over.is_set() or not self._ask(talk, token, text, topic):
                    break
                self._over.wait(self._chance.uniform(0.2, 0.8))

    def _begin(self) -> str | None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(requests.RequestException, ValueError):
                answer = requests.post(f"{self._channel}/sessions", timeout=25)
                if answer.status_code == 201:
                    return str(answer.json()["session"])
            self._over.wait(0.3)
        return None

    def _ask(self, talk: Talk, token: str, text: str, topic: str) -> bool:
        """Ask until there is an answer; False when the conversation cannot go on."""
        key, attempts, began = uuid.uuid4().hex, 0, time.monotonic()
        while time.monotonic() - began < PATIENCE_SECONDS:
            attempts += 1
            with contextlib.suppress(requests.RequestException, ValueError):
                answer = requests.post(
                    f"{self._channel}/messages",
                    json={"text": text},
                    headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
                    timeout=25,
                )
                if answer.status_code == 401:
                    talk.begun_anew += 1
                    return False
                if answer.status_code == 200:
                    told = answer.json()
                    said = str(told["messages"][0].get("answer", "")).partition(".")[0]
                    remembered = told.get("remembered", True)
                    seconds = time.monotonic() - began
                    talk.turns.append(Turn(key, remembered, said, topic, attempts, seconds))
                    return True
            time.sleep(0.3)
        talk.unanswered += 1
        return False


class Killer(threading.Thread):
    """Ends processes of one kind, one at a time, and starts them again."""

    def __init__(
        self, kind: str, cluster: Cluster, *, kills: int, until: float, chance: random.Random
    ) -> None:
        super().__init__(daemon=True)
        self.kills: list[Kill] = []
        self.failure: Exception | None = None
        self._kind = kind
        self._cluster = cluster
        self._most = kills
        self._until = until
        self._chance = chance

    def run(self) -> None:
        """Kill."""
        try:
            while len(self.kills) < self._most and time.monotonic() < self._until:
                self.kills.append(self._kill())
                time.sleep(self._chance.uniform(0.2, 1.0))
        except Exception as error:
            self.failure = error

    def _kill(self) -> Kill:
        process = self._chance.choice(of_kind(self._cluster, self._kind))
        hard = self._chance.random() < 0.5
        if hard:
            process.kill()
        else:
            process.stop()
        time.sleep(self._chance.uniform(0.0, 1.0))
        started = time.monotonic()
        process.start()
        back = time.monotonic()
        self._wait_until_well()
        well = time.monotonic()
        name = signal.Signals.SIGKILL.name if hard else "stop"
        return Kill(self._kind, process.name, name, back - started, well - back)

    def _wait_until_well(self) -> None:
        names = PART_NAMES.get(self._kind, ())
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(requests.RequestException, ValueError):
                told = requests.get(f"{self._cluster.address}/health", timeout=2)
                parts = told.json()["parts"] if told.ok else {}
                if told.ok and all(parts.get(name) == "ok" for name in names):
                    return
            time.sleep(0.1)
        raise TimeoutError(f"{self._kind} is not well {PATIENCE_SECONDS} s after it came back")


def of_kind(cluster: Cluster, kind: str) -> list[Process]:
    """The processes that a killer of a kind chooses from."""
    several = {"bots": cluster.bots, "actions": cluster.actions, "courses": cluster.courses}
    return several.get(kind) or [getattr(cluster, kind)]


KINDS = ("bots", "actions", "courses", "nginx", "postgres", "redis")


def run(cluster: Cluster, *, kills: int, minutes: float, visitors: int) -> Report:
    """Kill while visitors talk, then compare what they were told with what was written.

    Args:
        cluster: everything runs.
        kills: the most of each kind.
        minutes: the longest that the killing goes on.
        visitors: how many talk at the same time.

    Raises:
        Exception: a process could not be started again, or its part did not recover.
    """
    over = threading.Event()
    talkers = [
        Visitor(cluster.address, over, random.Random(SEED + number)) for number in range(visitors)
    ]
    until = time.monotonic() + minutes * 60
    killers = [
        Killer(kind, cluster, kills=kills, until=until, chance=random.Random(kind))
        for kind in KINDS
    ]
    for thread in (*talkers, *killers):
        thread.start()
    for killer in killers:
        killer.join()
    over.set()
    for talker in talkers:
        talker.join()
    for killer in killers:
        if killer.failure is not None:
            raise killer.failure
    talks = [talk for talker in talkers for talk in talker.talks]
    return compare(
        [kill for killer in killers for kill in killer.kills], talks, cluster.postgres.url
    )


def compare(kills: list[Kill], talks: list[Talk], url: str) -> Report:
    """What was acknowledged beside what is in the conversations."""
    turns = [turn for talk in talks for turn in talk.turns]
    waited = {turn.key for turn in turns if not turn.remembered}
    written = _settled(url, {turn.key for turn in turns if turn.remembered})
    keys = Counter(key for own in written.values() for key in own)
    talk_of = {turn.key: number for number, talk in enumerate(talks) for turn in talk.turns}
    known = [[key for key in own if key in talk_of] for own in written.values()]
    place = {turn.key: at for talk in talks for at, turn in enumerate(talk.turns)}
    orders = [[place[key] for key in own] for own in known]
    return Report(
        kills=kills,
        turns=len(turns),
        unremembered=len(waited),
        unremembered_written=sum(1 for key in waited if keys[key]),
        lost=sum(1 for turn in turns if turn.remembered and not keys[turn.key]),
        doubled=sum(1 for count in keys.values() if count > 1),
        mixed=sum(1 for own in known if len({talk_of[key] for key in own}) > 1),
        out_of_order=sum(1 for order in orders if order != sorted(order)),
        wrong_answers=sum(_wrong(talk) for talk in talks),
        unanswered=sum(talk.unanswered for talk in talks),
        begun_anew=sum(talk.begun_anew for talk in talks),
        retries=sum(turn.attempts - 1 for turn in turns),
    )


def _wrong(talk: Talk) -> int:
    """Answers about another topic than the conversation's own.

    A follow-up after a turn without memory may not know its topic; that was told to the visitor.
    """
    wrong, clear = 0, True
    for turn in talk.turns:
        clear = clear and turn.remembered
        if clear and turn.topic != turn.expected:
            wrong += 1
    return wrong


def _settled(url: str, wanted: set[str]) -> dict[str, list[str]]:
    """The names of the turns in each conversation, once those that waited are written."""
    until = time.monotonic() + SETTLE_SECONDS
    while True:
        found = _written(url)
        if wanted <= {key for own in found.values() for key in own} or time.monotonic() > until:
            return found
        time.sleep(0.5)


def _written(url: str) -> dict[str, list[str]]:
    engine = sa.create_engine(url, future=True)
    query = sa.text("SELECT sender_id, data FROM events WHERE type_name = 'user' ORDER BY id")
    found: dict[str, list[str]] = defaultdict(list)
    with engine.connect() as connection:
        for sender_id, data in connection.execute(query):
            key = (json.loads(data).get("metadata") or {}).get("turn")
            if key:
                found[sender_id].append(key)
    engine.dispose()
    return found


def table(report: Report) -> str:
    """The report as Markdown."""
    lines = [
        "| killed | times | of which SIGKILL | start, median / longest (s) | then well after, longest (s) |",
        "|---|---:|---:|---:|---:|",
    ]
    for kind in KINDS:
        own = [kill for kill in report.kills if kill.kind == kind]
        if not own:
            continue
        back = [kill.back_seconds for kill in own]
        hard = sum(1 for kill in own if kill.signal == "SIGKILL")
        well = max(kill.well_seconds for kill in own)
        lines.append(
            f"| {kind} | {len(own)} | {hard} | {statistics.median(back):.1f} / {max(back):.1f} | {well:.1f} |"
        )
    counted = {
        "turns that were answered": report.turns,
        "acknowledged as written, and not there": report.lost,
        "written twice": report.doubled,
        "conversations with another's turns": report.mixed,
        "conversations out of order": report.out_of_order,
        "answers about another topic": report.wrong_answers,
        f"never answered ({PATIENCE_SECONDS} s)": report.unanswered,
        'answered with `"remembered": false`': report.unremembered,
        "… of which written afterwards": report.unremembered_written,
        "asked again under the same name": report.retries,
        "conversations that had to begin anew": report.begun_anew,
    }
    lines += ["", "| | |", "|---|---:|"]
    lines += [f"| {name} | {count:,} |" for name, count in counted.items()]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Runs it, prints the table and writes it down; 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="the most of each kind")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--visitors", type=int, default=6)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="vakroute-"))
    folder.chmod(0o711)  # PostgreSQL's user must be able to reach its own folder in it
    cluster = Cluster(folder)
    try:
        cluster.start()
        report = run(cluster, kills=asked.kills, minutes=asked.minutes, visitors=asked.visitors)
    finally:
        cluster.stop()
    told = table(report)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "chaos.md").write_text(told, encoding="utf-8")
    print(told)
    if report.faultless:
        shutil.rmtree(folder)
        return 0
    print(f"The logs are in {folder}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
