"""The servers that the other tests here stand on."""

import redis
import sqlalchemy as sa


def test_postgresql_answers_and_keeps_what_was_committed_when_it_is_killed(postgres):
    engine = sa.create_engine(postgres.url, future=True)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE kept (word TEXT)"))
        connection.execute(sa.text("INSERT INTO kept VALUES ('bbl')"))
    engine.dispose()
    postgres.kill()
    postgres.start()
    with engine.begin() as connection:
        assert connection.execute(sa.text("SELECT word FROM kept")).scalar() == "bbl"
        connection.execute(sa.text("DROP TABLE kept"))


def test_redis_answers_and_keeps_what_was_acknowledged_when_it_is_killed(redis_server):
    with redis.Redis.from_url(redis_server.url) as client:
        client.set("kept", "bbl")
        redis_server.kill()
        redis_server.start()
        assert client.get("kept") == b"bbl"
        client.delete("kept")
