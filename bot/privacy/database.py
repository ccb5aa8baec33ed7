"""How our databases are opened, SQLite files above all."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool


def open_database(url: str) -> sa.engine.Engine:
    """An engine for an SQLAlchemy address; SQLite files keep their connections open between turns.

    SQLAlchemy opens and closes a SQLite file for each use, and closing one in WAL mode writes it
    back to disk: 7 ms of every turn.
    """
    if sa.engine.make_url(url).get_backend_name() != "sqlite":
        return sa.create_engine(url, future=True, pool_pre_ping=True)
    engine = sa.create_engine(
        url, future=True, poolclass=QueuePool, connect_args={"check_same_thread": False}
    )
    sa.event.listen(engine, "connect", _fast_and_safe)
    return engine


def _fast_and_safe(connection: Any, _record: Any) -> None:
    """Readers and a writer together, and patience with a lock."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=3000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
