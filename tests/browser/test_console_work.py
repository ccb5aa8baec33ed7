"""Batch, review and figures as an editor uses them: small and large, with axe, and by keyboard."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from console_support import PASSWORD, QUICK, served
from playwright.sync_api import Browser, Page, expect
from scripted_agent import ScriptedAgent

from bot.console.console import Console
from bot.console.database import console_database
from bot.console.roles import Role
from bot.statistics.statistics import Statistics
from bot.statistics.turns import Turn
from bot.website.pages import PAGE

TABLE = "question;expected_topic;persona\nbbl_loon wat;bbl_loon;Sam\nbsa choose wat;ov_kaart;Noa\n"


@pytest.fixture
def console(tmp_path: Path) -> Console:
    console = Console(console_database(f"sqlite:///{tmp_path / 'console.sqlite'}"), hasher=QUICK)
    console.accounts.add("noor", Role.EDITOR, PASSWORD)
    return console


@pytest.fixture
def base(console: Console) -> Iterator[str]:
    def prepare(app: Any) -> None:
        app.ctx.agent = ScriptedAgent()
        app.static("/static", PAGE / "static", name="static_of_page")

    with served(console, prepare) as address:
        yield address


@pytest.fixture
def asked(console: Console) -> None:
    """What visitors asked: some of it went wrong."""
    statistics = Statistics(console.statistics)
    now = int(time.time())
    for number, question in enumerate(["mag mijn hond mee", "Mag mijn hond mee?", "drone vliegen"]):
        turn = Turn(at=now, seconds=0.01, topic="bsa", band="unknown", question=question)
        statistics.record(turn)
        for visitor in range(5):
            statistics.record(
                Turn(at=now - number * 86400, seconds=0.02, conversation=f"{number}-{visitor}",
                     topic="bbl_loon", answer="bbl_loon", band="answer", useful=True,
                     town="Zwolle (Overijssel)", sector="zorg")
            )  # fmt: skip
    statistics.flush()


@pytest.fixture(params=[360, 1280])
def page(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[Page]:
    """An editor who is signed in."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 800}, locale="nl-NL", java_script_enabled=True
    )
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text)
            if "Content Security Policy" in message.text else None)  # fmt: skip
    page.goto(f"{base}/console/aanmelden")
    page.get_by_label("Naam").fill("noor")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_role("heading", name="Kun je deze chatbot vertrouwen?").wait_for()
    yield page
    context.close()
    assert complaints == []


def opened(page: Page, section: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=section).click()
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")


def fits(page: Page) -> bool:
    """Whether nothing sticks out of the page to the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def run_a_batch(page: Page) -> None:
    opened(page, "Reeksen")
    page.get_by_label("Bestand").set_input_files(
        files=[{"name": "vragen.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}]
    )
    page.get_by_role("button", name="Testen").click()
    page.get_by_role("heading", name="Resultaten").wait_for()


def test_a_batch_goes_in_and_its_results_are_filtered_and_compared(page: Page) -> None:
    run_a_batch(page)
    assert violations(page) == []
    assert fits(page)
    page.get_by_label("Toon").select_option("fout")
    page.get_by_role("button", name="Filteren").click()
    expect(page.get_by_role("row", name="bsa choose wat")).to_be_visible()
    expect(page.get_by_role("row", name="bbl_loon wat")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    run_a_batch(page)
    page.get_by_role("button", name="Vergelijken").click()
    expect(page.get_by_text("0 beter, 0 slechter, 0 anders, 2 hetzelfde")).to_be_visible()
    assert violations(page) == []
    opened(page, "Reeksen")
    assert violations(page) == []
    assert fits(page)


def test_a_question_is_judged_by_keyboard(page: Page, asked: None) -> None:
    opened(page, "Nakijken")
    assert violations(page) == []
    assert fits(page)
    form = page.get_by_role("region", name="mag mijn hond mee").or_(
        page.get_by_role("region", name="Mag mijn hond mee?")
    )
    form.get_by_role("radio", name="Hiervoor ontbreekt een antwoord").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 groep om na te kijken.")
    page.get_by_role("link", name="lijst met wat klaar is").click()
    expect(page.get_by_text("antwoord ontbreekt")).to_be_visible()
    assert violations(page) == []
    assert fits(page)


def test_figures_have_drawings_with_their_tables(page: Page, asked: None) -> None:
    opened(page, "Cijfers")
    drawings = page.get_by_role("img")
    widths = [one.evaluate("image => image.naturalWidth") for one in drawings.all()]
    assert [width > 0 for width in widths] == [True] * 5
    expect(page.get_by_role("row", name="Zwolle (Overijssel) zorg 15")).to_be_visible()
    assert violations(page) == []
    assert fits(page)
