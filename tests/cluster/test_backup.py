"""Backing up and restoring PostgreSQL, with its own programs."""

import pytest
from backup_support import empty, fill, kept

from bot.backup import BackupFailed, backup, restore

PASSWORD = "geheim"


def test_what_was_backed_up_is_there_again_and_sessions_are_in_no_copy(postgres, tmp_path):
    urls = {"website": postgres.url}
    fill(postgres.url)
    backup(urls, tmp_path / "copy")
    empty(postgres.url)
    restore(urls, tmp_path / "copy")
    after = kept(postgres.url)
    assert after["website_feedback"] == 1
    assert after["website_sessions"] == 0


def test_a_server_that_is_away_is_said_without_its_password(tmp_path):
    url = f"postgresql://vakroute:{PASSWORD}@127.0.0.1:1/vakroute"
    with pytest.raises(BackupFailed, match="pg_dump failed") as failed:
        backup({"website": url}, tmp_path / "copy")
    assert PASSWORD not in str(failed.value)
