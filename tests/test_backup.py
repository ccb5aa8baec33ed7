import sqlite3
import threading

import pytest
from backup_support import COMMENT, empty, fill, kept

from bot.backup import BackupFailed, backup, databases, restore
from bot.settings import settings
from bot.website.database import website_database
from bot.website.feedback import Feedback


@pytest.fixture
def urls(tmp_path):
    url = f"sqlite:///{tmp_path / 'website.sqlite'}"
    fill(url)
    return {"website": url}


def test_what_was_backed_up_is_there_again_after_a_restore(urls, tmp_path):
    before = kept(urls["website"])
    backup(urls, tmp_path / "copy")
    empty(urls["website"])
    assert restore(urls, tmp_path / "copy") == ["website"]
    after = kept(urls["website"])
    assert after["website_feedback"] == before["website_feedback"] == 1
    assert COMMENT in (tmp_path / "website.sqlite").read_bytes().decode(errors="replace")


def test_sessions_and_conversations_are_in_no_copy(urls, tmp_path):
    assert kept(urls["website"])["website_sessions"] == 1
    with sqlite3.connect(tmp_path / "website.sqlite") as database:
        database.execute("CREATE TABLE events (data TEXT)")
        database.execute("INSERT INTO events VALUES ('een heel gesprek')")
    (copy,) = backup(urls, tmp_path / "copy")
    copied = kept(f"sqlite:///{copy}")
    assert (copied["website_sessions"], copied["events"]) == (0, 0)
    assert b"een heel gesprek" not in copy.read_bytes()


def test_a_copy_that_is_made_while_the_bot_writes_is_whole(urls, tmp_path):
    feedback = Feedback(website_database(urls["website"]))
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            feedback.add("c2", answer="bbl_loon", useful=False, comment="")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        (copy,) = backup(urls, tmp_path / "copy")
    finally:
        done.set()
        writer.join()
    with sqlite3.connect(copy) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert kept(f"sqlite:///{copy}")["website_feedback"] >= 1


def test_only_its_owner_can_read_a_copy(urls, tmp_path):
    (copy,) = backup(urls, tmp_path / "copy")
    assert copy.stat().st_mode & 0o077 == 0
    assert copy.parent.stat().st_mode & 0o077 == 0


def test_a_backup_never_overwrites_another(urls, tmp_path):
    backup(urls, tmp_path / "copy")
    with pytest.raises(BackupFailed, match="not empty"):
        backup(urls, tmp_path / "copy")


def test_a_restore_without_a_copy_changes_nothing(urls, tmp_path):
    (tmp_path / "nothing").mkdir()
    with pytest.raises(BackupFailed, match="Nothing was changed"):
        restore(urls, tmp_path / "nothing")
    assert kept(urls["website"])["website_feedback"] == 1


def test_a_database_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BackupFailed, match="is not there"):
        backup({"website": f"sqlite:///{tmp_path / 'none.sqlite'}"}, tmp_path / "copy")


def test_one_database_for_everything_is_copied_once(monkeypatch):
    for variable in ("VAKROUTE_WEBSITE_DB_URL", "VAKROUTE_CONSOLE_DB_URL"):
        monkeypatch.setenv(variable, "postgresql://vakroute@localhost/vakroute")
    assert list(databases(settings())) == ["website"]
