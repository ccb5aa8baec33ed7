"""The same page in Firefox: what a student at school sees there, with the real assistant."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from marionette_driver import By, Wait
from marionette_driver.keys import Keys
from marionette_driver.marionette import Marionette, WebElement
from running import free_port

FIREFOXES = ("firefox-esr", "firefox")
WAIT_SECONDS = 30


class Student:
    """Somebody at a page in Firefox."""

    def __init__(self, firefox: Marionette, base: str) -> None:
        self.firefox = firefox
        self.base = base

    def open(self, path: str) -> None:
        self.firefox.navigate(self.base + path)

    def one(self, selector: str, number: int = 0) -> WebElement:
        """The element of that number, waited for."""
        return Wait(self.firefox, timeout=WAIT_SECONDS).until(
            lambda firefox: firefox.find_elements(By.CSS_SELECTOR, selector)[number:][:1]
        )[0]

    def ask(self, text: str) -> WebElement:
        """Asks by keyboard and returns the answer."""
        before = len(self.firefox.find_elements(By.CSS_SELECTOR, "article.bot"))
        self.one("#vraag").send_keys(text + Keys.ENTER)
        return self.one("article.bot", before)


@pytest.fixture(scope="module")
def student(running_bot: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Student]:
    path = next(filter(None, map(shutil.which, FIREFOXES)), None)
    if path is None:
        pytest.skip("no Firefox found: install the package firefox-esr")
    log: Path = tmp_path_factory.mktemp("firefox") / "gecko.log"
    firefox = Marionette(bin=path, port=free_port(), headless=True, gecko_log=str(log))
    try:
        firefox.start_session()
        yield Student(firefox, running_bot)
    finally:
        firefox.cleanup()


def test_an_answer_comes_with_status_source_and_date(student: Student) -> None:
    student.open("/")
    assert "chatbot" in student.one("article.bot").text
    answer = student.ask("Wat is het verschil tussen bbl en bol?")
    assert "school" in answer.text and "Nagekeken op" in answer.text
    assert "bestaat" in answer.find_element(By.CSS_SELECTOR, ".badge").text


def test_course_offers_are_cards(student: Student) -> None:
    student.open("/")
    student.one("article.bot")
    answer = student.ask("Welke ad-opleidingen techniek zijn er bij Utrecht?")
    assert "Bron: DUO" in answer.find_element(By.CSS_SELECTOR, ".course").text


def test_the_page_does_not_scroll_sideways_on_a_narrow_window(student: Student) -> None:
    student.open("/")
    student.ask("Wat is het verschil tussen bbl en bol?")
    student.firefox.set_window_rect(width=450, height=700)
    assert student.firefox.execute_script(
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth;"
    )


def test_the_widget_opens_closes_with_escape_and_gives_the_focus_back(student: Student) -> None:
    student.open("/demo")
    student.one("vakroute-chat")
    in_widget = "const root = document.querySelector('vakroute-chat').shadowRoot;"
    student.firefox.execute_script(in_widget + "root.querySelector('.open').click();")
    frame = Wait(student.firefox, timeout=WAIT_SECONDS).until(
        lambda firefox: firefox.execute_script(in_widget + "return root.querySelector('iframe');")
    )
    student.firefox.switch_to_frame(frame)
    student.one("article.bot")
    student.one("#vraag").send_keys(Keys.ESCAPE)
    student.firefox.switch_to_frame()
    Wait(student.firefox, timeout=WAIT_SECONDS).until(
        lambda firefox: firefox.execute_script(
            in_widget + "return !root.querySelector('dialog').open;"
        )
    )
    assert student.firefox.execute_script(
        in_widget + "return root.activeElement.classList.contains('open');"
    )
