"""The catalogue's file when the disk does not do what it should."""

import logging

from bot.courses.catalogue import ProgrammeFilter, open_seed


def works(catalogue):
    return next(iter(catalogue.programmes(ProgrammeFilter(), skip=0)), None) is not None


def test_a_catalogue_that_is_corrupt_is_built_anew(tmp_path, caplog):
    open_seed(cache=tmp_path).close()
    (path,) = (tmp_path / "courses").glob("*.sqlite")
    path.write_bytes(b"no database" * 1000)
    assert works(open_seed(cache=tmp_path))
    assert ["corrupt" in record.getMessage() for record in caplog.records] == [True]


def test_a_catalogue_that_cannot_be_written_is_built_elsewhere(tmp_path, caplog):
    closed = tmp_path / "a file, not a folder"
    closed.write_text("")
    assert works(open_seed(cache=closed))
    (told,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "cannot be written" in told.getMessage()
