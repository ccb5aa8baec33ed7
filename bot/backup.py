"""Copies of what cannot be made again: the console's accounts and flags, feedback and statistics.

Conversations and sessions are left out: they are promised to be gone after an idle hour, and a copy
would keep them.
"""

import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from bot.cluster.processes import program
from bot.errors import Failure
from bot.settings import Settings

LEFT_OUT = ("events", "website_sessions")
MOST_SECONDS = 600


class BackupFailed(Failure):
    """A copy could not be made or put back; the message says why."""


def databases(chosen: Settings) -> dict[str, str]:
    """The databases that are copied: addresses by the name of their copy.

    One database for both is copied once.
    """
    if chosen.website_db_url == chosen.console_db_url:
        return {"website": chosen.website_db_url}
    return {"website": chosen.website_db_url, "console": chosen.console_db_url}


def backup(urls: Mapping[str, str], folder: Path) -> list[Path]:
    """Copy databases into a folder; the bot may go on meanwhile.

    Args:
        urls: SQLAlchemy addresses by the name of their copy.
        folder: where to; it must not hold a backup yet.

    Raises:
        BackupFailed: one could not be copied, or the folder holds a backup.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise BackupFailed(f"{folder} is not empty. Choose another folder for this backup.")
    return [_copied(name, sa.engine.make_url(url), folder) for name, url in urls.items()]


def restore(urls: Mapping[str, str], folder: Path) -> list[str]:
    """Put copies back in place of what is there; no bot may run meanwhile.

    Returns:
        The names of the databases that were restored.

    Raises:
        BackupFailed: there is no copy of one of them, or it cannot be put back.
    """
    copies = {name: _place(name, sa.engine.make_url(url), folder) for name, url in urls.items()}
    missing = [path.name for path in copies.values() if not path.exists()]
    if missing:
        raise BackupFailed(f"{folder} holds no {' and no '.join(missing)}. Nothing was changed.")
    for name, url in urls.items():
        _put_back(copies[name], sa.engine.make_url(url))
    return list(copies)


def _copied(name: str, url: sa.engine.URL, folder: Path) -> Path:
    target = _place(name, url, folder)
    if _is_file(url):
        _copy_file(Path(str(url.database)), target)
    else:
        left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
        _run("pg_dump", "--format=custom", *left_out, f"--file={target}", _address(url))
    target.chmod(0o600)
    return target


def _copy_file(source: Path, target: Path) -> None:
    if not source.exists():
        raise BackupFailed(f"{source} is not there: has the bot run with these settings?")
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as present,
            closing(sqlite3.connect(target)) as copy,
        ):
            present.backup(copy)
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
            for table in tables & set(LEFT_OUT):
                copy.execute(f"DELETE FROM {table}")
            copy.commit()
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("VACUUM")
    except sqlite3.Error as error:
        raise BackupFailed(f"{source} cannot be copied: {error}") from error


def _put_back(copy: Path, url: sa.engine.URL) -> None:
    if not _is_file(url):
        _run(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
            f"--dbname={_address(url)}", str(copy),
        )  # fmt: skip
        return
    target = Path(str(url.database))
    new = target.with_name(target.name + ".new")
    shutil.copyfile(copy, new)
    for journal in ("-wal", "-shm"):
        Path(f"{target}{journal}").unlink(missing_ok=True)
    new.replace(target)


def _run(name: str, *arguments: str) -> None:
    done = subprocess.run(
        [program(name), *arguments],
        capture_output=True, text=True, timeout=MOST_SECONDS, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise BackupFailed(f"{name} failed: {done.stderr.strip()[-500:]}")


def _place(name: str, url: sa.engine.URL, folder: Path) -> Path:
    return folder / f"{name}.{'sqlite' if _is_file(url) else 'pgdump'}"


def _is_file(url: sa.engine.URL) -> bool:
    return bool(url.get_backend_name() == "sqlite")


def _address(url: sa.engine.URL) -> str:
    """The address as PostgreSQL's own programs take it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
