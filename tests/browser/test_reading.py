"""What a screen reader finds in each state, compared with a golden tree.

`UPDATE_GOLDENS=1` writes the trees anew; read the difference before keeping it.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

GOLDENS = Path(__file__).parent / "goldens"


def assert_reads_as(name: str, element: Locator) -> None:
    golden = GOLDENS / f"{name}.yml"
    tree = element.aria_snapshot() + "\n"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(tree, encoding="utf-8")
    assert tree == golden.read_text(encoding="utf-8")


def test_the_page_with_its_greeting(visitor: Any) -> None:
    page = visitor.open()
    assert_reads_as("page", page.locator("body"))


@pytest.mark.parametrize(
    "state", ["antwoord", "plan", "kaarten", "tabel", "tekening", "crisis", "onzin", "arabisch"]
)
def test_an_answer(visitor: Any, state: str) -> None:
    visitor.open()
    answer = visitor.ask(state)
    for details in answer.locator("details").all():
        details.evaluate("element => { element.open = true }")
    assert_reads_as(state, answer)


def test_a_question_that_did_not_arrive(visitor: Any) -> None:
    page = visitor.open()
    visitor.fail_once(lambda route: route.abort())
    visitor.type("plan")
    page.get_by_role("alert").wait_for()
    page.locator("#gesprek > article.bot").evaluate("greeting => greeting.remove()")
    assert_reads_as("trouble", page.locator("#gesprek"))


def test_the_menu(visitor: Any) -> None:
    page = visitor.open()
    page.get_by_role("button", name="Menu").click()
    assert_reads_as("menu", page.locator("#menu"))


def test_the_question_before_deleting(visitor: Any) -> None:
    page = visitor.open()
    visitor.choose("Verwijder dit gesprek")
    assert_reads_as("delete", page.get_by_role("dialog"))


def test_the_example_school_with_the_widget_closed(visitor: Any) -> None:
    page = visitor.page
    page.goto(visitor.base + "/demo")
    page.get_by_role("button", name="chatbot").wait_for()
    assert_reads_as("demo", page.locator("body"))


def test_new_answers_are_announced_once_and_small_actions_are_not(visitor: Any) -> None:
    page = visitor.open()
    log = page.get_by_role("log", name="Gesprek")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("aria-relevant", "additions")
    expect(visitor.ask("antwoord").locator(".tools")).to_have_attribute("aria-live", "off")


def test_a_conversation_of_before_is_not_read_aloud_again(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("plan")
    page.add_init_script(
        """window.heard = [];
        new MutationObserver((records) => {
          for (const {target, addedNodes} of records) {
            if (target.id === 'gesprek' && addedNodes.length) window.heard.push(target.ariaLive);
          }
        }).observe(document, {childList: true, subtree: true});"""
    )
    page.reload()
    visitor.answers.last.wait_for()
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    assert set(page.evaluate("window.heard")) == {"off"}
