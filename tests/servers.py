"""Real servers for tests, on free ports with data in a temporary folder.

`tests/conftest.py` has them as the fixtures `postgres` and `redis_server`, both with a `url`.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import requests

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


def wait_for_status(status: str, address: str) -> dict[str, Any]:
    """What `/health` tells once it has that status."""
    pause = Event()
    for _ in range(150):
        told = requests.get(f"{address}/health", timeout=30).json()
        if told["status"] == status:
            return told
        pause.wait(0.1)
    raise AssertionError(told)
