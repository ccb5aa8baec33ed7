"""Requests whose body has no clear end are refused before they are read.

Sanic 21.12 takes a request with "Transfer-Encoding: gzip", or with a length that is no number, and then
waits for a body without end, in a loop that lets nobody else be served.
"""

import re

from sanic import Sanic
from sanic.exceptions import InvalidUsage

_LENGTH = re.compile(rb"[0-9]{1,12}")


def ends(head: bytes) -> bool:
    """Whether a request's head says where its body ends: one length, or chunks, or no body at all."""
    lengths, encodings = [], []
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            lengths.append(value.strip())
        elif name.lower() == b"transfer-encoding":
            encodings.append(value.strip())
    if encodings:
        return encodings == [b"chunked"] and not lengths
    return not lengths or (len(lengths) == 1 and bool(_LENGTH.fullmatch(lengths[0])))


def refuse_endless_bodies(app: Sanic) -> None:
    """Answer such requests with 400 and close the connection."""

    @app.signal("http.lifecycle.read_head")
    async def look(head: bytes) -> None:
        if not ends(head):
            raise InvalidUsage("Bad Request")
