"""What several workers share: sessions, limits and locks in Redis, conversations in PostgreSQL."""

import asyncio
import contextlib

import pytest
from rasa.core.lock_store import LockError
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.parts import Away
from bot.privacy.tracker_store import PrivateTrackerStore
from bot.redis_server import SharedRedis
from bot.website.database import website_database
from bot.website.feedback import Feedback
from bot.website.limits import Limit, SharedRateLimiter
from bot.website.locks import LEASE_SECONDS, ConversationLocks
from bot.website.sessions import RedisSessions, Sessions


@contextlib.asynccontextmanager
async def workers(server, make, count=2):
    """The same thing in several workers, each with its own connection to Redis."""
    connections = [SharedRedis(server.url) for _ in range(count)]
    try:
        yield [make(connection) for connection in connections]
    finally:
        for connection in connections:
            await connection.client.close()


def sessions(connection):
    return Sessions(RedisSessions(connection))


def test_a_session_of_one_worker_is_known_to_the_other(redis_server):
    async def check():
        async with workers(redis_server, sessions) as (one, other):
            token, session = await one.start()
            await one.remember(session, {"previous_topic": "bbl_loon"})
            assert (await other.find(token)).context == {"previous_topic": "bbl_loon"}
            await other.end(session)
            assert await one.find(token) is None
            await one.remember(session, {})
            assert await other.find(token) is None

    asyncio.run(check())


def test_redis_itself_forgets_an_idle_session_and_never_has_the_token(redis_server):
    async def check():
        redis = SharedRedis(redis_server.url)
        token, session = await Sessions(RedisSessions(redis, idle_seconds=60)).start()
        key = f"session:{session.token_hash}"
        assert 0 < await redis.client.ttl(key) <= 60
        assert token not in key + await redis.client.get(key)
        await redis.client.close()

    asyncio.run(check())


def test_a_limit_counts_what_every_worker_was_asked(redis_server):
    async def check():
        limit = Limit("test", 3, 60)
        async with workers(
            redis_server, lambda connection: SharedRateLimiter(limit, connection)
        ) as (one, other):
            waits = [await worker.wait("a") for worker in (one, other, one, other)]
            assert waits[:3] == [0, 0, 0]
            assert 19 <= waits[3] <= 20
            assert await one.wait("b") == 0

    asyncio.run(check())


def test_turns_of_one_conversation_exclude_each_other_across_workers(redis_server):
    async def check():
        inside, most = 0, 0

        async def turn(locks):
            nonlocal inside, most
            async with locks.lock("a"):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0)
                inside -= 1

        async with workers(redis_server, ConversationLocks, count=3) as own:
            await asyncio.gather(*(turn(own[number % 3]) for number in range(30)))
        assert most == 1

    asyncio.run(check())


def test_turns_within_a_worker_keep_the_order_of_arrival(redis_server):
    async def check():
        order = []

        async def turn(locks, number):
            async with locks.lock("a"):
                await asyncio.sleep(0)
                order.append(number)

        async with workers(redis_server, ConversationLocks, count=1) as (locks,):
            await asyncio.gather(*(turn(locks, number) for number in range(20)))
        assert order == list(range(20))

    asyncio.run(check())


def test_a_conversation_held_by_a_worker_that_was_killed_is_free_when_its_lease_ends(redis_server):
    async def check():
        async with workers(redis_server, ConversationLocks) as (one, other):
            redis = SharedRedis(redis_server.url)
            await redis.client.set("lock:a", "killed", px=int(LEASE_SECONDS * 100))
            with pytest.raises(LockError):
                async with other.lock("a", lock_lifetime=0.1):
                    pass
            async with one.lock("a", lock_lifetime=LEASE_SECONDS):
                assert await redis.client.pttl("lock:a") > 0
            await redis.client.close()

    asyncio.run(check())


def test_without_redis_everything_goes_on_within_a_worker_and_comes_back(redis_server):
    async def check():
        redis = SharedRedis(redis_server.url)
        kept, locks = sessions(redis), ConversationLocks(redis)
        limiter = SharedRateLimiter(Limit("away", 1, 60), redis)
        token, _ = await kept.start()
        redis_server.kill()
        with pytest.raises(Away):
            await kept.find(token)
        new, _ = await kept.start()
        assert await kept.find(new) is not None
        assert [await limiter.wait("a"), await limiter.wait("a")] == [0, 60]
        async with locks.lock("a"):
            pass
        redis_server.start()
        redis.part.works()
        assert await kept.find(token) is not None
        await redis.client.close()

    asyncio.run(check())


@pytest.fixture
def two_stores(postgres):
    return [PrivateTrackerStore(Domain.empty(), database=postgres.url) for _ in range(2)]


def say(store, sender, text, turn=None):
    async def exchange():
        tracker = await store.retrieve(sender) or DialogueStateTracker(sender, [])
        tracker.update(ActionExecuted("action_listen"))
        metadata = {"turn": turn} if turn else {}
        parsed = {"text": text, "band": "answer"}
        tracker.update(UserUttered(text, parse_data=parsed, metadata=metadata))
        tracker.update(BotUttered(f"antwoord op {text}", {"buttons": [{"title": "t"}]}))
        await store.save(tracker)

    asyncio.run(exchange())


def texts(store, sender):
    tracker = asyncio.run(store.retrieve(sender))
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_two_workers_write_one_conversation_in_order(two_stores):
    one, other = two_stores
    say(one, "order", "een")
    say(other, "order", "twee")
    say(one, "order", "drie")
    assert texts(other, "order") == ["een", "twee", "drie"]
    other.delete_conversation("order")
    assert asyncio.run(one.retrieve("order")) is None


def test_a_turn_that_was_answered_is_known_to_every_worker(two_stores):
    one, other = two_stores
    say(one, "turns", "een", turn="key_0001")
    say(one, "turns", "twee", turn="key_0002")
    assert [said.text for said in other.answers_to("turns", "key_0001")] == ["antwoord op een"]
    assert other.answers_to("turns", "key_0003") is None
    assert other.answers_to("turns", "key%0001") is None
    assert other.answers_to("others", "key_0001") is None
    one.delete_conversation("turns")


def test_what_is_said_while_postgresql_is_away_is_in_the_conversation_afterwards(
    postgres, two_stores
):
    store, other = two_stores
    say(store, "away", "ervoor")
    postgres.kill()
    say(store, "away", "tijdens mail jan@school.nl", turn="key_away")
    say(store, "away", "nog een")
    assert store.waits("away")
    assert [said.text[:11] for said in store.answers_to("away", "key_away")] == ["antwoord op"]
    postgres.start()
    store.database.part.works()
    asyncio.run(store.flush())
    assert not store.waits("away")
    assert texts(other, "away") == ["ervoor", "tijdens mail [mail]", "nog een"]
    store.delete_conversation("away")


def test_a_conversation_cannot_be_called_deleted_while_postgresql_is_away(postgres, two_stores):
    store, _ = two_stores
    say(store, "kept", "een")
    postgres.kill()
    with pytest.raises(Away):
        store.delete_conversation("kept")
    postgres.start()
    store.database.part.works()
    store.delete_conversation("kept")
    assert asyncio.run(store.retrieve("kept")) is None


def test_tables_are_made_when_postgresql_comes_later_than_the_bot(postgres):
    postgres.kill()
    store = Feedback(website_database(postgres.url))
    with pytest.raises(Away):
        store.add("a", answer="bbl_loon", useful=True)
    postgres.start()
    store.database.part.works()
    store.add("a", answer="bbl_loon", useful=True)
    store.delete_conversation("a")
