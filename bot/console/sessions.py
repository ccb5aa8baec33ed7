"""Who is signed in, and for how long; the browser has a random token, the database its hash."""

import hashlib
import secrets
import time
from collections.abc import Callable

import sqlalchemy as sa

from bot.console.accounts import Account
from bot.console.database import accounts, sessions
from bot.console.roles import Role
from bot.privacy.database import Database

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 3600
NOTED_EVERY_SECONDS = 60
"""How often it is written down that a session is in use."""

TOKEN_BYTES = 32


class Sessions:
    """Starts, finds and ends sessions. Every method raises `Away` without a database."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def start(self, account: Account) -> str:
        """A new session for an account; returns its token, which is not kept."""
        token, now = new_token(), self._clock()
        with self._database.begin() as connection:
            connection.execute(
                sessions.insert().values(
                    token_hash=_hash(token), account=account.name, started_at=now, last_seen=now
                )
            )
        return token

    def find(self, token: str) -> Account | None:
        """Whose session this is, with the role of now; None when it ended or is unknown."""
        now = self._clock()
        query = (
            sa.select(accounts.c.name, accounts.c.role, sessions.c.last_seen)
            .join(accounts, accounts.c.name == sessions.c.account)
            .where(
                sessions.c.token_hash == _hash(token),
                sessions.c.last_seen >= now - IDLE_SECONDS,
                sessions.c.started_at >= now - LONGEST_SECONDS,
            )
        )
        with self._database.begin(writing=False) as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if now - row.last_seen >= NOTED_EVERY_SECONDS:
            with self._database.begin() as connection:
                connection.execute(
                    sessions.update()
                    .where(sessions.c.token_hash == _hash(token))
                    .values(last_seen=now)
                )
        return Account(row.name, Role(row.role))

    def end(self, token: str) -> None:
        """Forget a session."""
        with self._database.begin() as connection:
            connection.execute(sessions.delete().where(sessions.c.token_hash == _hash(token)))

    def purge(self) -> int:
        """Forget the sessions that have expired; returns how many."""
        now = self._clock()
        with self._database.begin() as connection:
            gone = connection.execute(
                sessions.delete().where(
                    sa.or_(
                        sessions.c.last_seen < now - IDLE_SECONDS,
                        sessions.c.started_at < now - LONGEST_SECONDS,
                    )
                )
            )
        return int(gone.rowcount)


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def csrf_of(token: str) -> str:
    """What a form must send along to show that it came from a page of this browser's console.

    It follows from the cookie's token, which another site cannot read.
    """
    return hashlib.blake2b(b"form", key=token.encode()[:64], digest_size=24).hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
