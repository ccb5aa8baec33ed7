"""Who may use the console, and as what."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.console.database import accounts, sessions
from bot.console.roles import Role
from bot.errors import Failure
from bot.privacy.database import Database

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


class AccountError(Failure):
    """An account cannot be made or changed like that; the message says why."""


@dataclass(frozen=True)
class Account:
    """Somebody who may use the console."""

    name: str
    role: Role


class Accounts:
    """Makes, finds, changes and removes accounts. Every method raises `Away` without a database."""

    def __init__(
        self,
        database: Database,
        *,
        hasher: PasswordHasher | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Accounts in a database.

        Args:
            database: where they are kept.
            hasher: makes and checks hashes; argon2id with the library's defaults (RFC 9106).
            clock: seconds since the epoch.
        """
        self._database = database
        self._hasher = hasher or PasswordHasher()
        self._clock = clock

    def any(self) -> bool:
        """Whether there is an account at all; without one there is no console."""
        with self._database.begin(writing=False) as connection:
            return connection.execute(sa.select(accounts.c.name).limit(1)).first() is not None

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._database.begin(writing=False) as connection:
            rows = connection.execute(sa.select(accounts).order_by(accounts.c.name)).all()
        return [Account(row.name, Role(row.role)) for row in rows]

    def find(self, name: str) -> Account | None:
        """The account of that name, in capitals or not."""
        query = sa.select(accounts).where(accounts.c.name == name.strip().lower())
        with self._database.begin(writing=False) as connection:
            row = connection.execute(query).first()
        return Account(row.name, Role(row.role)) if row else None

    def add(self, name: str, role: Role, password: str) -> Account:
        """Make an account.

        Raises:
            AccountError: the name is taken or impossible, or the password is too short or long.
        """
        name = name.strip().lower()
        if not _NAME.fullmatch(name):
            raise AccountError(
                f"{name!r} cannot be a name: use 2 to 64 letters, digits and . _ @ -"
            )
        hashed = self._hashed(password)
        try:
            with self._database.begin() as connection:
                connection.execute(
                    accounts.insert().values(
                        name=name,
                        role=role.value,
                        password_hash=hashed,
                        created_at=self._clock(),
                    )
                )
        except sa.exc.IntegrityError as error:
            raise AccountError(f"There is an account {name!r} already.") from error
        return Account(name, role)

    def remove(self, name: str) -> None:
        """Remove an account and end its sessions.

        Raises:
            AccountError: there is none of that name.
        """
        name = name.strip().lower()
        with self._database.begin() as connection:
            gone = connection.execute(accounts.delete().where(accounts.c.name == name)).rowcount
            connection.execute(sessions.delete().where(sessions.c.account == name))
        if not gone:
            raise AccountError(f"There is no account {name!r}.")

    def change_password(self, name: str, password: str) -> None:
        """Give an account another password and end its sessions.

        Raises:
            AccountError: there is none of that name, or the password is too short or long.
        """
        name, hashed = name.strip().lower(), self._hashed(password)
        with self._database.begin() as connection:
            changed = self._store(connection, name, hashed)
            connection.execute(sessions.delete().where(sessions.c.account == name))
        if not changed:
            raise AccountError(f"There is no account {name!r}.")

    def signs_in(self, name: str, password: str) -> Account | None:
        """The account when name and password belong together; equally slow when they do not."""
        name = name.strip().lower()
        with self._database.begin(writing=False) as connection:
            row = connection.execute(sa.select(accounts).where(accounts.c.name == name)).first()
        if not self._fits(row.password_hash if row else self._nobody, password) or row is None:
            return None
        if self._hasher.check_needs_rehash(row.password_hash):
            with self._database.begin() as connection:
                self._store(connection, name, self._hasher.hash(password))
        return Account(row.name, Role(row.role))

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("an account that does not exist")

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return False

    def _hashed(self, password: str) -> str:
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise AccountError(
                f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters;"
                f" this one has {len(password)}."
            )
        return self._hasher.hash(password)

    @staticmethod
    def _store(connection: sa.engine.Connection, name: str, hashed: str) -> int:
        change = accounts.update().where(accounts.c.name == name).values(password_hash=hashed)
        return int(connection.execute(change).rowcount)
