"""What editors said of questions."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import sqlalchemy as sa

from bot.console.database import metadata
from bot.privacy.database import Database
from bot.statistics.questions import Asked

KEPT_SECONDS = 30 * 24 * 3600
"""How long a judged question is kept; the privacy page names it."""

marks = sa.Table(
    "console_review_marks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("question", sa.String(1000), nullable=False, index=True),
    sa.Column("group_name", sa.String(1000), nullable=False),
    sa.Column("previous_topic", sa.String(100), nullable=False),
    sa.Column("taken_for", sa.String(300), nullable=False),
    sa.Column("verdict", sa.String(20), nullable=False),
    sa.Column("intent", sa.String(100), nullable=False),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("marked_at", sa.Float, nullable=False),
)


class Verdict(str, Enum):
    """What an editor says of a question."""

    RIGHT = "goed"
    OTHER = "anders"
    MISSING = "ontbreekt"
    LATER = "later"


@dataclass(frozen=True)
class Mark:
    """A judged question.

    Attributes:
        question: masked.
        group_name: the question that stands for those like it.
        previous_topic: what it followed on; "" for nothing.
        taken_for: the topic that the chatbot took it for.
        verdict: what the editor says.
        intent: what it should have been, for `Verdict.OTHER`; "" otherwise.
        account: who said so.
    """

    question: str
    group_name: str
    previous_topic: str
    taken_for: str
    verdict: Verdict
    intent: str
    account: str


class Marks:
    """Keeps marks. Every method raises `Away` without a database."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def add(
        self, asked: Sequence[Asked], verdict: Verdict, *, intent: str = "", account: str
    ) -> None:
        """Mark questions that are alike; what was said of them before no longer counts."""
        by_text = {one.question: one for one in reversed(asked)}
        with self._database.begin() as connection:
            for text, one in by_text.items():
                connection.execute(marks.delete().where(marks.c.question == text))
                connection.execute(
                    marks.insert().values(
                        question=text,
                        group_name=asked[0].question,
                        previous_topic=one.previous_topic,
                        taken_for=one.topic,
                        verdict=verdict.value,
                        intent=intent,
                        account=account,
                        marked_at=self._clock(),
                    )
                )

    def undo(self, group_name: str) -> None:
        """Forget what was said of questions, which makes those that are still kept new again."""
        with self._database.begin() as connection:
            connection.execute(marks.delete().where(marks.c.group_name == group_name))

    def all(self) -> list[Mark]:
        """Every mark, newest first."""
        names = Mark.__dataclass_fields__
        query = sa.select(*(marks.c[name] for name in names)).order_by(
            marks.c.marked_at.desc(), marks.c.id
        )
        with self._database.begin(writing=False) as connection:
            rows = connection.execute(query).mappings().all()
        return [Mark(**{**row, "verdict": Verdict(row["verdict"])}) for row in rows]

    def purge(self) -> int:
        """Forget what was judged too long ago; returns how many."""
        old = marks.c.marked_at < self._clock() - KEPT_SECONDS
        with self._database.begin() as connection:
            return int(connection.execute(marks.delete().where(old)).rowcount)
