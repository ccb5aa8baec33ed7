import pytest

from bot.statistics.figures import Figures
from bot.statistics.statistics import Statistics
from bot.statistics.table import metadata, statistics_database


class Clock:
    now = 1_795_694_400.0
    """Thursday 26 November 2026, 13:00 in the Netherlands."""

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    if request.param == "sqlite":
        yield statistics_database(f"sqlite:///{tmp_path / 'statistics.sqlite'}")
        return
    database = statistics_database(request.getfixturevalue("postgres").url)
    yield database
    metadata.drop_all(database.engine)
    database.engine.dispose()


@pytest.fixture
def statistics(database, clock):
    return Statistics(database, clock=clock)


@pytest.fixture
def figures(database, clock):
    return Figures(database, clock=clock)
