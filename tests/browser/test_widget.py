"""The loader on a school's page: one button, one frame, and nothing else changes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect

SNAPSHOT = """() => JSON.stringify([
  document.body.children.length - document.querySelectorAll('vakroute-chat').length,
  document.head.innerHTML, document.documentElement.getAttribute('style'), document.body.className,
  Object.keys(localStorage), Object.keys(sessionStorage), document.cookie, location.href, document.title,
  getComputedStyle(document.querySelector('button.own')).backgroundColor,
])"""


SCHOOL = "http://school.test"


class School:
    """A school's own site with the loader on it, under a strict policy of its own.

    The assistant lets this site frame it, as it does with every host that is configured.
    """

    def __init__(self, visitor: Any, tags: str) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page
        base = visitor.base
        policy = f"default-src 'none'; script-src {base}; frame-src {base}"
        body = (
            "<!doctype html><html lang=nl><head><title>School</title>"
            "<meta name=viewport content='width=device-width'>"
            f"{tags.format(base=base)}</head><body><main><h1>School</h1>"
            "<button class=own>Eigen knop</button></main></body></html>"
        )
        self.page.context.route(
            f"{SCHOOL}/",
            lambda route: route.fulfill(
                content_type="text/html; charset=utf-8",
                body=body,
                headers={"Content-Security-Policy": policy},
            ),
        )
        self.page.context.route(f"{base}/?*", self._allow_school)
        self.page.goto(SCHOOL)

    @staticmethod
    def _allow_school(route: Route) -> None:
        response = route.fetch()
        policy = response.headers["content-security-policy"]
        allowed = policy.replace("frame-ancestors 'self'", f"frame-ancestors 'self' {SCHOOL}")
        route.fulfill(
            response=response, headers={**response.headers, "content-security-policy": allowed}
        )

    @property
    def launcher(self) -> Any:
        return self.page.get_by_role("button", name="chatbot", exact=False)

    @property
    def frame(self) -> FrameLocator:
        return self.page.frame_locator("iframe")

    def open(self) -> FrameLocator:
        self.launcher.click()
        self.frame.locator(".bot").first.wait_for()
        return self.frame


@pytest.fixture
def school(visit: Callable[..., Any]) -> Iterator[Callable[..., School]]:
    def build(
        tags: str = "<script src='{base}/widget.js' async></script>", **options: Any
    ) -> School:
        return School(visit(**options), tags)

    yield build


def test_the_button_says_that_it_is_a_chatbot(school: Callable[..., School]) -> None:
    expect(school().launcher).to_have_accessible_name(
        "Vragen over je studiekeuze? Stel ze aan de chatbot"
    )


def test_it_works_under_a_strict_policy_and_changes_nothing(school: Callable[..., School]) -> None:
    with_loader = school()
    with_loader.launcher.wait_for()
    before = with_loader.page.evaluate(SNAPSHOT)
    with_loader.open()
    with_loader.page.get_by_role("button", name="Sluit de chatbot").click()
    assert with_loader.page.evaluate(SNAPSHOT) == before
    expect(with_loader.launcher).to_have_css("background-color", "rgb(11, 93, 102)")


def test_nothing_is_asked_of_the_server_before_somebody_opens_it(
    school: Callable[..., School],
) -> None:
    closed = school()
    closed.launcher.wait_for()
    expect(closed.page.locator("iframe")).to_have_count(0)
    assert closed.visitor.sent == []


def test_twice_included_it_appears_once(school: Callable[..., School]) -> None:
    twice = school(
        "<script src='{base}/widget.js' async></script><script src='{base}/widget.js' defer></script>"
    )
    twice.launcher.first.wait_for()
    twice.page.wait_for_load_state("load")
    expect(twice.launcher).to_have_count(1)


def test_a_school_chooses_colour_side_words_and_topic(school: Callable[..., School]) -> None:
    own = school(
        "<script src='{base}/widget.js' data-kleur='#ffd400' data-kant='links' "
        "data-tekst='Hulp bij kiezen' data-onderwerp='bbl_bol_verschil' async></script>"
    )
    expect(own.launcher).to_contain_text("Hulp bij kiezen")
    expect(own.launcher).to_have_css("background-color", "rgb(255, 212, 0)")
    expect(own.launcher).to_have_css("color", "rgb(0, 0, 0)")
    assert own.launcher.bounding_box()["x"] < 100
    frame = own.open()
    expect(frame.locator(".bot").last).to_contain_text("In de bbl werk je")
    expect(frame.locator(".user")).to_have_count(0)
    assert ("POST", "messages", {"payload": "/bbl_bol_verschil"}) in own.visitor.sent


def test_a_colour_that_is_no_colour_is_ignored(school: Callable[..., School]) -> None:
    odd = school(
        "<script src='{base}/widget.js' data-kleur='red;}}*{{display:none' async></script>"
    )
    expect(odd.launcher).to_have_css("background-color", "rgb(11, 93, 102)")


def test_escape_in_the_chat_closes_it_and_gives_the_focus_back(
    school: Callable[..., School],
) -> None:
    opened = school()
    opened.launcher.wait_for()
    opened.page.get_by_role("button", name="Eigen knop").focus()
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    field = opened.frame.get_by_label("Je vraag", exact=True)
    expect(field).to_be_focused()
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("iframe")).to_be_hidden()
    expect(opened.launcher).to_be_focused()


def test_escape_closes_the_menu_before_it_closes_the_chat(school: Callable[..., School]) -> None:
    opened = school()
    frame = opened.open()
    frame.get_by_role("button", name="Menu").click()
    opened.page.keyboard.press("Escape")
    expect(frame.get_by_role("button", name="Begin opnieuw")).to_be_hidden()
    expect(opened.page.locator("iframe")).to_be_visible()
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("iframe")).to_be_hidden()


def test_a_conversation_is_still_there_when_it_opens_again(school: Callable[..., School]) -> None:
    opened = school()
    frame = opened.open()
    frame.get_by_label("Je vraag", exact=True).fill("plan")
    opened.page.keyboard.press("Enter")
    expect(frame.locator(".bot").last).to_contain_text("leerrekening")
    opened.page.get_by_role("button", name="Sluit de chatbot").click()
    opened.launcher.click()
    expect(frame.locator(".user .balloon")).to_have_text("plan")
    expect(frame.get_by_label("Je vraag", exact=True)).to_be_focused()


def test_on_a_phone_it_fills_the_screen_and_keeps_the_focus_inside(
    school: Callable[..., School],
) -> None:
    phone = school(width=360, height=740, has_touch=True, is_mobile=True)
    phone.open()
    box = phone.page.locator("iframe").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 740)
    assert phone.page.locator("dialog").evaluate("dialog => dialog.matches(':modal')")
    expect(phone.frame.get_by_role("heading", name="Vakroute").first).to_be_focused()


def test_on_a_desktop_the_page_around_it_can_still_be_used(school: Callable[..., School]) -> None:
    desktop = school()
    desktop.open()
    desktop.page.get_by_role("button", name="Eigen knop").click()
    expect(desktop.page.locator("iframe")).to_be_visible()
    box = desktop.page.locator("dialog").bounding_box()
    assert box["width"] < 500
    assert box["x"] + box["width"] <= 1280


def test_a_message_of_another_window_does_not_close_it(school: Callable[..., School]) -> None:
    opened = school()
    opened.open()
    opened.page.evaluate("window.postMessage('vakroute:close', '*')")
    opened.page.evaluate("new Promise((resolve) => setTimeout(resolve, 0))")
    expect(opened.page.locator("iframe")).to_be_visible()


def test_the_example_school_has_the_widget(visit: Callable[..., Any]) -> None:
    visitor = visit()
    page = visitor.page
    page.goto(visitor.base + "/demo")
    page.get_by_role("button", name="Vragen over je opleiding?").click()
    expect(page.frame_locator("iframe").locator(".bot").first).to_contain_text("chatbot")
