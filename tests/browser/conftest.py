"""A visitor with a browser: opens the page, talks to it, and notices what should not happen."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, sync_playwright

CANNED: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "canned.json").read_text(encoding="utf-8")
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A made-up public site may frame the chat on loopback: what decides is our own policy.
    "--disable-features=LocalNetworkAccessChecks",
]
TIMEOUT_MS = 8_000


def chromium() -> str | None:
    """The path of an installed Chromium or Chrome, or None."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each visitor has a profile of their own in it."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium or Chrome found: set CHROMIUM or install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


class Visitor:
    """Somebody at the page. `sent` lists what their page sent to the channel."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.sent: list[tuple[str, str, dict[str, Any]]] = []
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        self.failures: list[Callable[[Route], None]] = []
        page.set_default_timeout(TIMEOUT_MS)
        page.context.route("**/*", self._stay_home)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)

    def answer_from_script(self) -> None:
        """From now on the channel answers a question with the canned messages that it names."""
        self.page.context.route("**/webhooks/website/**", self._reply)

    def fail_once(self, handle: Callable[[Route], None]) -> None:
        """Lets `handle` deal with the next request to the scripted channel."""
        self.failures.append(handle)

    def open(self, path: str = "/") -> Page:
        """Goes to the page and waits for the greeting."""
        self.page.goto(self.base + path)
        self.page.locator(".bot").first.wait_for()
        return self.page

    def type(self, text: str) -> None:
        """Types into the field and presses Enter."""
        self.page.get_by_label("Je vraag", exact=True).fill(text)
        self.page.keyboard.press("Enter")

    def ask(self, text: str) -> Locator:
        """Asks by keyboard and returns the answer."""
        before = self.answers.count()
        self.type(text)
        self.answers.nth(before).wait_for()
        return self.answers.last

    def press(self, title: str) -> Locator:
        """Presses a button under an answer and returns what comes of it."""
        before = self.answers.count()
        self.page.locator("#gesprek").get_by_role("button", name=title, exact=True).last.click()
        self.answers.nth(before).wait_for()
        return self.answers.last

    def choose(self, item: str) -> None:
        """Chooses something from the menu."""
        self.page.get_by_role("button", name="Menu").click()
        self.page.get_by_role("button", name=item).click()

    @property
    def answers(self) -> Locator:
        """What the assistant said so far."""
        return self.page.locator("#gesprek > article.bot")

    @property
    def focused(self) -> Locator:
        """The element that has the focus."""
        return self.page.locator(":focus")

    def _stay_home(self, route: Route) -> None:
        target = urlsplit(route.request.url)
        if target.scheme in ("data", "blob") or route.request.url.startswith(self.base):
            route.continue_()
        else:
            self.strangers.append(route.request.url)
            route.abort()

    def _listen(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def _reply(self, route: Route) -> None:
        request = route.request
        path = urlsplit(request.url).path.removeprefix("/webhooks/website/")
        body = json.loads(request.post_data or "{}")
        self.sent.append((request.method, path, body))
        if self.failures:
            self.failures.pop(0)(route)
        elif path == "sessions":
            token = f"token-{len(self.sent)}"
            route.fulfill(status=201, json={"session": token, "messages": [CANNED["greeting"]]})
        elif path == "messages":
            names = [name for name in body.get("text", "").split() if name in CANNED]
            messages = [CANNED[name] for name in names or ["antwoord"]]
            route.fulfill(json={"messages": messages})
        else:
            route.fulfill(status=204)


@pytest.fixture
def visit(browser: Browser, running_bot: str) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors, and checks afterwards that no page went elsewhere or broke its policy."""
    visitors: list[Visitor] = []

    def come(
        *, width: int = 1280, height: int = 800, scripted: bool = True, **options: Any
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="nl-NL", **options
        )
        visitor = Visitor(context.new_page(), running_bot)
        visitors.append(visitor)
        if scripted:
            visitor.answer_from_script()
        return visitor

    yield come
    for visitor in visitors:
        visitor.page.context.close()
    assert [stranger for visitor in visitors for stranger in visitor.strangers] == []
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    """A visitor at a desktop, to whom the canned messages answer."""
    return visit()
