"""Writing, cutting and removing the records of turns."""

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from typing import Any

import sqlalchemy as sa

from bot.parts import Away
from bot.privacy.database import Database
from bot.privacy.masking import masked
from bot.statistics.table import BADLY_ANSWERED, turns
from bot.statistics.turns import SEPARATOR, Turn

MOST_WAITING = 10_000
"""Records that wait in memory while the database is away."""

KEPT_SECONDS = 30 * 24 * 3600
"""How long a record is kept."""

ROUNDED_SECONDS = 3600
"""To what the time of a turn is rounded once its conversation is forgotten."""


# Built once: building a statement takes longer than running it, and every turn runs this.
_ADD = turns.insert()


@dataclass(frozen=True)
class _Judgement:
    conversation: str
    answer: str
    useful: bool


class Statistics:
    """Keeps one record per turn.

    `record` and `judged` only put something in a queue, so that they cost a turn nothing and cannot
    fail it; `flush` writes, and is called from a thread beside the turns.
    """

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._waiting: deque[Turn | _Judgement] = deque(maxlen=MOST_WAITING)
        self._writing = threading.Lock()

    @property
    def waiting(self) -> int:
        """Records that are only in memory."""
        return len(self._waiting)

    def record(self, turn: Turn) -> None:
        """Keep a turn, at the next `flush`."""
        self._waiting.append(turn)

    def judged(self, conversation: str, *, answer: str, useful: bool) -> None:
        """Keep the thumb for an answer with the newest turn in which it was given."""
        self._waiting.append(_Judgement(conversation, answer, useful))

    def flush(self) -> None:
        """Write what waits, masked. While the database is away it goes on waiting."""
        with self._writing, suppress(Away):
            waiting = [
                replace(item, question=masked(item.question))
                if isinstance(item, Turn) and item.question
                else item
                for item in (self._waiting.popleft() for _ in range(len(self._waiting)))
            ]
            if not waiting:
                return
            try:
                self._write(waiting)
            except Away:
                self._waiting.extendleft(reversed(waiting))
                raise

    def _write(self, waiting: list[Turn | _Judgement]) -> None:
        with self._database.begin() as connection:
            for item in waiting:
                if isinstance(item, Turn):
                    new = _is_new_search(connection, item)
                    connection.execute(_ADD, {**vars(item), "new_search": new})
                else:
                    _judge(connection, item)

    def of_conversation(self, conversation: str) -> list[Turn]:
        """What is kept of a conversation, oldest first; nothing once it is cut.

        Raises:
            Away: the database cannot be read now.
        """
        self.flush()
        names = [column.name for column in fields(Turn)]
        query = sa.select(*(turns.c[name] for name in names)).order_by(turns.c.id)
        with self._database.begin(writing=False) as connection:
            rows = connection.execute(query.where(turns.c.conversation == conversation))
            return [Turn(**row) for row in rows.mappings()]

    def delete_conversation(self, conversation: str) -> None:
        """Remove every record of a conversation.

        Raises:
            Away: the database cannot do it now; what was in memory is gone all the same.
        """
        with self._writing:
            kept = [item for item in self._waiting if item.conversation != conversation]
            self._waiting.clear()
            self._waiting.extend(kept)
            with self._database.begin() as connection:
                connection.execute(turns.delete().where(turns.c.conversation == conversation))

    def cut(self, *, idle_seconds: float) -> int:
        """Forget to which conversation turns belonged, of conversations that have ended.

        What was asked is forgotten with it, unless it was badly answered: only then somebody has to
        read it.

        Args:
            idle_seconds: without a turn for this long a conversation has ended.

        Returns:
            How many turns were cut.

        Raises:
            Away: the database cannot do it now.
        """
        now = int(self._clock())
        alive = sa.select(turns.c.conversation).where(
            turns.c.at >= now - int(idle_seconds), turns.c.conversation.is_not(None)
        )
        ended = turns.c.conversation.is_not(None) & turns.c.conversation.not_in(alive)
        with self._database.begin() as connection:
            # After a clock that was set back nothing may live longer than it should.
            connection.execute(turns.update().where(turns.c.at > now).values(at=now))
            gone = connection.execute(
                turns.update()
                .where(ended)
                .values(
                    conversation=None,
                    at=turns.c.at - turns.c.at % ROUNDED_SECONDS,
                    question=sa.case((BADLY_ANSWERED, turns.c.question), else_=None),
                )
            )
        return int(gone.rowcount)

    def purge(self, *, older_than_seconds: float) -> int:
        """Remove the turns that are too old; returns how many.

        Raises:
            Away: the database cannot do it now.
        """
        before = int(self._clock() - older_than_seconds)
        with self._database.begin() as connection:
            gone = connection.execute(turns.delete().where(turns.c.at < before))
        return int(gone.rowcount)


def _is_new_search(connection: Any, turn: Turn) -> bool:
    if not (turn.town or turn.sector):
        return False
    if turn.conversation is None:
        return True
    before = sa.select(turns.c.id).where(
        turns.c.conversation == turn.conversation,
        turns.c.town == turn.town,
        turns.c.sector == turn.sector,
    )
    return connection.execute(before.limit(1)).first() is None


def _judge(connection: Any, judgement: _Judgement) -> None:
    own = (
        sa.select(turns.c.id, turns.c.answer)
        .where(turns.c.conversation == judgement.conversation)
        .order_by(turns.c.id.desc())
    )
    for row in connection.execute(own):
        if judgement.answer in row.answer.split(SEPARATOR):
            connection.execute(
                turns.update().where(turns.c.id == row.id).values(useful=judgement.useful)
            )
            return
