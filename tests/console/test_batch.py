"""Batches over HTTP, with an agent that understands what a question says of itself."""

import asyncio
import io
import re
import threading

import pytest
from console_support import Person, served
from openpyxl import Workbook, load_workbook
from scripted_agent import ScriptedAgent

from bot.console.batch.runs import SILENT_SECONDS, Result, Runs, State
from bot.console.database import console_database, metadata


@pytest.fixture
def agent():
    return ScriptedAgent()


@pytest.fixture
def bram(console, people, agent):
    def prepare(app):
        app.ctx.agent = agent

    with served(console, prepare) as base:
        bram = Person(base)
        bram.sign_in("bram")
        yield bram


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    if request.param == "sqlite":
        yield console_database(f"sqlite:///{tmp_path / 'runs.sqlite'}")
        return
    database = console_database(request.getfixturevalue("postgres").url)
    yield database
    metadata.drop_all(database.engine)
    database.engine.dispose()


def upload(person, content, name="vragen.csv", **fields):
    return person.browser.post(
        person.base + "/console/reeksen",
        data={"csrf": person.token(), **fields},
        files={"bestand": (name, content)},
        allow_redirects=False,
        timeout=60,
    )


def finished(person, answer):
    """The page of a run once it no longer refreshes itself."""
    assert answer.status_code == 303, answer.text
    pause = threading.Event()
    for _ in range(200):
        page = person.get(answer.headers["Location"])
        if "Refresh" not in page.headers:
            return page
        pause.wait(0.05)
    raise AssertionError("the run does not end")


def test_a_file_is_tested_and_its_results_are_shown(bram):
    table = "question;expected_topic;persona\nbbl_loon wat;bbl_loon;Sam\nbsa wat;ov_kaart;Noa\n"
    page = finished(bram, upload(bram, table, naam="Eerste keer"))
    assert "<h1>Eerste keer</h1>" in page.text
    assert "2 van 2 vragen" in page.text
    assert "50,0 %" in page.text
    assert "scripted.tar.gz" in page.text
    wrong = bram.get(page.url.removeprefix(bram.base) + "?toon=fout")
    assert "bsa wat" in wrong.text and "bbl_loon wat" not in wrong.text


def test_pasted_lines_are_tested_too(bram):
    page = finished(bram, bram.post("/console/reeksen", regels="bsa wat\nov_kaart choose hoe"))
    assert "Geplakte vragen" in page.text
    assert "twijfel, 0,75" in page.text


def test_an_xlsx_goes_in_and_comes_out_with_its_formulas_defused(bram):
    workbook = Workbook()
    for row in (("question", "expected_topic"), ("=HYPERLINK(1)", "onzin")):
        workbook.active.append(row)
    content = io.BytesIO()
    workbook.save(content)
    page = finished(bram, upload(bram, content.getvalue(), "vragen.xlsx"))
    where = page.url.removeprefix(bram.base)
    sheet = load_workbook(io.BytesIO(bram.get(where + "/xlsx").content)).active
    assert sheet["A2"].value == "'=HYPERLINK(1)"
    assert "'=HYPERLINK(1)" in bram.get(where + "/csv").content.decode("utf-8-sig")


def test_personal_data_in_a_question_is_not_kept(bram):
    page = finished(bram, bram.post("/console/reeksen", regels="bsa mail jan@example.nl"))
    assert "jan@example.nl" not in page.text and "[mail]" in page.text


def test_two_runs_are_shown_side_by_side(bram):
    header = "question;expected_topic\n"
    first = finished(bram, upload(bram, header + "bsa wat;bsa\nov_kaart wat;bsa\n"))
    finished(bram, upload(bram, header + "bsa wat;ov_kaart\nov_kaart wat;ov_kaart\n"))
    numbers = re.findall(r'href="/console/reeksen/(\d+)"', bram.get("/console/reeksen").text)
    page = bram.get(f"/console/reeksen/vergelijken?van={numbers[1]}&naar={numbers[0]}")
    assert "1 beter, 1 slechter, 0 anders, 0 hetzelfde" in page.text
    assert first.url.endswith(numbers[1])


def test_a_run_can_be_stopped_while_it_runs(bram, agent):
    reached, may_go_on = threading.Event(), threading.Event()

    async def wait():
        reached.set()
        while not may_go_on.is_set():
            await asyncio.sleep(0.01)

    agent.before_each = wait
    answer = bram.post("/console/reeksen", regels="\n".join(["bsa wat"] * 120))
    assert reached.wait(5)
    progress = bram.get(answer.headers["Location"])
    assert "0 van 120" in progress.text and int(progress.headers["Refresh"]) > 0
    bram.post(answer.headers["Location"] + "/stoppen")
    may_go_on.set()
    assert "Gestopt: 0 van 120" in finished(bram, answer).text


def test_a_run_that_was_thrown_away_is_gone(bram):
    page = finished(bram, bram.post("/console/reeksen", regels="bsa wat"))
    where = page.url.removeprefix(bram.base)
    bram.post(where + "/weggooien")
    assert bram.get(where).status_code == 404
    assert (
        bram.get(f"/console/reeksen/vergelijken?van={where.split('/')[-1]}&naar=x").status_code
        == 404
    )


@pytest.mark.parametrize("size", [6, 50])
def test_a_file_that_is_too_large_is_refused_in_one_sentence(bram, size):
    answer = upload(bram, b"question\n" + b"x" * (size * 1024 * 1024))
    assert answer.status_code == 413
    sentence = re.search(r'role="alert">([^<]+)<', answer.text).group(1)
    assert sentence == (
        "Dit bestand is te groot: stuur hooguit 5 MB, of verdeel je vragen over meer bestanden."
    )


def test_a_broken_file_is_refused_in_one_sentence(bram):
    answer = upload(bram, b"PK\x03\x04 broken", "vragen.xlsx")
    assert answer.status_code == 400
    assert "Dit bestand kan ik niet lezen" in answer.text
    assert bram.get("/console/reeksen").text.count("<tbody>") == 0


def test_a_large_body_is_read_only_from_who_is_signed_in(bram):
    stranger = Person(bram.base)
    answer = upload(stranger, b"x" * 200_000)
    assert answer.status_code == 403


def a_result(number, **given):
    return Result(
        **{
            "number": number, "question": "q", "expected_topic": "bsa", "previous_topic": "",
            "persona": "", "topic": "bsa", "answer": "bsa", "band": "answer", "confidence": 0.5,
            "correct": True, **given,
        }
    )  # fmt: skip


def begun(runs):
    return runs.begin(name="n", account="bram", model="m", total=2)


def test_results_come_back_in_order(database):
    runs = Runs(database)
    number = begun(runs)
    runs.add(number, [a_result(2), a_result(1, correct=None)])
    assert [result.number for result in runs.results(number)] == [1, 2]
    assert runs.find(number).done == 2


def test_a_run_that_is_no_longer_heard_of_is_broken_off(database):
    now = [1000.0]
    runs = Runs(database, clock=lambda: now[0])
    number = begun(runs)
    now[0] += SILENT_SECONDS
    assert runs.find(number).state is State.RUNNING
    now[0] += 1
    assert runs.all()[0].state is State.BROKEN_OFF


def test_a_cancelled_run_takes_no_more_results(database):
    runs = Runs(database)
    number = begun(runs)
    runs.end(number, State.CANCELLED)
    assert not runs.add(number, [a_result(1)])
    runs.end(number, State.DONE)
    assert runs.find(number).state is State.CANCELLED
    assert runs.results(number) == []
