import pytest
import sqlalchemy as sa

from bot.console.database import sessions
from bot.console.sessions import IDLE_SECONDS, LONGEST_SECONDS, Sessions, csrf_of


@pytest.fixture
def store(console, clock):
    return Sessions(console.database, clock=clock)


@pytest.fixture
def noor(console, people):
    return console.accounts.find("noor")


def test_a_session_is_found_by_its_token_which_is_not_stored(console, store, noor):
    token = store.start(noor)
    assert store.find(token) == noor
    assert store.find(token[:-1]) is None
    with console.database.begin() as connection:
        assert token not in str(connection.execute(sa.select(sessions)).all())


def test_a_session_ends_when_it_is_idle_and_lives_on_when_it_is_used(store, clock, noor):
    token = store.start(noor)
    for _ in range(3):
        clock.now += IDLE_SECONDS
        assert store.find(token) == noor
    clock.now += IDLE_SECONDS + 1
    assert store.find(token) is None
    assert store.purge() == 1


def test_a_session_ends_after_half_a_day_even_when_it_is_used(store, clock, noor):
    token, started = store.start(noor), clock.now
    while clock.now <= started + LONGEST_SECONDS - IDLE_SECONDS:
        clock.now += IDLE_SECONDS
        assert store.find(token) == noor
    clock.now += 1
    assert store.find(token) is None


def test_an_ended_session_is_gone(store, noor):
    token = store.start(noor)
    store.end(token)
    assert store.find(token) is None


def test_the_token_of_forms_follows_from_the_session_and_does_not_give_it_away(store, noor):
    one, two = store.start(noor), store.start(noor)
    assert csrf_of(one) == csrf_of(one) != csrf_of(two)
    assert one not in csrf_of(one)
