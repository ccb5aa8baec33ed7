"""A real PostgreSQL and Redis for tests, on free ports with data in a temporary folder.

`tests/conftest.py` has them as the fixtures `postgres` and `redis_server`; both have a `url`.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cluster.processes import NotInstalled, Process, free_port


def running(kind: Callable[[Path, int], Process]) -> Iterator[Process]:
    """One server, started; ended and removed afterwards."""
    # Not below pytest's own folder: PostgreSQL's user cannot reach that.
    folder = Path(tempfile.mkdtemp(prefix="vakroute-"))
    try:
        try:
            server = kind(folder, free_port())
        except NotInstalled as error:
            pytest.skip(str(error))
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
