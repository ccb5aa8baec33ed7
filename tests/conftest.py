from collections.abc import Iterator

import pytest

import bot.standins
from bot.settings import prepare_environment, settings

prepare_environment(settings())
bot.standins.install(learns=True)

import servers
from running import RunningBot

from bot.cluster.servers import Postgres, Redis


@pytest.fixture(scope="session")
def bot_processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """The three processes, started once for all tests that need a real conversation."""
    running = RunningBot(tmp_path_factory.mktemp("running"))
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture(scope="session")
def running_bot(bot_processes: RunningBot) -> str:
    """The address of the page of a running assistant."""
    return bot_processes.base


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server with an empty database."""
    yield from servers.running(Postgres)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """An empty Redis server."""
    yield from servers.running(Redis)
