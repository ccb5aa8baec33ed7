from collections.abc import Iterator

import pytest
import servers

from bot.cluster.processes import NotInstalled
from bot.cluster.topology import Cluster


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
        servers.wait_for_status("ok", address)
