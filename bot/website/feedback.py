"""Whether an answer was useful, as visitors say it."""

import time
from collections.abc import Callable

import sqlalchemy as sa

from bot.privacy.database import Database
from bot.privacy.masking import masked
from bot.website.contract import Judgement
from bot.website.database import feedback

LONGEST_COMMENT = 500


class Feedback:
    """Keeps and removes feedback; comments are masked before they are stored."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self.database = database
        self._clock = clock

    def add(self, conversation: str, *, answer: str, useful: bool, comment: str = "") -> None:
        """Keep one judgement on one answer."""
        with self.database.begin() as connection:
            connection.execute(
                feedback.insert().values(
                    conversation=conversation,
                    answer=answer,
                    useful=useful,
                    comment=masked(comment)[:LONGEST_COMMENT],
                    given_at=self._clock(),
                )
            )

    def of_conversation(self, conversation: str) -> list[Judgement]:
        """What a conversation said about answers, oldest first, masked.

        Raises:
            Away: the database cannot be read now.
        """
        query = sa.select(feedback).where(feedback.c.conversation == conversation)
        with self.database.begin(writing=False) as connection:
            return [
                Judgement(row.answer, row.useful, row.comment)
                for row in connection.execute(query.order_by(feedback.c.id))
            ]

    def delete_conversation(self, conversation: str) -> None:
        """Remove everything a conversation said about answers."""
        with self.database.begin() as connection:
            connection.execute(feedback.delete().where(feedback.c.conversation == conversation))

    def purge(self, *, older_than_seconds: float) -> int:
        """Remove feedback that is too old; returns how many rows went."""
        with self.database.begin() as connection:
            gone = connection.execute(
                feedback.delete().where(feedback.c.given_at < self._clock() - older_than_seconds)
            )
        return int(gone.rowcount)
