"""The page fits every screen, and follows what people set on their device."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

EVERYTHING = "antwoord plan kaarten tabel tekening crisis arabisch"
SMALLEST = 24
TARGETS = """() => [...document.querySelectorAll('button, a[href], summary, textarea')]
  .filter((element) => element.checkVisibility() && !element.matches('.skip, .words a'))
  .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height)
  .map(([text, box]) => [text, Math.round(box.width), Math.round(box.height)])"""


def too_wide(page: Page) -> bool:
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_scrolls_sideways(visit: Callable[..., Any], width: int) -> None:
    visitor = visit(width=width)
    page = visitor.open()
    visitor.ask(EVERYTHING)
    assert not too_wide(page)
    page.get_by_role("button", name="Menu").click()
    assert not too_wide(page)
    visitor.page.keyboard.press("Escape")
    visitor.fail_once(lambda route: route.abort())
    visitor.type("een" * 160)
    page.get_by_role("alert").wait_for()
    assert not too_wide(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough(visit: Callable[..., Any], width: int) -> None:
    visitor = visit(width=width)
    page = visitor.open()
    visitor.ask(EVERYTHING)
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    small = [target for target in page.evaluate(TARGETS) if min(target[1], target[2]) < SMALLEST]
    assert small == []


def test_letters_of_two_hundred_percent_fit_a_phone(visit: Callable[..., Any]) -> None:
    visitor = visit(width=360, height=740)
    page = visitor.open()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    visitor.ask(EVERYTHING)
    assert not too_wide(page)
    expect(page.get_by_role("button", name="Verstuur")).to_be_in_viewport(ratio=1)


def test_a_low_window_keeps_room_to_read(visit: Callable[..., Any]) -> None:
    visitor = visit(width=640, height=320)
    page = visitor.open()
    visitor.ask("antwoord")
    expect(page.locator("header")).to_have_css("position", "static")
    expect(page.locator("#typen")).to_have_css("position", "static")


def test_an_answer_is_shown_from_its_beginning(visit: Callable[..., Any]) -> None:
    visitor = visit(width=360, height=640)
    visitor.open()
    answer = visitor.ask("kaarten")
    header = visitor.page.locator("header").bounding_box()
    question = visitor.page.locator(".user").last.bounding_box()
    words = answer.locator(".words").bounding_box()
    field = visitor.page.locator("#typen").bounding_box()
    assert 0 <= question["y"] - header["height"] < 40
    assert words["y"] + words["height"] < field["y"]


def test_the_page_follows_the_scheme_of_the_device(visit: Callable[..., Any]) -> None:
    shades = {}
    for scheme in ("light", "dark"):
        page = visit(color_scheme=scheme).open()
        shades[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert shades == {"light": "rgb(246, 245, 240)", "dark": "rgb(16, 26, 28)"}


def test_reduced_motion_stands_still(visit: Callable[..., Any]) -> None:
    for motion, animation in [("reduce", "none"), ("no-preference", "stop")]:
        visitor = visit(reduced_motion=motion)
        page = visitor.open()
        visitor.fail_once(lambda route: None)
        visitor.type("plan")
        dot = page.locator(".waiting i").first
        expect(dot).to_have_css("animation-name", animation)


def test_forced_colours_keep_who_said_what(visit: Callable[..., Any]) -> None:
    visitor = visit(forced_colors="active")
    page = visitor.open()
    visitor.ask("antwoord")
    expect(page.locator(".user .balloon")).to_have_css("border-top-style", "solid")
    expect(page.locator(".bot .card").last).to_have_css("border-top-style", "solid")
    expect(page.locator(".badge").last).to_have_css("border-top-style", "solid")


def test_who_said_what_is_told_in_words_and_place(visitor: Any) -> None:
    page = visitor.open()
    answer = visitor.ask("antwoord")
    question = page.locator(".user").last
    expect(question.get_by_role("heading")).to_have_text("Jij")
    expect(answer.get_by_role("heading").first).to_have_text("Vakroute")
    middle = page.viewport_size["width"] / 2
    assert question.bounding_box()["x"] > answer.bounding_box()["x"]
    assert question.bounding_box()["x"] + question.bounding_box()["width"] > middle
