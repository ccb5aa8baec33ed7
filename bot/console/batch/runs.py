"""Runs of a batch: kept with their results, model, date and name."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import Enum

import sqlalchemy as sa

from bot.console.batch.tables import results, runs
from bot.privacy.database import Database

SILENT_SECONDS = 60
"""A run that has not been heard of for this long is no longer running: its process was stopped."""


class State(str, Enum):
    """How far a run is."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    BROKEN_OFF = "broken_off"


@dataclass(frozen=True)
class Run:
    """A run. `started_at` is in seconds since the epoch; `done` of `total` questions have a result."""

    id: int
    name: str
    account: str
    model: str
    state: State
    started_at: float
    total: int
    done: int


@dataclass(frozen=True)
class Result:
    """How one question was understood.

    `correct` is None when nothing was expected; `persona` is who the file says would ask it; `answer` is
    the intent that was acted on.
    """

    number: int
    question: str
    expected_topic: str
    previous_topic: str
    persona: str
    topic: str
    answer: str
    band: str
    confidence: float
    correct: bool | None

    @property
    def unsure(self) -> bool:
        """Whether no single answer was given."""
        return self.band in ("choose", "unknown")


class Runs:
    """Keeps runs. Every method raises `Away` without a database."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def begin(self, *, name: str, account: str, model: str, total: int) -> int:
        """A new run that is running; returns its number."""
        now = self._clock()
        with self._database.begin() as connection:
            added = connection.execute(
                runs.insert().values(
                    name=name,
                    account=account,
                    model=model,
                    state=State.RUNNING.value,
                    started_at=now,
                    seen_at=now,
                    total=total,
                )
            )
            return int(added.inserted_primary_key[0])

    def add(self, run: int, found: Sequence[Result]) -> bool:
        """Keep results of a run; False when it was cancelled or thrown away and should stop."""
        with self._database.begin() as connection:
            goes_on = connection.execute(
                runs.update()
                .where(runs.c.id == run, runs.c.state == State.RUNNING.value)
                .values(seen_at=self._clock())
            ).rowcount
            if goes_on and found:
                connection.execute(
                    results.insert(), [{"run": run, **asdict(result)} for result in found]
                )
        return bool(goes_on)

    def end(self, run: int, state: State) -> None:
        """Note how a run ended, if it was still running."""
        with self._database.begin() as connection:
            connection.execute(
                runs.update()
                .where(runs.c.id == run, runs.c.state == State.RUNNING.value)
                .values(state=state.value)
            )

    def remove(self, run: int) -> None:
        """Throw a run away with its results."""
        with self._database.begin() as connection:
            connection.execute(runs.delete().where(runs.c.id == run))
            connection.execute(results.delete().where(results.c.run == run))

    def all(self) -> list[Run]:
        """Every run, newest first."""
        return self._found(sa.true())

    def find(self, run: int) -> Run | None:
        """One run."""
        found = self._found(runs.c.id == run)
        return found[0] if found else None

    def results(self, run: int) -> list[Result]:
        """The results of a run, in the order of the questions."""
        names = Result.__dataclass_fields__
        query = sa.select(*(results.c[name] for name in names)).where(results.c.run == run)
        with self._database.begin(writing=False) as connection:
            rows = connection.execute(query.order_by(results.c.number)).mappings()
            return [Result(**row) for row in rows]

    def _found(self, condition: sa.sql.ColumnElement) -> list[Run]:
        done = (
            sa.select(sa.func.count()).where(results.c.run == runs.c.id).scalar_subquery()
        ).label("done")
        query = sa.select(runs, done).where(condition).order_by(runs.c.id.desc())
        with self._database.begin(writing=False) as connection:
            return [self._run(row) for row in connection.execute(query)]

    def _run(self, row: sa.engine.Row) -> Run:
        state = State(row.state)
        if state is State.RUNNING and row.seen_at < self._clock() - SILENT_SECONDS:
            state = State.BROKEN_OFF
        return Run(
            row.id, row.name, row.account, row.model, state, row.started_at, row.total, row.done
        )
