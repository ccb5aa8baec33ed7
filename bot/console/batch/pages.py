"""The pages of the section Batch."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sanic.response import HTTPResponse, raw

from bot.console.batch import job, reading
from bot.console.batch.looking import (
    Filter,
    Kind,
    Totals,
    compared,
    confusion_picture,
    confusions,
)
from bot.console.batch.runs import Result, Run, Runs, State
from bot.console.charts import address_of_svg
from bot.console.roles import Role
from bot.console.section import Section
from bot.console.tables_out import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx
from bot.console.visit import Refused, Visit
from bot.evaluation import Case

ON_A_PAGE = 200
REFRESH_SECONDS = 3
HERE = ZoneInfo("Europe/Amsterdam")
HEADER = (
    "question", "expected_topic", "previous_topic", "persona", "topic", "answer", "band",
    "confidence", "correct",
)  # fmt: skip

section = Section("Reeksen", "/console/reeksen", Role.COUNSELLOR)


@section.page()
async def overview(visit: Visit) -> HTTPResponse:
    """The form to start a run, and every run that was kept."""
    runs = await asyncio.to_thread(_runs(visit).all)
    return visit.page("batch/overview.html", runs=runs, when=_when, State=State)


@section.form(most_bytes=reading.MOST_BYTES)
async def begin(visit: Visit) -> HTTPResponse:
    """Starts a run with a file or with pasted lines."""
    cases, name = await asyncio.to_thread(_given, visit)
    name = visit.field("naam").strip() or name
    agent = visit.agent
    runs = _runs(visit)
    number = await asyncio.to_thread(
        lambda: runs.begin(
            name=name[:80],
            account=visit.account.name,
            model=Path(agent.processor.model_filename).name,
            total=len(cases),
        )
    )
    job.start(agent, runs, number, cases)
    return visit.go(f"{section.path}/{number}")


@section.page("/<number:int>")
async def show(visit: Visit, number: int) -> HTTPResponse:
    """How far a run is, or what came of it."""
    run = await _run(visit, number)
    if run.state is State.RUNNING:
        response = visit.page("batch/progress.html", run=run)
        response.headers["Refresh"] = str(REFRESH_SECONDS)
        return response
    results = await asyncio.to_thread(_runs(visit).results, number)
    chosen = _filter(visit)
    shown = [result for result in results if chosen.shows(result)]
    others = [one for one in await asyncio.to_thread(_runs(visit).all) if one.id != number]
    found = confusions(results)
    picture = await asyncio.to_thread(confusion_picture, found) if found else ""
    return visit.page(
        "batch/results.html",
        run=run,
        when=_when,
        State=State,
        Kind=Kind,
        totals=Totals.of(results),
        chosen=chosen,
        query=visit.request.query_string,
        count=len(shown),
        shown=shown[:ON_A_PAGE],
        topics=_names(lambda result: (result.expected_topic, result.topic), results),
        personas=_names(lambda result: (result.persona,), results),
        confusions=found,
        picture=address_of_svg(picture),
        others=others,
    )


@section.form("/<number:int>/stoppen")
async def cancel(visit: Visit, number: int) -> HTTPResponse:
    """Stops a run; what it found is kept."""
    await asyncio.to_thread(_runs(visit).end, number, State.CANCELLED)
    return visit.go(f"{section.path}/{number}")


@section.form("/<number:int>/weggooien")
async def discard(visit: Visit, number: int) -> HTTPResponse:
    """Throws a run away."""
    await asyncio.to_thread(_runs(visit).remove, number)
    return visit.go(section.path)


@section.page("/<number:int>/csv")
async def as_a_csv_file(visit: Visit, number: int) -> HTTPResponse:
    """The results that the filter shows, as CSV."""
    return await _download(visit, number, "csv", as_csv, CSV_TYPE)


@section.page("/<number:int>/xlsx")
async def as_an_xlsx_file(visit: Visit, number: int) -> HTTPResponse:
    """The results that the filter shows, as XLSX."""
    return await _download(visit, number, "xlsx", as_xlsx, XLSX_TYPE)


@section.page("/vergelijken")
async def compare(visit: Visit) -> HTTPResponse:
    """Two runs side by side: what got better, what got worse."""
    before, after = await _run(visit, visit.asked("van")), await _run(visit, visit.asked("naar"))
    if before.started_at > after.started_at:
        before, after = after, before
    old = await asyncio.to_thread(_runs(visit).results, before.id)
    new = await asyncio.to_thread(_runs(visit).results, after.id)
    return visit.page(
        "batch/compare.html",
        before=before,
        after=after,
        old=Totals.of(old),
        new=Totals.of(new),
        comparison=compared(old, new),
        when=_when,
        most=ON_A_PAGE,
    )


def _runs(visit: Visit) -> Runs:
    return Runs(visit.console.database)


def _given(visit: Visit) -> tuple[list[Case], str]:
    """The questions that were sent, and what to call them."""
    file = (visit.request.files or {}).get("bestand")
    if file is not None and file.body:
        return reading.cases_in_file(file.body, name=file.name), file.name
    return reading.cases_in_lines(visit.field("regels")), "Geplakte vragen"


async def _run(visit: Visit, number: int | str) -> Run:
    known = str(number).isdecimal() and len(str(number)) < 10
    run = await asyncio.to_thread(_runs(visit).find, int(number)) if known else None
    if run is None:
        raise Refused(404, "Deze reeks is er niet (meer).")
    return run


def _filter(visit: Visit) -> Filter:
    return Filter.of(visit.asked("toon"), visit.asked("onderwerp"), visit.asked("persona"))


async def _download(
    visit: Visit,
    number: int,
    ending: str,
    write: Callable[[Sequence[str], Iterable[Sequence[Any]]], bytes],
    content_type: str,
) -> HTTPResponse:
    run = await _run(visit, number)
    chosen = _filter(visit)

    def written() -> bytes:
        results = filter(chosen.shows, _runs(visit).results(number))
        return write(HEADER, ([getattr(result, name) for name in HEADER] for result in results))

    content = await asyncio.to_thread(written)
    headers = {"Content-Disposition": f'attachment; filename="reeks-{run.id}.{ending}"'}
    return raw(content, content_type=content_type, headers=headers)


def _names(parts: Callable[[Result], Iterable[str]], results: Iterable[Result]) -> list[str]:
    return sorted({name for result in results for name in parts(result) if name})


def _when(seconds: float) -> str:
    """A moment as people here write it."""
    return datetime.fromtimestamp(seconds, HERE).strftime("%d-%m-%Y %H:%M")
