import pytest

from bot.console.attempts import LOCKED_SECONDS, MOST_FAILURES, MOST_IN_ALL, Attempts


@pytest.fixture
def attempts(console, clock):
    return Attempts(console.database, clock=clock)


def fail(attempts, account, address, times=1):
    return [attempts.begin(account, address) for _ in range(times)]


def test_the_eleventh_attempt_at_an_account_waits_and_others_do_not(attempts, clock):
    assert fail(attempts, "noor", "192.0.2.1", MOST_FAILURES) == [0] * MOST_FAILURES
    assert fail(attempts, "NOOR ", "192.0.2.1") == [LOCKED_SECONDS]
    assert fail(attempts, "bram", "192.0.2.1") == [0]
    assert fail(attempts, "noor", "192.0.2.2") == [0]


def test_waiting_makes_the_lock_no_longer(attempts, clock):
    fail(attempts, "noor", "192.0.2.1", MOST_FAILURES)
    clock.now += 60.5
    assert fail(attempts, "noor", "192.0.2.1", 5) == [LOCKED_SECONDS - 60] * 5
    clock.now += LOCKED_SECONDS - 60
    assert fail(attempts, "noor", "192.0.2.1") == [0]
    assert attempts.purge() == MOST_FAILURES


def test_who_signs_in_begins_anew(attempts):
    fail(attempts, "noor", "192.0.2.1", MOST_FAILURES)
    attempts.succeeded("noor", "192.0.2.1")
    assert fail(attempts, "noor", "192.0.2.1") == [0]


def test_an_account_that_is_guessed_at_from_everywhere_is_locked(attempts):
    for number in range(MOST_IN_ALL):
        assert fail(attempts, "noor", f"192.0.2.{number}") == [0]
    assert fail(attempts, "noor", "198.51.100.1") == [LOCKED_SECONDS]
    assert fail(attempts, "bram", "198.51.100.1") == [0]


def test_an_address_that_guesses_at_everybody_is_locked(attempts):
    for number in range(MOST_IN_ALL):
        assert fail(attempts, f"naam{number}", "192.0.2.1") == [0]
    assert fail(attempts, "noor", "192.0.2.1") == [LOCKED_SECONDS]
    assert fail(attempts, "noor", "192.0.2.2") == [0]
