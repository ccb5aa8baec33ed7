"""Takes the pictures of this folder from a running assistant.

    python docs/screenshots/capture.py http://127.0.0.1:8080
    CONSOLE_PASSWORD=… python docs/screenshots/capture.py http://127.0.0.1:8080 --console noor

The second takes those of the console only, with that account. What the assistant cannot show on demand (a table, a drawing, a lost connection) comes from the
canned messages of the browser tests. Needs Chromium: CHROMIUM, or one on the PATH.
"""

import argparse
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

HERE = Path(__file__).parent
CANNED: dict[str, Any] = json.loads(
    (HERE.parents[1] / "tests/browser/canned.json").read_text(encoding="utf-8")
)
BBL = "Wat is het verschil tussen bbl en bol?"


def ask(page: Any, question: str) -> None:
    """Asks by keyboard and waits for the answer; `page` may be a frame."""
    answers = page.locator("#gesprek > article.bot")
    before = answers.count()
    field = page.get_by_label("Je vraag", exact=True)
    field.fill(question)
    field.press("Enter")
    answers.nth(before).wait_for()


def reply(route: Route) -> None:
    """Answers from the canned messages."""
    names = (route.request.post_data_json or {}).get("text", "").split()
    route.fulfill(json={"messages": [CANNED[name] for name in names if name in CANNED]})


class Camera:
    """Opens pages of a size and scheme and keeps what they show."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser = browser
        self.base = base

    def open(self, width: int, height: int, scheme: str = "light", path: str = "/") -> Page:
        """A page in a fresh profile."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="nl-NL",
        )
        page = context.new_page()
        page.goto(self.base + path)
        return page

    def conversation(
        self,
        name: str,
        width: int,
        height: int,
        questions: Sequence[str] = (),
        *,
        scheme: str = "light",
        canned: bool = False,
    ) -> None:
        """Keeps a conversation as it looks after the last question."""
        page = self.open(width, height, scheme)
        page.locator(".bot").first.wait_for()
        if canned:
            page.route("**/webhooks/website/messages", reply)
        for question in questions:
            ask(page, question)
        self.keep(page, name)

    def keep(self, page: Page, name: str) -> None:
        """Writes what is on the screen."""
        page.screenshot(path=HERE / f"{name}.png")
        page.context.close()


def take_page(camera: Camera) -> None:
    """The chat by itself and on a school's page."""
    for scheme in ("light", "dark"):
        camera.conversation(f"greeting-320-{scheme}", 320, 640, scheme=scheme)
        camera.conversation(f"answer-360-{scheme}", 360, 740, [BBL], scheme=scheme)
        camera.conversation(f"answer-768-{scheme}", 768, 900, [BBL], scheme=scheme)
        camera.conversation(f"answer-1280-{scheme}", 1280, 800, [BBL], scheme=scheme)
    camera.conversation("plan-360", 360, 740, ["Bestaat de leerrekening van 4000 euro?"])
    camera.conversation("crisis-360", 360, 740, ["Ik wil niet meer leven"])
    camera.conversation("courses-768", 768, 1100, ["Zoek opleidingen techniek bij Utrecht"])
    camera.conversation("table-320", 320, 640, ["tabel"], canned=True)
    camera.conversation("drawing-768", 768, 760, ["tekening"], canned=True)
    camera.conversation("arabic-360", 360, 740, ["arabisch"], canned=True)

    page = camera.open(360, 740)
    page.locator(".bot").first.wait_for()
    page.route("**/webhooks/website/messages", lambda route: route.abort())
    page.get_by_label("Je vraag", exact=True).fill(BBL)
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    camera.keep(page, "no-connection-360")

    for name, width, height in [("widget-1280", 1280, 800), ("widget-360", 360, 740)]:
        page = camera.open(width, height, path="/demo")
        page.get_by_role("button", name="chatbot").click()
        frame = page.frame_locator("iframe")
        frame.locator(".bot").first.wait_for()
        if width > 1000:
            ask(frame, BBL)
        camera.keep(page, name)


def take_console(camera: Camera, name: str, password: str) -> None:
    """Trying a question, and an answer as counsellors read it."""
    for shot, path, height in (("try", "proberen", 1100), ("content", "antwoorden", 900)):
        page = camera.open(1280, height, path=f"/console/{path}")
        page.get_by_label("Naam").fill(name)
        page.get_by_label("Wachtwoord").fill(password)
        page.get_by_role("button", name="Aanmelden").click()
        if shot == "try":
            page.get_by_role("textbox", name="Vraag").fill(
                "hoeveel lesgeld betaal ik als ik 18 ben?"
            )
            page.get_by_role("button", name="Vraag het").click()
            page.locator(".why").wait_for()
        else:
            page.get_by_label("Zoek in antwoorden en vragen").fill("lesgeld")
            page.get_by_role("button", name="Zoek").click()
            page.get_by_role("status").wait_for()
        camera.keep(page, f"console-{shot}-1280")


def main() -> None:
    """Take all pictures of the page, or all of the console."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--console", metavar="NAME", help="of an account")
    chosen = parser.parse_args()
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        camera = Camera(browser, chosen.address)
        if chosen.console:
            take_console(camera, chosen.console, os.environ["CONSOLE_PASSWORD"])
        else:
            take_page(camera)
        browser.close()


if __name__ == "__main__":
    main()
