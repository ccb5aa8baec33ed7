"""How our processes end and take new content: after what is in hand, and between two requests."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from sanic import Request, Sanic
from sanic.response import HTTPResponse

MOST_SECONDS = 20.0
"""A turn that takes longer is given up with an apology; a process that ends waits so long for it."""

logger = logging.getLogger(__name__)

Renewal = Callable[[], Awaitable[str]]


def finish_what_is_in_hand(app: Sanic) -> None:
    """On SIGTERM take nothing new and end after the requests in hand, also when told twice."""
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = MOST_SECONDS + 1

    app.ctx.stopping = False

    @app.listener("before_server_stop")
    async def stop(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        app.ctx.stopping = True
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, lambda: None)

    @app.middleware("response")
    async def last_on_this_connection(request: Request, response: HTTPResponse) -> None:
        # Sanic goes on taking requests of a connection that was busy when it was told to stop.
        if not app.ctx.stopping or request.stream is None:
            return
        request.stream.keep_alive = False
        # It answers 503 to a request that came in as it closed an idle connection. A connection that
        # breaks is passed on by nginx to a process that stays; a 503 is not.
        if response.status == HTTPStatus.SERVICE_UNAVAILABLE and request.transport is not None:
            request.transport.abort()


def renew_when_asked(app: Sanic, renew: Renewal) -> None:
    """Renew on SIGHUP; what is there stays in use until then, and after a failure.

    Args:
        app: the process's application.
        renew: puts the new content in use and says what it is.
    """
    busy = asyncio.Lock()

    async def renewed() -> None:
        async with busy:
            try:
                logger.info("renewed: %s", await renew())
            except Exception as error:
                logger.error("nothing was renewed, the present content stays: %s", error)

    @app.listener("after_server_start")
    async def listen(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        loop.add_signal_handler(signal.SIGHUP, lambda: app.add_task(renewed()))
