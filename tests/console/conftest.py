from collections.abc import Iterator

import pytest
from console_support import PASSWORD, QUICK, served

from bot.console.console import Console
from bot.console.database import console_database
from bot.console.roles import Role


@pytest.fixture
def console(tmp_path) -> Console:
    return Console(console_database(f"sqlite:///{tmp_path / 'console.sqlite'}"), hasher=QUICK)


@pytest.fixture
def base(console) -> Iterator[str]:
    with served(console) as address:
        yield address


@pytest.fixture
def people(console) -> None:
    """An editor and a counsellor have accounts."""
    console.accounts.add("noor", Role.EDITOR, PASSWORD)
    console.accounts.add("bram", Role.COUNSELLOR, PASSWORD)


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()
