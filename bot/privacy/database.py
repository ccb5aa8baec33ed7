"""How our databases are opened: SQLite files on one machine, PostgreSQL for several."""

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from bot.parts import Away, Part

AWAY = (
    sa.exc.OperationalError,
    sa.exc.InternalError,
    sa.exc.InterfaceError,
    sa.exc.TimeoutError,
)
"""What a database that is gone, full, read-only or shutting down raises."""

_PATIENCE = {
    "connect_timeout": 2,
    "options": "-c statement_timeout=3000",
    "keepalives_idle": 10,
    "tcp_user_timeout": 3000,
}
"""PostgreSQL: seconds, then milliseconds. A turn has 20 seconds in all, and nobody else gets one
while it waits here."""

_CORRUPT = ("malformed", "not a database", "file is encrypted")

_ASIDE = ".corrupt-"

logger = logging.getLogger(__name__)


class Database:
    """A database that may be away when we start, and for a while at any later moment.

    Its tables are made when it is first reached. A SQLite file that is corrupt is set aside and
    begun anew, because a conversation lives an hour and the next one should not wait for repairs.
    """

    def __init__(self, name: str, url: str, tables: sa.MetaData) -> None:
        """Nothing is opened yet.

        Args:
            name: what it is called in the log and in `/health`.
            url: an SQLAlchemy address, such as `sqlite:///website.sqlite`.
            tables: the tables that it must have.
        """
        self.part = Part(name)
        self.engine = _engine(url)
        self._is_file = self.engine.url.get_backend_name() == "sqlite"
        self._tables = tables
        self._ready = False
        self._sessions = sessionmaker(bind=self.engine, future=True)

    @contextmanager
    def begin(self, *, writing: bool = True) -> Iterator[sa.engine.Connection]:
        """A connection in a transaction, committed at the end of the block.

        Raises:
            Away: the database cannot do it now.
        """
        with self._tried(writing), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def session(self, *, writing: bool = True) -> Iterator[Session]:
        """An ORM session; what is not committed is undone.

        Raises:
            Away: the database cannot do it now.
        """
        with self._tried(writing), self._sessions() as session:
            yield session

    def ping(self) -> None:
        """Ask whether it works.

        A server that can be read can be written as well. A file on a full disk can be read all the
        same, so there the next write tells that it is over.

        Raises:
            Away: it does not, or it is a file that could not be written when that was last tried.
        """
        with self.begin(writing=False) as connection:
            connection.execute(sa.text("SELECT 1"))
        if not self._is_file:
            self.part.works()
        elif self.part.problem is not None:
            raise Away(self.part.problem)

    def forget_set_aside(self, *, older_than_seconds: float) -> None:
        """Remove corrupt files that were set aside: what is in them must go too."""
        if not self._is_file:
            return
        path = Path(str(self.engine.url.database))
        for aside in path.parent.glob(f"{path.name}{_ASIDE}*"):
            if time.time() - aside.stat().st_mtime > older_than_seconds:
                aside.unlink(missing_ok=True)

    @contextmanager
    def _tried(self, writing: bool) -> Iterator[None]:
        with self.part.tried(*AWAY, _Corrupt, writing=writing):
            try:
                if not self._ready:
                    self._make_ready()
                yield
            except sa.exc.DatabaseError as error:
                self._ready = False
                if _is_corrupt(error):
                    self._set_aside()
                    raise _Corrupt("its file was corrupt and has been set aside") from error
                raise

    def _make_ready(self) -> None:
        try:
            self._make_tables()
        except sa.exc.DatabaseError as error:
            if not _is_corrupt(error):
                raise
            self._set_aside()
            self._make_tables()
        self._ready = True

    def _make_tables(self) -> None:
        try:
            self._tables.create_all(self.engine)
        except (sa.exc.ProgrammingError, sa.exc.IntegrityError):
            # Another worker was making them at the same moment.
            self._tables.create_all(self.engine)

    def _set_aside(self) -> None:
        self.engine.dispose()
        path = Path(str(self.engine.url.database))
        if _is_sound(path):
            return  # it was set aside for another user of the same file
        aside = path.with_name(f"{path.name}{_ASIDE}{time.strftime('%Y%m%dT%H%M%S')}")
        path.replace(aside)
        aside.touch()
        for journal in ("-wal", "-shm"):
            Path(f"{path}{journal}").unlink(missing_ok=True)
        logger.error("%s was corrupt: set aside as %s, a new one begins", path.name, aside.name)


class _Corrupt(Exception):
    """A file was set aside; the next use has a new one."""


@cache
def _engine(url: str) -> sa.engine.Engine:
    """An engine, one for all who use the same database.

    The connections to a SQLite file are kept: SQLAlchemy would open and close it for each use, and
    closing one in WAL mode writes it back to disk, 7 ms of every turn.
    """
    if sa.engine.make_url(url).get_backend_name() != "sqlite":
        return sa.create_engine(url, future=True, pool_pre_ping=True, connect_args=_PATIENCE)
    engine = sa.create_engine(
        url, future=True, poolclass=QueuePool, connect_args={"check_same_thread": False}
    )
    sa.event.listen(engine, "connect", _fast_and_safe)
    return engine


def _fast_and_safe(connection: Any, _record: Any) -> None:
    """Readers and a writer together, patience with a lock, and what is deleted is overwritten."""
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=3000",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _is_sound(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        return False


def _is_corrupt(error: sa.exc.DatabaseError) -> bool:
    return isinstance(error.orig, sqlite3.DatabaseError) and any(
        word in str(error.orig) for word in _CORRUPT
    )
