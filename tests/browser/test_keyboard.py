"""Everything works with the keyboard alone, and the focus is where a person expects it."""

from typing import Any

from playwright.sync_api import expect


def test_a_whole_conversation_needs_no_mouse(visitor: Any) -> None:
    page = visitor.open()
    keyboard = page.keyboard
    keyboard.press("Tab")
    expect(visitor.focused).to_have_text("Ga naar het typveld")
    keyboard.press("Tab")
    expect(visitor.focused).to_have_text("Menu")
    keyboard.press("Tab")
    keyboard.press("Tab")
    expect(visitor.focused).to_have_text("Welk mbo-niveau mag ik doen?")
    keyboard.press("Enter")
    expect(visitor.focused).to_contain_text("In de bbl werk je")
    keyboard.press("Tab")
    expect(visitor.focused).to_have_text("Wat verdien ik in de bbl?")
    keyboard.press("Tab")
    expect(visitor.focused).to_have_text("Bronnen (2)")
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(visitor.focused).to_contain_text("DUO, lesgeld mbo")
    for expected in ["Wet educatie", "Makkelijker", "Meer uitleg", "Bron?", "Ja", "Nee"]:
        keyboard.press("Tab")
        expect(visitor.focused).to_contain_text(expected)
    keyboard.press("Tab")
    expect(visitor.focused).to_have_id("vraag")
    keyboard.type("tabel")
    keyboard.press("Enter")
    expect(visitor.answers.last).to_contain_text("naast elkaar")
    expect(visitor.focused).to_have_id("vraag")


def test_the_skip_link_leads_to_the_field(visitor: Any) -> None:
    page = visitor.open()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(visitor.focused).to_have_id("vraag")


def test_shift_enter_makes_a_line_and_enter_sends(visitor: Any) -> None:
    page = visitor.open()
    page.get_by_label("Je vraag", exact=True).focus()
    page.keyboard.type("een")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("twee")
    page.keyboard.press("Enter")
    expect(page.locator(".user .balloon")).to_have_text("een\ntwee", use_inner_text=True)


def test_after_sending_the_focus_stays_in_an_empty_field(visitor: Any) -> None:
    page = visitor.open()
    page.get_by_label("Je vraag", exact=True).fill("plan")
    page.get_by_role("button", name="Verstuur").click()
    expect(visitor.answers.last).to_contain_text("leerrekening")
    expect(visitor.focused).to_have_id("vraag")
    expect(visitor.focused).to_have_value("")


def test_on_a_touch_screen_the_keyboard_makes_room_for_the_answer(visit: Any) -> None:
    visitor = visit(width=360, height=740, has_touch=True, is_mobile=True)
    page = visitor.open()
    page.get_by_label("Je vraag", exact=True).fill("plan")
    page.get_by_role("button", name="Verstuur").tap()
    expect(visitor.answers.last).to_contain_text("leerrekening")
    expect(visitor.focused).to_contain_text("leerrekening")


def test_the_menu_opens_closes_and_gives_the_focus_back(visitor: Any) -> None:
    page = visitor.open()
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(visitor.focused).to_have_text("Begin opnieuw")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Begin opnieuw")).to_be_hidden()
    expect(visitor.focused).to_have_text("Menu")


def test_a_focused_thing_is_never_under_the_bars(visit: Any) -> None:
    visitor = visit(width=360, height=640)
    page = visitor.open()
    for name in ("antwoord", "kaarten", "tabel"):
        visitor.ask(name)
    top = page.locator("header").bounding_box()
    bottom = page.locator("#typen").bounding_box()
    page.get_by_role("button", name="Menu").focus()
    for _ in range(25):
        page.keyboard.press("Tab")
        if visitor.focused.evaluate("element => Boolean(element.closest('#typen'))"):
            break
        box = visitor.focused.bounding_box()
        assert box["y"] + box["height"] > top["y"] + top["height"], visitor.focused.inner_text()
        assert box["y"] < bottom["y"], visitor.focused.inner_text()


def test_every_focus_can_be_seen(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("antwoord")
    page.get_by_role("button", name="Menu").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = visitor.focused.evaluate(
            "element => [getComputedStyle(element).outlineStyle, getComputedStyle(element).outlineWidth]"
        )
        assert outline == ["solid", "3px"], visitor.focused.evaluate("element => element.outerHTML")
