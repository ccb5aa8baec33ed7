"""The console in a browser: signing in, trying a question, reading the answers."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from axe import violations
from playwright.sync_api import Page, expect
from running import RunningBot

from bot.console.accounts import Accounts
from bot.console.database import console_database
from bot.console.roles import Role

PASSWORD = "een goed wachtwoord"
LOOKS = pytest.mark.parametrize(
    ("width", "scheme"), [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
)


@pytest.fixture(scope="module", autouse=True)
def account(bot_processes: RunningBot) -> None:
    """A counsellor has an account at the running assistant."""
    kept = console_database(bot_processes.environment["VAKROUTE_CONSOLE_DB_URL"])
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    Accounts(kept, hasher=quick).add("bram", Role.COUNSELLOR, PASSWORD)


@pytest.fixture
def come(visit: Callable[..., Any]) -> Callable[..., Page]:
    """Opens a page of the console in a new browser, after signing in."""

    def arrive(path: str, **look: Any) -> Page:
        visitor = visit(scripted=False, **look)
        visitor.page.goto(visitor.base + path)
        sign_in(visitor.page)
        return visitor.page

    return arrive


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Naam").fill("bram")
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Aanmelden").click()


def is_accessible(page: Page) -> None:
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page scrolls sideways"


@LOOKS
def test_signing_in_and_out(visit: Callable[..., Any], width: int, scheme: str) -> None:
    visitor = visit(scripted=False, width=width, color_scheme=scheme)
    page = visitor.page
    page.goto(visitor.base + "/console/antwoorden")
    is_accessible(page)
    sign_in(page, "een fout wachtwoord")
    expect(page.get_by_role("alert")).to_contain_text("horen niet bij elkaar")
    expect(page.get_by_label("Naam")).to_have_value("bram")
    is_accessible(page)
    sign_in(page)
    expect(page).to_have_url(visitor.base + "/console/antwoorden")
    page.goto(visitor.base + "/console")
    is_accessible(page)
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
    page.goto(visitor.base + "/console")
    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()


@LOOKS
def test_a_tried_question_shows_its_answer_and_why(
    come: Callable[..., Page], width: int, scheme: str
) -> None:
    page = come("/console/proberen", width=width, color_scheme=scheme)
    is_accessible(page)
    page.get_by_role("textbox", name="Vraag").fill("hoeveel lesgeld betaal ik voor het mbo?")
    page.get_by_role("button", name="Vraag het").click()
    answer = page.get_by_role("article", name="Antwoord")
    expect(answer).to_contain_text("lesgeld")
    expect(answer).to_contain_text("Nagekeken op")
    why = page.get_by_role("region", name="Waarom dit antwoord")
    expect(why).to_contain_text("kosten_lesgeld")
    expect(why).to_contain_text("zeker: geeft antwoord")
    expect(why).to_contain_text("regel: antwoord")
    expect(why.get_by_role("region", name="Gebruikte feiten")).to_contain_text("tot en met")
    is_accessible(page)


def test_a_course_search_shows_what_was_asked_of_the_api_and_goes_on(
    come: Callable[..., Page],
) -> None:
    page = come("/console/proberen", java_script_enabled=False)
    page.get_by_role("textbox", name="Vraag").fill("mbo-opleiding kok niveau 2 in Utrecht")
    page.get_by_role("button", name="Vraag het").click()
    calls = page.get_by_role("region", name="Gevraagd aan de opleidingen-API")
    expect(calls).to_contain_text("/programmes")
    expect(calls).to_contain_text("ms")
    expect(page.locator(".why")).to_contain_text("action_search_courses")
    expect(page.locator(".why")).to_contain_text("plaats: utrecht")
    first = page.locator(".course").first.inner_text()
    page.get_by_label("Volgende vraag in dit gesprek").fill("en in Amsterdam?")
    page.get_by_role("button", name="Vraag het").click()
    expect(page.get_by_label("Wat er gevraagd is")).to_contain_text("kok niveau 2")
    expect(page.locator(".why")).to_contain_text("plaats: amsterdam")
    expect(page.locator(".course").first).not_to_have_text(first)


def test_a_button_under_the_answer_and_a_previous_topic_work_as_in_the_chat(
    come: Callable[..., Page],
) -> None:
    page = come("/console/proberen")
    page.get_by_role("textbox", name="Vraag").fill("en als ik 17 ben?")
    page.get_by_label("Onderwerp van het antwoord ervoor").select_option("kosten_lesgeld")
    page.get_by_role("button", name="Vraag het").click()
    expect(page.locator(".why")).to_contain_text("kosten_lesgeld")
    page.locator(".choices button").first.click()
    expect(page.locator(".why")).to_contain_text("gekozen met een knop")


def test_what_is_tried_is_kept_and_counted_nowhere(
    come: Callable[..., Page], bot_processes: RunningBot
) -> None:
    page = come("/console/proberen")
    page.get_by_role("textbox", name="Vraag").fill("wat is een ezelsbruggetjesproef?")
    page.get_by_role("button", name="Vraag het").click()
    expect(page.locator(".why")).to_be_visible()
    stored = [path for path in bot_processes.folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite" for path in stored)
    assert [path.name for path in stored if b"ezelsbruggetjes" in path.read_bytes()] == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_the_answers_can_be_found_and_read(
    come: Callable[..., Page], width: int, scheme: str
) -> None:
    page = come("/console/antwoorden", width=width, color_scheme=scheme)
    is_accessible(page)
    page.get_by_label("Zoek in antwoorden en vragen").fill("lesgeld")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("status")).to_contain_text("gevonden")
    is_accessible(page)
    page.locator("article#kosten_lesgeld a").first.click()
    expect(page).to_have_url(re.compile("/console/antwoorden/antwoord/kosten_lesgeld$"))
    expect(page.get_by_role("heading", name="Feiten in dit antwoord")).to_be_visible()
    is_accessible(page)
    for path in ("verloopt", "niet-gevraagd", "onderwerp/bsa"):
        page.goto(page.url.partition("/console")[0] + f"/console/antwoorden/{path}")
        is_accessible(page)


def test_on_paper_only_the_answers_are_left(come: Callable[..., Page]) -> None:
    page = come("/console/antwoorden/onderwerp/bsa")
    page.emulate_media(media="print")
    expect(page.locator("article#bsa .words")).to_be_visible()
    for part in (".bar", ".back", ".choices"):
        expect(page.locator(part).first).to_be_hidden()
