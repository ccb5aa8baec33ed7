"""The console over HTTP on loopback, without a model, and people who use it."""

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests
from argon2 import PasswordHasher
from running import free_port
from sanic import Sanic

from bot.console.blueprint import console_blueprint
from bot.console.console import Console
from bot.website.pages import protect

Sanic.test_mode = True
"""Lets one process start an app more than once."""

PASSWORD = "een goed wachtwoord"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""As strong as a test needs."""


@contextmanager
def served(console: Console, prepare: Callable[[Sanic], None] | None = None) -> Iterator[str]:
    """The address of an app with only the console, on an event loop in a thread of its own."""
    port = free_port()
    app = Sanic(f"console_{port}", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.PROXIES_COUNT = 1
    app.config.KEEP_ALIVE = False
    app.blueprint(console_blueprint(console))
    protect(app)
    if prepare:
        prepare(app)
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    ended = loop.create_future()

    async def serve() -> None:
        server = await app.create_server(
            host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False
        )
        await server.startup()
        await server.start_serving()
        ready.set()
        await ended
        server.close()
        await server.wait_closed()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(5), "the console did not start"
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(ended.set_result, None)
        thread.join(20)
        loop.close()


class Person:
    """Somebody with a browser that keeps cookies and fills in forms."""

    def __init__(self, base: str, *, address: str = "192.0.2.1") -> None:
        self.base = base
        self.browser = requests.Session()
        self.browser.headers["X-Forwarded-For"] = address

    def get(self, path: str) -> requests.Response:
        """Opens a page."""
        return self.browser.get(self.base + path, allow_redirects=False, timeout=20)

    def post(self, path: str, *, token: str | None = None, **fields: Any) -> requests.Response:
        """Sends a form, with the token of the sign-in page or of the console unless one is given."""
        data = {"csrf": self.token() if token is None else token, **fields}
        return self.browser.post(self.base + path, data=data, allow_redirects=False, timeout=20)

    def token(self) -> str:
        """What a page of this browser's console puts in its forms."""
        page = self.get("/console/aanmelden")
        if page.status_code == 303:
            page = self.get("/console")
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)
        return found.group(1) if found else ""

    def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> requests.Response:
        """Fills in the form to sign in."""
        return self.post("/console/aanmelden", naam=name, wachtwoord=password, **fields)
