"""Receiving a form with a file, which is larger than anything that visitors may send."""

from sanic import Request

from bot.console.visit import Refused

MOST_DISCARDED = 200 * 1024 * 1024
"""Bytes that are read and thrown away, so that the browser shows why its file is refused."""


async def receive(request: Request, most_bytes: int) -> None:
    """Read the body of a request to a streaming route into `request.body`.

    Raises:
        Refused: it is larger than `most_bytes`.
    """
    request.stream.request_max_size = MOST_DISCARDED
    parts: list[bytes] = []
    size = 0
    async for part in request.stream:
        size += len(part)
        if size <= most_bytes:
            parts.append(part)
    if size > most_bytes:
        raise Refused(
            413,
            f"Dit bestand is te groot: stuur hooguit {most_bytes // 1024**2} MB, of verdeel je vragen "
            "over meer bestanden.",
        )
    request.body = b"".join(parts)
