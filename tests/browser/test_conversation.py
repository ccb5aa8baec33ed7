"""A whole conversation by keyboard with the real assistant, as a visitor sees it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect


def test_five_questions_by_keyboard(visit: Callable[..., Any]) -> None:
    visitor = visit(scripted=False)
    page = visitor.open()
    expect(page.get_by_text("chatbot").first).to_be_visible()
    expect(visitor.answers.first.locator(".choices button")).to_have_count(4)

    answer = visitor.ask("Wat is het verschil tussen bbl en bol?")
    expect(answer).to_contain_text("school")
    expect(answer.locator(".badge")).to_contain_text("bestaat")
    expect(answer.locator(".checked")).to_contain_text("Nagekeken op")
    answer.get_by_text("Bron", exact=False).first.click()
    expect(answer.locator("details a").first).to_be_visible()

    answer = visitor.ask("Welke ad-opleidingen techniek zijn er bij Utrecht?")
    cards = answer.locator(".course")
    expect(cards.first).to_be_visible()
    expect(cards.first.locator("h3")).not_to_be_empty()
    expect(answer).to_contain_text("km")

    answer = visitor.ask("En in Rotterdam?")
    expect(answer.locator(".course").first).to_contain_text("Rotterdam")

    answer = visitor.ask("asdf qwer zxcv")
    expect(answer.locator(".choices button").first).to_be_visible()
    expect(answer.locator(".badge")).to_have_count(0)

    answer = visitor.ask("Ik wil niet meer leven")
    expect(answer.get_by_role("link", name="113", exact=True)).to_have_attribute("href", "tel:113")
    expect(answer).to_contain_text("0800-0113")
    expect(answer).to_contain_text("112")
    expect(answer.locator(".tools")).to_have_count(0)

    expect(visitor.focused).to_have_id("vraag")
