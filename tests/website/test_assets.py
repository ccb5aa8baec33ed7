"""The page's files: small for who takes that, not sent again, and nothing outside the folder."""

import gzip
import os
from types import SimpleNamespace

import pytest
from sanic.exceptions import NotFound

from bot.website.assets import Assets

STYLE = b"body { color: black }\n" * 100


@pytest.fixture
def assets(tmp_path):
    folder = tmp_path / "page"
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "page.css").write_bytes(STYLE)
    (folder / "short.js").write_bytes(b"1")
    (tmp_path / "secret.txt").write_text("not for visitors")
    return Assets(folder)


def asked(**headers):
    return SimpleNamespace(headers={name.replace("_", "-"): text for name, text in headers.items()})


def test_a_file_comes_plain_or_compressed_as_the_browser_asks(assets):
    plain = assets.answer(asked(), "css/page.css")
    small = assets.answer(asked(Accept_Encoding="br, gzip"), "css/page.css")
    assert plain.body == STYLE
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(small.body) == STYLE
    assert small.headers["Content-Encoding"] == "gzip"
    assert {plain.content_type, small.content_type} == {"text/css"}


def test_a_short_file_is_not_compressed_and_a_script_is_one(assets):
    short = assets.answer(asked(Accept_Encoding="gzip"), "short.js")
    assert (short.body, short.content_type) == (b"1", "text/javascript")


def test_a_file_that_the_browser_has_is_not_sent_again(assets):
    tag = assets.answer(asked(), "css/page.css").headers["ETag"]
    again = assets.answer(asked(If_None_Match=tag), "css/page.css")
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)


def test_a_changed_file_is_seen_without_a_restart(assets, tmp_path):
    before = assets.answer(asked(), "css/page.css")
    path = tmp_path / "page" / "css" / "page.css"
    path.write_bytes(STYLE[::-1])
    os.utime(path, ns=(1, 1))
    after = assets.answer(asked(If_None_Match=before.headers["ETag"]), "css/page.css")
    assert (after.status, after.body) == (200, STYLE[::-1])


@pytest.mark.parametrize("name", ["../secret.txt", "css/../../secret.txt", "css", "", "none.js"])
def test_what_is_no_file_of_the_folder_is_not_there(assets, name):
    with pytest.raises(NotFound):
        assets.answer(asked(), name)
