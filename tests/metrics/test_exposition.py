from types import SimpleNamespace

import pytest
from sanic.compat import Header

from bot.metrics.exposition import may_read


def asked(ip="127.0.0.1", **headers):
    return SimpleNamespace(ip=ip, headers=Header(headers))


@pytest.mark.parametrize("ip", ["127.0.0.1", "::1", "127.8.8.8"])
def test_this_machine_may_read(ip):
    assert may_read(asked(ip), None)


@pytest.mark.parametrize("ip", ["10.0.0.5", "203.0.113.9", "", "unix"])
def test_another_machine_may_not(ip):
    assert not may_read(asked(ip), None)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_proxy_on_this_machine_may_not(header):
    assert not may_read(asked(**{header: "127.0.0.1"}), None)


def test_with_a_token_whoever_has_it_may_read_and_nobody_else():
    token = "een-lang-geheim"
    assert may_read(asked("10.0.0.5", Authorization=f"Bearer {token}"), token)
    assert not may_read(asked(), token)
    assert not may_read(asked(Authorization="Bearer een-ander"), token)
    assert not may_read(asked(Authorization=token), token)
