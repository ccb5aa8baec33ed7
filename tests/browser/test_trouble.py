"""What a visitor sees when something goes wrong, and how they get on."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect


def refusal(status: int, message: str, **headers: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(
        status=status, json={"error": {"code": "x", "message": message}}, headers=headers
    )


def test_a_lost_connection_keeps_the_question_and_offers_again(visitor: Any) -> None:
    page = visitor.open()
    visitor.fail_once(lambda route: route.abort())
    visitor.type("plan")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("internet")
    expect(page.locator(".user .balloon")).to_have_text("plan")
    alert.get_by_role("button", name="Opnieuw").click()
    expect(visitor.answers.last).to_contain_text("leerrekening")
    expect(alert).to_have_count(0)
    expect(page.locator(".user .balloon")).to_have_count(1)
    expect(visitor.focused).to_contain_text("leerrekening")


def test_a_question_that_is_sent_again_is_the_same_turn_and_the_next_one_is_not(
    visitor: Any,
) -> None:
    page = visitor.open()
    turns: list[str] = []
    page.on(
        "request",
        lambda sent: (
            turns.append(sent.headers["idempotency-key"])
            if sent.url.endswith("/messages")
            else None
        ),
    )
    visitor.fail_once(lambda route: route.abort())
    visitor.type("plan")
    page.get_by_role("button", name="Opnieuw").click()
    expect(visitor.answers.last).to_contain_text("leerrekening")
    visitor.ask("plan")
    assert len(turns) == 3
    assert turns[0] == turns[1] != turns[2]


def test_again_can_fail_again(visitor: Any) -> None:
    page = visitor.open()
    visitor.fail_once(lambda route: route.abort())
    visitor.type("plan")
    visitor.fail_once(lambda route: route.abort())
    page.get_by_role("button", name="Opnieuw").click()
    expect(page.get_by_role("alert")).to_have_count(1)
    expect(visitor.focused).to_have_text("Opnieuw")
    page.keyboard.press("Enter")
    expect(visitor.answers.last).to_contain_text("leerrekening")


def test_a_page_that_opens_without_connection_can_begin_later(visitor: Any) -> None:
    visitor.fail_once(lambda route: route.abort())
    page = visitor.page
    page.goto(visitor.base)
    expect(page.get_by_role("heading", name="Vakroute")).to_be_visible()
    page.get_by_role("button", name="Opnieuw").click()
    expect(visitor.answers.first).to_contain_text("chatbot")


def test_typing_goes_on_after_a_page_that_opened_without_connection(visitor: Any) -> None:
    visitor.fail_once(lambda route: route.abort())
    page = visitor.page
    page.goto(visitor.base)
    page.get_by_role("alert").wait_for()
    expect(visitor.ask("plan")).to_contain_text("leerrekening")
    expect(page.get_by_text("verlopen")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_expired_session_is_renewed_and_the_question_is_asked_again(visitor: Any) -> None:
    page = visitor.open()
    visitor.fail_once(refusal(401, "Je gesprek is verlopen."))
    expect(visitor.ask("plan")).to_contain_text("leerrekening")
    expect(page.get_by_text("Je vorige gesprek was verlopen.")).to_be_visible()
    paths = [path for _, path, _ in visitor.sent]
    assert paths == ["sessions", "messages", "sessions", "messages"]


def test_somebody_who_asks_too_fast_hears_how_long_to_wait(visitor: Any) -> None:
    page = visitor.open()
    visitor.fail_once(refusal(429, "Te snel.", **{"Retry-After": "7"}))
    visitor.type("plan")
    expect(page.get_by_role("alert")).to_contain_text("Wacht 7 seconden")
    page.get_by_role("button", name="Opnieuw").click()
    expect(visitor.answers.last).to_contain_text("leerrekening")


@pytest.mark.parametrize("status", [400, 413])
def test_a_refused_question_is_explained_and_not_repeated(visitor: Any, status: int) -> None:
    page = visitor.open()
    visitor.fail_once(refusal(status, "Je bericht is te lang."))
    visitor.type("plan")
    expect(page.get_by_role("alert")).to_have_text("Je bericht is te lang.")
    expect(page.get_by_role("button", name="Opnieuw")).to_have_count(0)


def test_a_server_in_trouble_is_said_in_words(visitor: Any) -> None:
    page = visitor.open()
    visitor.fail_once(lambda route: route.fulfill(status=502, body="<html>Bad Gateway</html>"))
    visitor.type("plan")
    expect(page.get_by_role("alert")).to_contain_text("Er gaat bij ons iets mis")
    page.get_by_role("button", name="Opnieuw").click()
    expect(visitor.answers.last).to_contain_text("leerrekening")


def test_waiting_shows_dots_and_keeps_what_is_typed_meanwhile(visitor: Any) -> None:
    page = visitor.open()
    held: list[Route] = []
    visitor.fail_once(held.append)
    visitor.type("plan")
    expect(page.locator(".waiting")).to_be_visible()
    expect(page.locator(".waiting")).to_contain_text("Vakroute zoekt het op.")
    visitor.type("nog een vraag")
    expect(page.get_by_label("Je vraag", exact=True)).to_have_value("nog een vraag")
    held[0].fulfill(json={"messages": [{"text": "Klaar."}]})
    expect(visitor.answers.last).to_contain_text("Klaar.")
    expect(page.locator(".waiting")).to_have_count(0)
    assert [path for _, path, _ in visitor.sent] == ["sessions", "messages"]


def test_losing_the_internet_is_said_and_typing_goes_on(visitor: Any) -> None:
    page = visitor.open()
    page.context.set_offline(True)
    expect(page.get_by_text("Je hebt geen internet.")).to_be_visible()
    page.get_by_label("Je vraag", exact=True).fill("plan")
    page.context.set_offline(False)
    expect(page.get_by_text("Je hebt geen internet.")).to_have_count(0)
    expect(page.get_by_label("Je vraag", exact=True)).to_have_value("plan")


def test_a_hint_appears_from_four_hundred_characters(visitor: Any) -> None:
    page = visitor.open()
    field = page.get_by_label("Je vraag", exact=True)
    hint = page.locator("#teken")
    field.fill("a" * 399)
    expect(hint).to_be_empty()
    field.fill("a" * 400)
    expect(hint).to_have_text("Nog 100 tekens.")
    expect(page.locator("#tekenmelding")).to_have_text("Nog 100 tekens.")
    field.fill("é" * 499)
    expect(hint).to_have_text("Nog 1 teken.")
    expect(page.locator("#tekenmelding")).to_have_text("Nog 100 tekens.")


def test_a_question_that_is_too_long_is_kept_and_not_sent(visitor: Any) -> None:
    page = visitor.open()
    field = page.get_by_label("Je vraag", exact=True)
    field.fill("😀" * 502)
    expect(page.locator("#teken")).to_have_text("2 tekens te veel: maak je vraag korter.")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Enter")
    expect(page.locator(".user")).to_have_count(0)
    field.fill("😀" * 500)
    page.keyboard.press("Enter")
    expect(page.locator(".user")).to_have_count(1)


def test_an_empty_question_is_not_sent(visitor: Any) -> None:
    page = visitor.open()
    visitor.type("   ")
    expect(visitor.focused).to_have_id("vraag")
    assert [path for _, path, _ in visitor.sent] == ["sessions"]
    expect(page.locator(".user")).to_have_count(0)
