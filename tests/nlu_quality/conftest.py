import asyncio

import pytest

from bot.evaluation import Case, understood
from bot.models import ensure_model
from bot.serve import loaded_agent


@pytest.fixture(scope="session")
def agent():
    return asyncio.run(loaded_agent(ensure_model()))


@pytest.fixture(scope="session")
def read(agent):
    """Understands one text as the chat does."""

    def read(text, previous_topic=None):
        case = Case(text, expected_topic="", previous_topic=previous_topic)
        return asyncio.run(understood(agent, case))

    return read
