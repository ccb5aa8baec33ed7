from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
import requests
import servers

from bot.cluster.processes import NotInstalled
from bot.cluster.topology import Cluster


def wait_for_status(status: str, address: str) -> dict[str, Any]:
    """What `/health` tells once it has that status."""
    pause = Event()
    for _ in range(150):
        told = requests.get(f"{address}/health", timeout=30).json()
        if told["status"] == status:
            return told
        pause.wait(0.1)
    raise AssertionError(told)


@pytest.fixture(scope="session")
def whole_cluster() -> Iterator[Cluster]:
    """nginx before two bots, two action servers and two course APIs, with PostgreSQL and Redis."""
    with servers.server_folder() as folder:
        try:
            cluster = Cluster(folder)
        except NotInstalled as error:
            pytest.skip(str(error))
        try:
            yield cluster.start()
        finally:
            cluster.stop()


@pytest.fixture
def cluster(whole_cluster: Cluster) -> Iterator[Cluster]:
    """The cluster with everything running, before a test and after it."""
    yield whole_cluster
    for process in whole_cluster.processes:
        if process.pid is None:
            process.launch()
    for process in whole_cluster.processes:
        process.wait_until_ready()
    for address in whole_cluster.bot_addresses:
        wait_for_status("ok", address)
