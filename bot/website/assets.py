"""Files of the page in memory, plain and compressed, with a tag so that a browser need not fetch them again."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from sanic import Request
from sanic.exceptions import NotFound
from sanic.response import HTTPResponse, raw

WORTH_COMPRESSING = 1_000
"""Bytes from which a response is compressed."""

_TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".html": "text/html; charset=utf-8"}
_COMPRESSED = ("text/", "application/json", "image/svg")


@dataclass(frozen=True)
class _Kept:
    changed: tuple[int, int]
    plain: bytes
    small: bytes | None
    tag: str


class Assets:
    """Files below one folder, each read and compressed once, and again when it was changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._kept: dict[Path, _Kept] = {}

    def answer(self, request: Request, name: str) -> HTTPResponse:
        """The response with a file, or 304 when the browser has it as it is.

        Args:
            request: tells what the browser takes and has.
            name: of the file, relative to the folder.

        Raises:
            NotFound: there is no such file in the folder.
        """
        path = (self._folder / name).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file():
            raise NotFound(f"no file {name}")
        kept = self._read(path)
        headers = {"ETag": kept.tag, "Vary": "Accept-Encoding"}
        if kept.tag in request.headers.get("If-None-Match", ""):
            return raw(b"", status=304, headers=headers)
        if kept.small is not None and takes_gzip(request):
            headers["Content-Encoding"] = "gzip"
            return raw(kept.small, headers=headers, content_type=_type_of(path))
        return raw(kept.plain, headers=headers, content_type=_type_of(path))

    def _read(self, path: Path) -> _Kept:
        status = path.stat()
        changed = (status.st_mtime_ns, status.st_size)
        kept = self._kept.get(path)
        if kept is None or kept.changed != changed:
            plain = path.read_bytes()
            small = gzip.compress(plain) if worth_compressing(plain, _type_of(path)) else None
            kept = _Kept(changed, plain, small, f'W/"{hashlib.sha256(plain).hexdigest()[:20]}"')
            self._kept[path] = kept
        return kept


def takes_gzip(request: Request) -> bool:
    """Whether the browser reads compressed responses."""
    return "gzip" in request.headers.get("Accept-Encoding", "")


def worth_compressing(body: bytes, content_type: str) -> bool:
    """Whether compressing makes a body of this kind smaller enough to matter."""
    return len(body) >= WORTH_COMPRESSING and content_type.startswith(_COMPRESSED)


def _type_of(path: Path) -> str:
    return _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"
