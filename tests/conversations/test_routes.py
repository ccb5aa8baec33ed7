"""Routes and choice help over HTTP, for each of the people who use them; the drawing in a browser."""

import os
import shutil

import pytest
import requests
from playwright.sync_api import sync_playwright

from bot.routes.drawing import draw
from bot.routes.goals import goals
from bot.routes.network import network
from bot.routes.planner import Planner

ROUTE, CHOICE = "opleiding_info.route", "studiekeuze_hulp.test"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = """() => Array.from(document.querySelectorAll("text")).map((words) => {
    const box = words.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom, words.textContent];
})"""


def press(chat, answer, title):
    payload = next(b["payload"] for b in answer["buttons"] if b["title"] == title)
    return chat.press(payload)[-1]


def test_a_pupil_gets_the_routes_drawn_and_told(chat):
    answer = chat.say("ik doe kader en wil verpleegkundige worden")[-1]
    assert answer["answer"] == ROUTE
    assert answer["text"].startswith("Er zijn drie wegen van vmbo-kader (kb) naar verpleegkundige.")
    assert answer["image"]["svg"].startswith("<svg")
    assert answer["status"] == "bestaat" and answer["sources"] and answer["checked"]


def test_the_routes_hand_over_to_the_offers_nearby(chat):
    answer = chat.say("ik doe kader en wil verpleegkundige worden")[-1]
    found = press(chat, answer, "Opleidingen bij mij in de buurt")
    assert "verpleegkundige" in found["text"].lower()


def test_a_parent_asks_about_a_son_at_havo(chat):
    said = chat.say("mn zoon zit op 4 havo en wil leraar worden, kan dat ook via mbo?")
    answer = next(message for message in said if message.get("answer") == ROUTE)
    assert "mbo niveau 4" in answer["text"] and "je kind" in answer["text"]


def test_what_is_missing_is_asked_with_buttons_and_answered(chat):
    answer = chat.say("hoe word ik loodgieter zonder school")[-1]
    assert "Waar ben je nu" in answer["text"] and "image" not in answer
    answer = press(chat, press(chat, answer, "Vmbo"), "Basis")
    assert "Monteur werktuigkundige installaties (bbl)" in answer["text"]


def test_an_adult_without_a_diploma_gets_an_honest_route(chat):
    answer = chat.say("ik ben 35 en heb geen diploma, hoe word ik lasser")[-1]
    assert answer["answer"] == ROUTE
    assert "geen diploma naar lasser" in answer["text"] and "vraag na" in answer["text"].lower()


def test_after_a_question_in_between_the_routes_go_on(chat):
    chat.say("ik doe kader en wil kok worden")
    between = chat.say("wat is bbl ook alweer?")[-1]
    assert between["answer"] != ROUTE
    answer = chat.press('/opleiding_info.route{"choice": "werken"}')[-1]
    assert "vmbo-kader (kb) naar kok" in answer["text"] and "(bbl)" in answer["text"]


@pytest.mark.parametrize("said", ["kan dat sneller", "en met bbl?", "wat als ik zak"])
def test_follow_ups_stay_with_the_routes(chat, said):
    chat.say("ik doe kader en wil verpleegkundige worden")
    assert chat.answer_to(said) == ROUTE


def test_a_counsellor_gets_a_page_to_share(chat, running_bot):
    answer = chat.say("een leerling van vmbo tl wil kok worden, welke stappen")[-1]
    address = answer["sources"][0]["url"]
    assert address == "/route?van=vmbo-tl&naar=kok"
    page = requests.get(running_bot + address, timeout=30)
    assert page.status_code == 200 and "Van vmbo theoretisch (tl of mavo) naar kok" in page.text


def test_the_page_to_share_has_its_drawing_as_a_picture_for_mail(running_bot):
    page = requests.get(f"{running_bot}/route?van=vmbo-tl&naar=kok", timeout=30)
    assert 'href="/route.png?van=vmbo-tl&amp;naar=kok"' in page.text
    picture = requests.get(f"{running_bot}/route.png?van=vmbo-tl&naar=kok", timeout=30)
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_a_picture_of_an_unknown_route_is_not_found(running_bot):
    assert requests.get(f"{running_bot}/route.png?van=maan&naar=kok", timeout=30).status_code == 404


def test_choice_help_goes_from_question_to_sectors_and_on_to_courses(chat):
    answer = chat.say("ik weet niet wat ik wil worden")[-1]
    assert answer["answer"] == CHOICE and "Vraag 1" in answer["text"]
    for number in range(5):
        answer = chat.press(answer["buttons"][number % 2]["payload"])[-1]
    answer = press(chat, answer, "Stop en laat zien")
    assert "Dit past bij wat je koos" in answer["text"]
    assert chat.press(answer["buttons"][0]["payload"])[-1]["text"]


def test_choice_help_survives_a_question_in_between(chat):
    answer = chat.say("ik weet niet wat ik wil worden")[-1]
    answer = chat.press(answer["buttons"][0]["payload"])[-1]
    chat.say("wat is bbl ook alweer?")
    assert "Vraag 3" in chat.press(answer["buttons"][1]["payload"])[-1]["text"]


@pytest.fixture(scope="module")
def sheet():
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 320, "height": 800})
        browser.close()


@pytest.mark.parametrize(
    ("start", "name", "age"),
    [
        ("vmbo-kb", "verpleegkundige", None), ("vmbo-tl", "arts", 16), ("pro", "elektrisch vervoer", 15),
        ("havo4", "leraar", 16), ("vmbo-bb", "meubelmaker", None), ("werkend", "leefstijlcoach", 40),
        ("zonder-diploma", "politieagent", 19), ("vmbo-kb", "fastfoodmedewerker", None),
    ],
)  # fmt: skip
def test_in_a_browser_no_words_overlap_or_fall_off_a_narrow_screen(sheet, start, name, age):
    plan = Planner(network()).plan(start, goals().occupation(name), age=age)
    sheet.set_content(f'<body style="margin:0">{draw(plan, network())}</body>')
    places = sheet.evaluate(PLACES)
    assert places
    for left, top, right, bottom, words in places:
        assert left >= 0 and right <= 320, words
        for other in places:
            if other[4] == words and other[:2] == [left, top]:
                continue
            apart = (
                other[0] >= right
                or other[2] <= left
                or other[1] >= bottom - 3
                or other[3] <= top + 3
            )
            assert apart, (words, other[4])
