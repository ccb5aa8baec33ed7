import socket
from dataclasses import replace

import pytest

from bot.cluster.processes import CannotStart, free_port
from bot.run import check_ports
from bot.settings import settings


@pytest.fixture
def chosen():
    return replace(settings(), port=free_port(), actions_port=free_port(), courses_port=free_port())


def test_free_ports_are_no_problem(chosen):
    check_ports(chosen)


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("port", "VAKROUTE_PORT"),
        ("actions_port", "VAKROUTE_ACTIONS_PORT"),
        ("courses_port", "VAKROUTE_COURSES_PORT"),
    ],
)
def test_a_taken_port_is_named_with_what_to_do(chosen, name, variable):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", getattr(chosen, name)))
        taken.listen()
        with pytest.raises(CannotStart, match=variable):
            check_ports(chosen)
