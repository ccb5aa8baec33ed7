"""Figures from the records of turns; nothing in them is about one person."""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.privacy.database import Database
from bot.statistics.table import turns
from bot.statistics.turns import SEPARATOR

HERE = ZoneInfo("Europe/Amsterdam")
FEWEST = 5
"""Conversations below which a place and sector are not shown."""

KEPT_DAYS = 30


@dataclass
class Day:
    """One day: how many turns, and how they went.

    `bands` counts typed questions by band (`bot.nlu.bands.Band`); `times` counts turns by their answering
    time in hundredths of a second.
    """

    day: date
    turns: int = 0
    bands: Counter[str] = field(default_factory=Counter)
    useful: int = 0
    not_useful: int = 0
    times: Counter[int] = field(default_factory=Counter)

    def seconds(self, share: float) -> float | None:
        """Within how many seconds that share (0-1) of the turns was answered, to a hundredth."""
        return percentile(self.times, share)


@dataclass(frozen=True)
class Searches:
    """How many conversations looked for courses in a town and a sector ("" is none we know)."""

    town: str
    sector: str
    conversations: int


class Figures:
    """Reads figures of the last days. Every method raises `Away` without a database."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def days(self, count: int = KEPT_DAYS, *, topic: str | None = None) -> list[Day]:
        """The last days, oldest first, today included; a day without turns is there too.

        Args:
            count: how many days.
            topic: only turns about it.
        """
        today = datetime.fromtimestamp(self._clock(), HERE).date()
        days = {
            day: Day(day)
            for day in (today - timedelta(days=back) for back in reversed(range(count)))
        }
        hour = turns.c.at - turns.c.at % 3600
        hundredths = sa.cast(turns.c.seconds * 100, sa.Integer)
        keys = (hour.label("hour"), turns.c.band, turns.c.useful, hundredths.label("hundredths"))
        query = sa.select(*keys, sa.func.count().label("count")).group_by(*keys)
        if topic is not None:
            query = query.where(_about(topic))
        for row in self._rows(query, count):
            day = days.get(datetime.fromtimestamp(row.hour, HERE).date())
            if day is None:
                continue
            day.turns += row.count
            day.times[row.hundredths] += row.count
            if row.band is not None:
                day.bands[row.band] += row.count
            if row.useful is not None:
                day.useful += row.count if row.useful else 0
                day.not_useful += 0 if row.useful else row.count
        return list(days.values())

    def topics(self, count: int = KEPT_DAYS) -> Counter[str]:
        """How many turns were about each topic."""
        return self._counted(turns.c.topic, count)

    def answers(self, count: int = KEPT_DAYS) -> Counter[str]:
        """How often each answer was given; what is not in it, nobody asked."""
        return self._counted(turns.c.answer, count)

    def searches(self, count: int = KEPT_DAYS) -> list[Searches]:
        """Where and in which sectors courses were looked for, most conversations first.

        What fewer than `FEWEST` conversations looked for is left out, and there is no total from which
        it could be computed.
        """
        number = sa.func.count()
        query = (
            sa.select(turns.c.town, turns.c.sector, number.label("count"))
            .where(turns.c.new_search)
            .group_by(turns.c.town, turns.c.sector)
            .having(number >= FEWEST)
        )
        found = [Searches(row.town, row.sector, row.count) for row in self._rows(query, count)]
        return sorted(found, key=lambda one: (-one.conversations, one.town, one.sector))

    def _counted(self, column: Any, count: int) -> Counter[str]:
        query = sa.select(column, sa.func.count()).where(column != "").group_by(column)
        counted: Counter[str] = Counter()
        for names, number in self._rows(query, count):
            for name in names.split(SEPARATOR):
                counted[name] += number
        return counted

    def _rows(self, query: Any, count: int) -> Iterable[Any]:
        first = datetime.fromtimestamp(self._clock(), HERE).date() - timedelta(days=count - 1)
        since = datetime(first.year, first.month, first.day, tzinfo=HERE).timestamp()
        with self._database.begin(writing=False) as connection:
            return connection.execute(query.where(turns.c.at >= int(since))).all()


def percentile(times: Counter[int], share: float) -> float | None:
    """Within how many seconds a share (0-1) was answered; None when there was nothing.

    Args:
        times: how many took how many hundredths of a second.
        share: 0.5 for the median.
    """
    left = math.ceil(share * sum(times.values()))
    for hundredths, number in sorted(times.items()):
        left -= number
        if left <= 0:
            return (hundredths + 1) / 100
    return None


def _about(topic: str) -> Any:
    wrapped = sa.literal(SEPARATOR) + turns.c.topic + sa.literal(SEPARATOR)
    return wrapped.contains(f"{SEPARATOR}{topic}{SEPARATOR}", autoescape=True)
