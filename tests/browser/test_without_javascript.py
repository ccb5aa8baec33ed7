"""A browser without JavaScript still gets an answer, and hears who to turn to."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect


@pytest.fixture
def visitor(visit: Callable[..., Any]) -> Any:
    return visit(java_script_enabled=False, scripted=False, width=360, height=740)


def test_the_page_says_what_it_is_and_who_to_turn_to(visitor: Any) -> None:
    page = visitor.page
    page.goto(visitor.base)
    expect(page.get_by_role("heading", name="Vakroute")).to_be_visible()
    expect(page.get_by_text("Chatbot over studiekeuze")).to_be_visible()
    for words in ("decaan", "DUO", "0800-0113", "112"):
        expect(page.locator("main")).to_contain_text(words, use_inner_text=True)
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.locator("noscript a[href='/privacy']")).to_be_visible()


def test_one_question_gets_an_answer_and_room_for_the_next(visitor: Any) -> None:
    page = visitor.page
    page.goto(visitor.base)
    page.get_by_role("textbox", name="Je vraag").fill("Wat is het verschil tussen bbl en bol?")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Antwoord van Vakroute")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Je vroeg: Wat is het verschil tussen bbl en bol?")
    answer = page.get_by_role("article", name="Antwoord")
    expect(answer).to_contain_text("school")
    expect(answer).to_contain_text(re.compile("Status: bestaat\\s*Nagekeken op"))
    answer.get_by_text("Bronnen").click()
    expect(answer.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    page.get_by_role("textbox", name="Je vraag").fill("<b>vet</b>")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("main")).to_contain_text("Je vroeg: <b>vet</b>")
    expect(page.locator("main b")).to_have_count(0)
