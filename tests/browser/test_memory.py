"""What the page remembers, and how a visitor makes it forget."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Route, expect


def stored(visitor: Any) -> str:
    return str(visitor.page.evaluate("JSON.stringify({...sessionStorage}) + document.cookie"))


def test_a_conversation_survives_a_step_to_another_page(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("plan")
    page.goto(visitor.base + "/privacy")
    visitor.open()
    expect(page.locator(".user .balloon")).to_have_text("plan")
    expect(visitor.answers.last).to_contain_text("leerrekening")
    assert [path for _, path, _ in visitor.sent].count("sessions") == 1
    expect(visitor.ask("tabel")).to_contain_text("verschillen")


def test_an_old_conversation_is_forgotten(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("plan")
    page.clock.set_fixed_time(page.evaluate("Date.now() + 61 * 60 * 1000"))
    page.reload()
    expect(visitor.answers).to_have_count(1)
    assert "leerrekening" not in stored(visitor)


def test_what_somebody_in_danger_wrote_is_not_kept(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("crisis")
    expect(page.locator(".user .balloon")).to_have_text("crisis")
    page.reload()
    expect(visitor.answers.last).to_contain_text("0800-0113")
    expect(page.locator(".user")).to_have_count(0)
    assert '"who":"user"' not in stored(visitor).replace("\\", "")


def test_beginning_again_clears_the_screen_and_gets_a_new_session(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("plan")
    visitor.choose("Begin opnieuw")
    expect(page.locator(".user")).to_have_count(0)
    expect(visitor.answers).to_have_count(1)
    assert [path for _, path, _ in visitor.sent] == ["sessions", "messages", "sessions"]


def test_deleting_asks_first(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("plan")
    visitor.choose("Verwijder dit gesprek")
    dialog = page.get_by_role("dialog", name="Dit gesprek verwijderen?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Nee, bewaren").click()
    expect(dialog).to_be_hidden()
    expect(visitor.focused).to_have_text("Menu")
    expect(page.locator(".user")).to_have_count(1)
    assert "DELETE" not in [method for method, _, _ in visitor.sent]


def test_escape_in_the_question_means_no(visitor: Any) -> None:
    page = visitor.open()
    visitor.choose("Verwijder dit gesprek")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "DELETE" not in [method for method, _, _ in visitor.sent]


def test_a_deleted_conversation_is_gone_everywhere(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("plan")
    visitor.choose("Verwijder dit gesprek")
    page.get_by_role("button", name="Ja, verwijderen").click()
    expect(page.get_by_text("Je vorige gesprek is verwijderd.")).to_be_visible()
    expect(page.locator(".user")).to_have_count(0)
    assert ("DELETE", "sessions/current", {}) in visitor.sent
    assert "leerrekening" not in stored(visitor)


def test_a_deletion_that_failed_leaves_the_conversation_and_can_be_repeated(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("plan")
    visitor.fail_once(lambda route: route.abort())
    visitor.choose("Verwijder dit gesprek")
    page.get_by_role("button", name="Ja, verwijderen").click()
    expect(page.get_by_role("alert")).to_contain_text("nog niet verwijderd")
    expect(page.locator(".user")).to_have_count(1)
    page.get_by_role("button", name="Opnieuw").click()
    expect(page.get_by_text("Je vorige gesprek is verwijderd.")).to_be_visible()


def test_a_session_that_the_server_forgot_counts_as_deleted(visitor: Any) -> None:
    page = visitor.open()

    def forgotten(route: Route) -> None:
        route.fulfill(status=401, json={"error": {"code": "no_session", "message": "Weg."}})

    visitor.fail_once(forgotten)
    visitor.choose("Verwijder dit gesprek")
    page.get_by_role("button", name="Ja, verwijderen").click()
    expect(page.get_by_text("Je vorige gesprek is verwijderd.")).to_be_visible()


def test_a_conversation_can_be_saved_with_its_sources(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("plan")
    visitor.ask("kaarten")
    with page.expect_download() as download:
        visitor.choose("Bewaar dit gesprek")
    assert download.value.suggested_filename.startswith("vakroute-gesprek-")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Jij: plan" in text
    assert "Status: plan uit 2021, niet ingevoerd" in text
    assert "Bron: Actieplan mbo en mkb, https://example.org/actieplan" in text
    assert "- Ad Engineering, Hogeschool Utrecht, Utrecht" in text
    assert "kan fouten maken" in text


def test_printing_shows_the_sources_and_hides_the_buttons(visitor: Any) -> None:
    page = visitor.open()
    answer = visitor.ask("plan")
    page.evaluate("window.print = () => { window.printed = true }")
    visitor.choose("Print dit gesprek")
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(answer.locator("details a")).to_be_visible()
    expect(page.locator(".composer")).to_be_hidden()
    expect(answer.locator(".tools")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(answer.locator("details a")).to_be_hidden()


def test_the_page_works_where_the_browser_forbids_to_remember(visit: Any) -> None:
    visitor = visit()
    visitor.page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no') }})"
    )
    visitor.open()
    expect(visitor.ask("plan")).to_contain_text("leerrekening")
