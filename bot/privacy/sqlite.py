"""How our SQLite files are opened."""

from typing import Any


def fast_and_safe(connection: Any, _record: Any) -> None:
    """Settings for a new connection: readers and a writer together, and patience with a lock."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=3000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
