"""Real servers for tests, on free ports with data in a temporary folder.

`tests/conftest.py` has them as the fixtures `postgres` and `redis_server`, both with a `url`.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cluster.processes import NotInstalled, Process, free_port


@contextmanager
def server_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's user can reach; pytest's own is closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="vakroute-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def running(kind: Callable[[Path, int], Process]) -> Iterator[Process]:
    """One server, started, and ended afterwards."""
    with server_folder() as folder:
        try:
            server = kind(folder, free_port())
        except NotInstalled as error:
            pytest.skip(str(error))
        try:
            server.start()
            yield server
        finally:
            server.stop()
