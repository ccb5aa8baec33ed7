import pytest
from chat import Chat


@pytest.fixture
def chat(running_bot):
    return Chat(running_bot)


@pytest.fixture
def new_chat(running_bot):
    return lambda: Chat(running_bot)
