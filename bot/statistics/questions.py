"""Questions that a person should look at, as they are kept: masked."""

from dataclasses import dataclass

import sqlalchemy as sa

from bot.privacy.database import Database
from bot.statistics.table import BADLY_ANSWERED, turns

MOST = 3_000
"""Newest turns that are read at once."""


@dataclass(frozen=True)
class Asked:
    """A question that was badly answered.

    Attributes:
        question: masked.
        at: seconds since the epoch; to the hour once its conversation is forgotten.
        topic: what it was taken for.
        answer: what was answered; "" for none.
        band: how sure that was.
        previous_topic: what it followed on; "" for nothing.
        thumb_down: whether the visitor said that the answer was of no use.
    """

    question: str
    at: int
    topic: str
    answer: str
    band: str
    previous_topic: str
    thumb_down: bool


def badly_answered(database: Database) -> list[Asked]:
    """Questions without an answer, with a doubtful one or with a thumb down, newest first.

    Raises:
        Away: the database cannot be read now.
    """
    query = (
        sa.select(turns)
        .where(BADLY_ANSWERED, turns.c.question.is_not(None))
        .order_by(turns.c.at.desc(), turns.c.id.desc())
        .limit(MOST)
    )
    with database.begin(writing=False) as connection:
        return [
            Asked(
                row.question,
                row.at,
                row.topic,
                row.answer,
                row.band or "",
                row.previous_topic,
                row.useful is False,
            )
            for row in connection.execute(query)
        ]
