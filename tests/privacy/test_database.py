"""A database on a disk that fails: one clear line, and the best that is left."""

import asyncio
import logging

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.parts import Away
from bot.privacy.database import Database
from bot.privacy.tracker_store import TURN, PrivateTrackerStore

TABLES = sa.MetaData()
words = sa.Table("words", TABLES, sa.Column("word", sa.String(5000)))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "words.sqlite"


@pytest.fixture
def database(path):
    return Database("word database", f"sqlite:///{path}", TABLES)


def write(database, word):
    with database.begin() as connection:
        connection.execute(words.insert().values(word=word))


def read(database):
    with database.begin(writing=False) as connection:
        return [row.word for row in connection.execute(sa.select(words))]


def limit(database, pragma):
    """What SQLite itself says of a disk in that state, on every connection."""

    def set_limit(connection, _record):
        connection.execute(pragma)

    database.engine.dispose()
    sa.event.listen(database.engine, "connect", set_limit)
    return lambda: (
        sa.event.remove(database.engine, "connect", set_limit),
        database.engine.dispose(),
    )


def lines(caplog):
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_file_that_is_no_database_is_set_aside_and_a_new_one_begins(database, path, caplog):
    path.write_bytes(b"this is no database at all" * 500)
    write(database, "bbl")
    assert read(database) == ["bbl"]
    assert [aside.name[:20] for aside in path.parent.glob("*.corrupt-*")] == [
        "words.sqlite.corrupt"
    ]
    assert len(lines(caplog)) == 1


def test_a_file_that_becomes_corrupt_in_use_is_set_aside_and_the_next_use_works(
    database, path, caplog
):
    for _ in range(50):
        write(database, "bbl" * 1000)
    database.engine.dispose()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    with pytest.raises(Away):
        read(database)
    database.part.works()
    write(database, "bol")
    assert read(database) == ["bol"]
    assert list(path.parent.glob("*.corrupt-*"))


def test_two_users_of_a_corrupt_file_begin_one_new_file(database, path):
    other = Database("other words", f"sqlite:///{path}", TABLES)
    path.write_bytes(b"this is no database at all" * 500)
    write(database, "bbl")
    write(other, "bol")
    other._set_aside()
    assert read(database) == ["bbl", "bol"]
    assert len(list(path.parent.glob("*.corrupt-*"))) == 1


def test_a_file_that_was_set_aside_is_removed_in_time(database, path):
    path.write_bytes(b"this is no database at all" * 500)
    write(database, "bbl")
    database.forget_set_aside(older_than_seconds=3600)
    assert list(path.parent.glob("*.corrupt-*"))
    database.forget_set_aside(older_than_seconds=-1)
    assert not list(path.parent.glob("*.corrupt-*"))


def test_on_a_full_disk_reading_goes_on_and_the_log_has_one_line(database, caplog):
    write(database, "bbl")
    free_again = limit(database, "PRAGMA max_page_count=1")
    for _ in range(3):
        with pytest.raises(Away):
            write(database, "x" * 5000)
        database.part._rest_until = 0.0
        assert read(database) == ["bbl"]
    assert len(lines(caplog)) == 1
    assert "full" in lines(caplog)[0]
    with pytest.raises(Away, match="full"):
        database.ping()
    free_again()
    database.part._rest_until = 0.0
    write(database, "bol")
    database.ping()


def test_on_a_read_only_disk_reading_goes_on(database, caplog):
    write(database, "bbl")
    limit(database, "PRAGMA query_only=ON")
    with pytest.raises(Away):
        write(database, "bol")
    database.part._rest_until = 0.0
    assert read(database) == ["bbl"]
    assert "readonly" in lines(caplog)[0]


def test_a_folder_that_does_not_exist_is_a_database_that_is_away(tmp_path):
    nowhere = Database("nowhere", f"sqlite:///{tmp_path / 'no' / 'x.sqlite'}", TABLES)
    with pytest.raises(Away):
        write(nowhere, "bbl")


def test_a_part_that_failed_is_left_alone_for_a_moment(database):
    database.part.failed("it is away")
    with pytest.raises(Away):
        write(database, "bbl")
    database.part._rest_until = 0.0
    write(database, "bbl")
    assert database.part.problem is None


def test_what_went_wrong_is_told_without_what_was_being_written(database, caplog):
    write(database, "bbl")
    limit(database, "PRAGMA query_only=ON")
    with pytest.raises(Away):
        write(database, "mijn geheim")
    assert "geheim" not in caplog.text


def say(store, text, *, turn=None):
    async def exchange():
        tracker = await store.retrieve("a") or DialogueStateTracker("a", [])
        tracker.update(ActionExecuted("action_listen"))
        parsed = {"text": text, "band": "answer"}
        tracker.update(UserUttered(text, parse_data=parsed, metadata={TURN: turn} if turn else {}))
        await store.save(tracker)

    asyncio.run(exchange())


def test_a_conversation_on_a_full_disk_is_written_when_there_is_room_again(tmp_path):
    store = PrivateTrackerStore(Domain.empty(), database=f"sqlite:///{tmp_path / 'c.sqlite'}")
    say(store, "ervoor")
    free_again = limit(store.database, "PRAGMA query_only=ON")
    say(store, "tijdens")
    assert store.waits("a")
    free_again()
    store.database.part._rest_until = 0.0
    asyncio.run(store.flush())
    tracker = asyncio.run(store.retrieve("a"))
    said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert said == ["ervoor", "tijdens"]
    assert not store.waits("a")


def test_a_turn_that_was_asked_again_of_another_process_is_written_once(tmp_path):
    address = f"sqlite:///{tmp_path / 'c.sqlite'}"
    store = PrivateTrackerStore(Domain.empty(), database=address)
    say(store, "ervoor", turn="t1")
    free_again = limit(store.database, "PRAGMA query_only=ON")
    say(store, "tijdens", turn="t2")
    say(store, "erna", turn="t3")
    free_again()
    other = PrivateTrackerStore(Domain.empty(), database=address)
    say(other, "tijdens", turn="t2")
    store.database.part._rest_until = 0.0
    asyncio.run(store.flush())
    tracker = asyncio.run(store.retrieve("a"))
    said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert said == ["ervoor", "tijdens", "erna"]


def test_after_a_clock_that_was_set_back_a_conversation_is_purged_in_time(tmp_path):
    store = PrivateTrackerStore(Domain.empty(), database=f"sqlite:///{tmp_path / 'c.sqlite'}")
    say(store, "morgen")
    with store.session_scope() as session:
        session.query(store.SQLEvent).update({"timestamp": store.SQLEvent.timestamp + 86_400})
        session.commit()
    assert store.purge(idle_seconds=3600) == 0
    assert store.purge(idle_seconds=-1) == 1
