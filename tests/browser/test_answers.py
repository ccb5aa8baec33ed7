"""What an answer looks like: words, status, sources, courses, table, drawing, languages."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect


def test_the_greeting_says_what_it_is_and_offers_four_starts(visitor: Any) -> None:
    page = visitor.open()
    expect(page.locator("header")).to_contain_text("Chatbot")
    expect(visitor.answers.first).to_contain_text("chatbot")
    expect(visitor.answers.first.locator(".choices button")).to_have_count(4)


def test_lines_become_paragraphs_and_lists(visitor: Any) -> None:
    visitor.open()
    words = visitor.ask("antwoord").locator(".words")
    expect(words.locator("p")).to_have_count(2)
    expect(words.locator("ul > li")).to_have_count(2)
    expect(words.locator("ul > li").first).to_have_text("Het diploma is hetzelfde.")
    expect(visitor.ask("tekening").locator(".words ol > li")).to_have_count(3)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("antwoord", "bestaat"),
        ("plan", "plan uit 2021, niet ingevoerd"),
        ("afgeschaft", "afgeschaft sinds 1 januari 2024"),
        ("verandert", "verandert op 1 januari 2027"),
        ("onbekend", "niet zeker"),
    ],
)
def test_every_status_is_said_in_words_beside_a_sign(visitor: Any, name: str, label: str) -> None:
    visitor.open()
    badge = visitor.ask(name).locator(".badge")
    expect(badge).to_have_text(f"Status: {label}")
    expect(badge.locator("svg")).to_have_count(1)


def test_sources_open_with_their_date_and_lead_outside(visitor: Any) -> None:
    visitor.open()
    answer = visitor.ask("antwoord")
    expect(answer.locator("time")).to_have_text("23 november 2026")
    expect(answer.locator("details a").first).to_be_hidden()
    answer.get_by_text("Bronnen (2)").click()
    link = answer.locator("details a").first
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", "https://duo.nl/particulier/lesgeld.jsp")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(answer.locator("details li").first).to_contain_text("1 augustus 2026")


def test_a_source_says_its_date_as_far_as_it_is_known(visitor: Any) -> None:
    visitor.open()
    sources = visitor.ask("plan").locator("details li")
    expect(sources).to_have_text(
        ["Actieplan mbo en mkb (nieuw tabblad), februari 2021", "Een folder, datum onbekend"]
    )


def test_course_cards_show_five_and_keep_the_rest_behind_one_press(visitor: Any) -> None:
    visitor.open()
    answer = visitor.ask("kaarten")
    cards = answer.locator(".course")
    expect(cards.nth(4)).to_be_visible()
    expect(cards.nth(5)).to_be_hidden()
    expect(cards.first).to_contain_text("Hogeschool Utrecht, Utrecht")
    expect(cards.first).to_contain_text("2 km")
    expect(cards.nth(3)).to_contain_text("minder dan 1 km")
    expect(cards.nth(3).locator("a")).to_have_count(0)
    answer.get_by_text("Nog 1 opleiding").click()
    expect(cards.nth(5)).to_be_visible()
    expect(cards.nth(4)).not_to_contain_text("km")


def test_a_table_has_headers_for_its_columns_and_rows(visitor: Any) -> None:
    visitor.open()
    table = visitor.ask("tabel").get_by_role("table", name="Bbl en bol vergeleken")
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(table.get_by_role("rowheader")).to_have_text(["Op school", "In het bedrijf", "Geld"])


def test_a_drawing_has_words_and_can_be_enlarged(visitor: Any) -> None:
    page = visitor.open()
    answer = visitor.ask("tekening")
    drawing = answer.get_by_role("img")
    expect(drawing).to_have_attribute(
        "alt", "Route: vmbo kader, daarna mbo niveau 4, daarna een associate degree."
    )
    assert drawing.evaluate("image => image.complete && image.naturalWidth") == 640
    answer.get_by_role("button", name="Vergroot de tekening").click()
    expect(page.get_by_role("dialog").get_by_role("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(visitor.focused).to_have_text("Vergroot de tekening")


def test_a_crisis_answer_stands_alone_and_its_numbers_can_be_called(visitor: Any) -> None:
    visitor.open()
    answer = visitor.ask("crisis")
    for number, address in [
        ("113", "113"),
        ("0800-0113", "08000113"),
        ("0800-0432", "08000432"),
        ("112", "112"),
    ]:
        expect(answer.get_by_role("link", name=number, exact=True)).to_have_attribute(
            "href", f"tel:{address}"
        )
    expect(answer.get_by_role("link", name="113.nl")).to_have_attribute(
        "href", "https://www.113.nl/"
    )
    expect(answer.locator(".badge, .tools, .proof")).to_have_count(0)


def test_a_message_in_another_language_says_so_and_runs_its_own_way(visitor: Any) -> None:
    visitor.open()
    answer = visitor.ask("arabisch")
    content = answer.locator(".content")
    expect(content).to_have_attribute("lang", "ar")
    expect(content).to_have_attribute("dir", "rtl")
    box, words = (
        answer.locator(".card").bounding_box(),
        answer.locator(".choices button").bounding_box(),
    )
    assert words["x"] + words["width"] / 2 > box["x"] + box["width"] / 2
    expect(answer.get_by_role("heading", name="Vakroute")).to_have_css("direction", "ltr")


def test_only_the_last_answer_offers_easier_more_and_source(visitor: Any) -> None:
    visitor.open()
    first = visitor.ask("antwoord")
    expect(first.get_by_role("group", name="Over dit antwoord").get_by_role("button")).to_have_text(
        ["Makkelijker", "Meer uitleg", "Bron?"]
    )
    visitor.press("Makkelijker")
    assert visitor.sent[-1] == ("POST", "messages", {"payload": "/makkelijker_uitleggen"})
    expect(visitor.page.get_by_role("group", name="Over dit antwoord")).to_have_count(1)


def test_small_talk_has_no_badge_and_asks_for_no_judgement(visitor: Any) -> None:
    visitor.open()
    expect(visitor.ask("onzin").locator(".badge, .proof, .tools")).to_have_count(0)


def test_a_source_of_our_own_leads_to_our_own_page(visitor: Any) -> None:
    visitor.open()
    link = visitor.ask("onbekend").locator("details a")
    expect(link).to_have_attribute("href", f"{visitor.base}/over")


def test_a_button_sends_its_payload_and_shows_its_title(visitor: Any) -> None:
    visitor.open()
    visitor.press("Waar is veel werk in?")
    assert visitor.sent[-1] == ("POST", "messages", {"payload": "/kans_op_werk"})
    expect(visitor.page.locator(".user .balloon")).to_have_text("Waar is veel werk in?")


def test_a_judgement_is_sent_once_with_its_why(visitor: Any) -> None:
    page = visitor.open()
    answer = visitor.ask("antwoord")
    answer.get_by_role("button", name="Nee").click()
    expect(visitor.focused).to_have_attribute("name", "waarom")
    page.keyboard.type("Het loon ontbreekt.")
    answer.get_by_role("button", name="Verstuur je mening").click()
    expect(answer.get_by_role("status")).to_have_text("Bedankt! Je mening is verstuurd.")
    visitor.ask("plan")
    judgements = [body for _, path, body in visitor.sent if path == "feedback"]
    assert judgements == [
        {"answer": "bbl_bol_verschil", "useful": False, "comment": "Het loon ontbreekt."}
    ]


def test_a_judgement_without_why_is_sent_when_the_conversation_goes_on(visitor: Any) -> None:
    visitor.open()
    visitor.ask("antwoord").get_by_role("button", name="Ja").click()
    visitor.ask("plan")
    judgements = [body for _, path, body in visitor.sent if path == "feedback"]
    assert judgements == [{"answer": "bbl_bol_verschil", "useful": True, "comment": ""}]


def test_a_judgement_that_did_not_arrive_can_be_sent_again(visitor: Any) -> None:
    visitor.open()
    answer = visitor.ask("antwoord")
    answer.get_by_role("button", name="Ja").click()
    visitor.fail_once(lambda route: route.abort())
    answer.get_by_role("button", name="Verstuur je mening").click()
    answer.get_by_role("button", name="Opnieuw").click()
    expect(answer.get_by_text("Bedankt! Je mening is verstuurd.")).to_be_visible()


def test_a_broken_message_breaks_nothing(visit: Callable[..., Any]) -> None:
    visitor = visit()
    visitor.open()
    visitor.ask("kapot")
    expect(visitor.ask("plan")).to_contain_text("leerrekening")
