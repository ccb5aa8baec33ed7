import asyncio

import pytest
import sqlalchemy as sa

from bot.parts import Away
from bot.website.contract import Judgement
from bot.website.database import feedback, sessions, website_database
from bot.website.feedback import Feedback
from bot.website.sessions import IDLE_SECONDS, DatabaseSessions, Session, Sessions


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def database(tmp_path):
    return website_database(f"sqlite:///{tmp_path / 'website.sqlite'}")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(database, clock):
    return Waiting(Sessions(DatabaseSessions(database, clock=clock)))


class Waiting:
    """The same methods, waited for."""

    def __init__(self, sessions):
        self._sessions = sessions

    def __getattr__(self, name):
        return lambda *given: asyncio.run(getattr(self._sessions, name)(*given))


class Nowhere:
    """A store that cannot be reached."""

    def __getattr__(self, name):
        async def away(*_given):
            raise Away("it is away")

        return away


def test_a_session_is_found_by_its_token_only(store):
    token, session = store.start()
    assert store.find(token) == session
    assert store.find(token + "x") is None
    assert store.find("") is None


def test_tokens_are_not_stored(store, database):
    token, _ = store.start()
    with database.begin() as connection:
        row = connection.execute(sa.select(sessions)).first()
    assert token not in str(tuple(row))


def test_two_sessions_share_nothing(store):
    (first_token, first), (second_token, second) = store.start(), store.start()
    assert first_token != second_token
    assert first.conversation != second.conversation


def test_the_context_of_a_message_is_there_for_the_next(store):
    token, session = store.start()
    store.remember(session, {"previous_topic": "bbl_loon"})
    assert store.find(token).context == {"previous_topic": "bbl_loon"}


def test_a_session_ends_after_an_idle_hour_and_not_before(store, clock):
    token, session = store.start()
    clock.now += IDLE_SECONDS
    assert store.find(token) == session
    store.remember(session, {})
    clock.now += IDLE_SECONDS + 1
    assert store.find(token) is None
    assert store.purge() == 1


def test_an_ended_session_is_gone(store):
    token, session = store.start()
    store.end(session)
    assert store.find(token) is None


def test_feedback_of_a_conversation_is_removed_with_it(database, clock):
    kept = Feedback(database, clock=clock)
    kept.add("a", answer="bbl_loon", useful=False, comment="bel 06 12345678 of jan@school.nl")
    kept.add("b", answer="bbl_loon", useful=True)
    kept.delete_conversation("a")
    with database.begin() as connection:
        assert [row.conversation for row in connection.execute(sa.select(feedback))] == ["b"]


def test_a_comment_is_masked_before_it_is_stored(database):
    Feedback(database).add("a", answer="bbl_loon", useful=False, comment="mail jan@school.nl")
    with database.begin() as connection:
        assert connection.execute(sa.select(feedback)).first().comment == "mail [mail]"


def test_what_a_conversation_said_about_answers_can_be_read_back(database):
    kept = Feedback(database)
    kept.add("a", answer="bbl_loon", useful=False, comment="mail jan@school.nl")
    kept.add("b", answer="ov_kaart", useful=True)
    kept.add("a", answer="open_dagen", useful=True)
    assert kept.of_conversation("a") == [
        Judgement("bbl_loon", False, "mail [mail]"),
        Judgement("open_dagen", True, ""),
    ]


def test_old_feedback_is_purged(database, clock):
    kept = Feedback(database, clock=clock)
    kept.add("a", answer="bbl_loon", useful=True)
    clock.now += 31 * 24 * 3600
    kept.add("b", answer="bbl_loon", useful=True)
    assert kept.purge(older_than_seconds=30 * 24 * 3600) == 1


def test_without_its_store_a_new_session_works_and_an_old_one_is_neither_known_nor_refused():
    store = Waiting(Sessions(Nowhere()))
    token, session = store.start()
    store.remember(session, {"previous_topic": "bbl_loon"})
    assert store.find(token).context == {"previous_topic": "bbl_loon"}
    with pytest.raises(Away):
        store.find("a token from before")
    store.end(session)
    with pytest.raises(Away):
        store.find(token)


def test_a_session_that_ended_is_not_begun_again_by_the_turn_that_was_under_way(store):
    token, session = store.start()
    store.end(session)
    store.remember(session, {"previous_topic": "bbl_loon"})
    assert store.find(token) is None
    assert store.again(session) is None


def test_after_a_clock_that_was_set_back_a_session_lives_no_longer(store, clock):
    token, session = store.start()
    assert isinstance(session, Session)
    clock.now -= 24 * 3600
    store.purge()
    clock.now += IDLE_SECONDS + 1
    assert store.find(token) is None
