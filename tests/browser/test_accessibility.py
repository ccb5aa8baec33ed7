"""axe finds nothing, with every A, AA and best-practice rule, in every state of page and host."""

from collections.abc import Callable
from typing import Any

import pytest
from axe import violations
from playwright.sync_api import expect

EVERYTHING = (
    "antwoord plan afgeschaft verandert onbekend kaarten tabel tekening crisis onzin arabisch"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_kind_of_answer_is_accessible(
    visit: Callable[..., Any], width: int, scheme: str
) -> None:
    visitor = visit(width=width, color_scheme=scheme)
    visitor.open()
    assert violations(visitor.page) == [], "the greeting"
    visitor.ask(EVERYTHING)
    for details in visitor.page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    assert violations(visitor.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_open_for_a_moment_is_accessible(visit: Callable[..., Any], scheme: str) -> None:
    visitor = visit(color_scheme=scheme, width=360)
    page = visitor.open()
    page.get_by_role("button", name="Menu").click()
    assert violations(page) == [], "the menu"
    page.get_by_role("button", name="Verwijder dit gesprek").click()
    assert violations(page) == [], "the question before deleting"
    page.keyboard.press("Escape")
    visitor.ask("tekening").get_by_role("button", name="Vergroot de tekening").click()
    assert violations(page) == [], "the large drawing"
    page.keyboard.press("Escape")
    visitor.fail_once(lambda route: None)
    visitor.type("plan")
    page.locator(".waiting").wait_for()
    assert violations(page) == [], "waiting"
    visitor.answers.last.get_by_role("button", name="Nee").click()
    assert violations(page) == [], "the judgement"


def test_trouble_is_accessible(visitor: Any) -> None:
    page = visitor.open()
    visitor.fail_once(lambda route: route.abort())
    visitor.type("plan")
    page.get_by_role("alert").wait_for()
    page.get_by_label("Je vraag", exact=True).fill("a" * 501)
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/over", "/privacy", "/toegankelijkheid"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_to_read_are_accessible(
    visit: Callable[..., Any], path: str, scheme: str
) -> None:
    visitor = visit(width=320, color_scheme=scheme)
    visitor.page.goto(visitor.base + path)
    assert violations(visitor.page) == []
    expect(visitor.page.get_by_role("heading", level=1)).to_have_count(1)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_host_page_stays_accessible_with_the_widget(
    visit: Callable[..., Any], width: int
) -> None:
    visitor = visit(width=width)
    page = visitor.page
    page.goto(visitor.base + "/demo")
    page.get_by_role("button", name="chatbot").wait_for()
    assert violations(page) == [], "closed"
    page.get_by_role("button", name="chatbot").click()
    frame = page.frame_locator("iframe")
    frame.locator(".bot").first.wait_for()
    assert violations(page) == [], "open"
