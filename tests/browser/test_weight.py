"""The page is light; how quick it is, is measured by bench/page.py."""

import gzip
from pathlib import Path

import bot.website

PAGE = Path(bot.website.__file__).parent / "page"
LOADER_BYTES = 2 * 1024
PAGE_BYTES = 30 * 1024


def weight(paths: list[Path]) -> int:
    """Bytes over the line, each file by itself compressed with gzip."""
    return sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in paths)


def test_the_loader_is_at_most_two_kilobytes() -> None:
    assert weight([PAGE / "widget.js"]) <= LOADER_BYTES


def test_the_page_with_everything_is_at_most_thirty_kilobytes() -> None:
    parts = [
        path for path in (PAGE / "static").rglob("*") if path.suffix in (".js", ".css", ".svg")
    ]
    assert len(parts) > 20
    assert weight([PAGE / "index.html", *parts]) <= PAGE_BYTES
