"""Settings from the environment: defaults, what is given, and what cannot be meant."""

import pytest

from bot.__main__ import main
from bot.settings import IDLE_MINUTES, PORT, PROXIES, BadSetting, settings


@pytest.mark.parametrize(
    ("name", "given", "chosen"),
    [(PORT, "9000", 9000), (PROXIES, "0", 0), (PROXIES, "2", 2), (IDLE_MINUTES, "15", 900)],
)
def test_a_number_is_taken_from_the_environment(monkeypatch, name, given, chosen):
    monkeypatch.setenv(name, given)
    found = settings()
    assert {PORT: found.port, PROXIES: found.proxies, IDLE_MINUTES: found.idle_seconds}[
        name
    ] == chosen


def test_a_conversation_lives_an_hour_when_nothing_is_chosen(monkeypatch):
    monkeypatch.delenv(IDLE_MINUTES, raising=False)
    assert settings().idle_seconds == 3600


@pytest.mark.parametrize(
    ("name", "given"),
    [(PORT, "abc"), (PORT, ""), (PORT, "0"), (PORT, "65536"), (PORT, "٨٠"), (PROXIES, "-1"), (IDLE_MINUTES, "61")],
)  # fmt: skip
def test_a_number_that_cannot_be_meant_is_refused_with_what_is_possible(monkeypatch, name, given):
    monkeypatch.setenv(name, given)
    with pytest.raises(BadSetting, match=f"{name} is .* from [01] to"):
        settings()


def test_a_command_says_so_in_one_line(monkeypatch, capsys):
    monkeypatch.setenv(PORT, "abc")
    assert main(["check-content"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
