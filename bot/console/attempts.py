"""Guessing passwords is stopped after ten failures."""

import math
import time
from collections.abc import Callable

import sqlalchemy as sa

from bot.console.database import failures
from bot.privacy.database import Database

MOST_FAILURES = 10
"""For one account from one address."""

MOST_IN_ALL = 50
"""For one account from all addresses, and from one address for all accounts: enough to stop guessing
with many of either, and too many for somebody else to keep an editor out by accident."""

LOCKED_SECONDS = 15 * 60
LONGEST = 64


class Attempts:
    """Counts failures to sign in. Every method raises `Away` without a database."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def begin(self, account: str, address: str) -> int:
        """Note an attempt as a failure, before it is known how it ends.

        Returns:
            0 when it may be made; otherwise the seconds to wait, and nothing is noted.
        """
        account, address = _key(account), _key(address)
        now = self._clock()
        by_account, by_address = failures.c.account == account, failures.c.address == address
        with self._database.begin() as connection:
            waits = [
                _wait(connection, sa.and_(by_account, by_address), MOST_FAILURES, now),
                _wait(connection, by_account, MOST_IN_ALL, now),
                _wait(connection, by_address, MOST_IN_ALL, now),
            ]
            if not any(waits):
                connection.execute(
                    failures.insert().values(account=account, address=address, failed_at=now)
                )
        return max(waits)

    def succeeded(self, account: str, address: str) -> None:
        """Forget the failures of an account at an address."""
        with self._database.begin() as connection:
            connection.execute(
                failures.delete().where(
                    failures.c.account == _key(account), failures.c.address == _key(address)
                )
            )

    def purge(self) -> int:
        """Forget the failures that no longer count; returns how many."""
        oldest = self._clock() - LOCKED_SECONDS
        with self._database.begin() as connection:
            gone = connection.execute(failures.delete().where(failures.c.failed_at <= oldest))
        return int(gone.rowcount)


def _key(text: str) -> str:
    return text.strip().lower()[:LONGEST]


def _wait(
    connection: sa.engine.Connection, whose: sa.sql.ColumnElement, most: int, now: float
) -> int:
    """Seconds until fewer than `most` failures count, rounded up; 0 when that is so now."""
    deciding = connection.execute(
        sa.select(failures.c.failed_at)
        .where(whose, failures.c.failed_at > now - LOCKED_SECONDS)
        .order_by(failures.c.failed_at.desc())
        .offset(most - 1)
        .limit(1)
    ).scalar()
    return 0 if deciding is None else math.ceil(deciding + LOCKED_SECONDS - now)
