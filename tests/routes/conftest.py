import pytest

from bot.routes.choice import ChoiceHelp, choice_help
from bot.routes.goals import Goals, goals
from bot.routes.network import Network, network
from bot.routes.planner import Planner


@pytest.fixture(scope="session")
def steps() -> Network:
    return network()


@pytest.fixture(scope="session")
def known() -> Goals:
    return goals()


@pytest.fixture(scope="session")
def planner(steps) -> Planner:
    return Planner(steps)


@pytest.fixture(scope="session")
def helper() -> ChoiceHelp:
    return choice_help()
