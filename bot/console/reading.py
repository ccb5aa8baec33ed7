"""Section "Antwoorden": every answer as students see it, to read, search, print and talk about."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sanic.response import HTTPResponse

from bot.answers.topics import STATUSES
from bot.console.content import Content
from bot.console.roles import Role
from bot.console.section import Section
from bot.console.visit import Refused, Visit
from bot.statistics.figures import Figures

NO_TOPIC = "Dit onderwerp bestaat niet (meer). Zoek het bij Antwoorden."
NO_ANSWER = "Dit antwoord bestaat niet (meer). Zoek het bij Antwoorden."
Found = TypeVar("Found")

section = Section("Antwoorden", "/console/antwoorden", Role.COUNSELLOR)


@section.page()
async def overview(visit: Visit) -> HTTPResponse:
    """The topics; with `?zoek=` or `?status=` the answers that fit."""
    words, status = visit.asked("zoek").strip(), visit.asked("status")
    status = status if status in STATUSES else ""
    content = _content(visit)
    entries = await _beside(lambda: content.found(words, status=status)) if words or status else []
    topics = await _beside(lambda: [(one, content.topic(one.name)) for one in content.topics()])
    return visit.page(
        "reading/overview.html",
        words=words,
        chosen=status,
        statuses=STATUSES,
        entries=entries,
        topics=topics,
    )


@section.page("/onderwerp/<name:str>")
async def topic(visit: Visit, name: str) -> HTTPResponse:
    """All answers of a topic."""
    content = _content(visit)
    entries = await _beside(lambda: content.topic(name))
    if not entries:
        raise Refused(404, NO_TOPIC)
    return visit.page("reading/answers.html", title=entries[0].topic_title, entries=entries)


@section.page("/alles")
async def everything(visit: Visit) -> HTTPResponse:
    """All answers, to print."""
    entries = await _beside(_content(visit).every)
    return visit.page("reading/answers.html", title="Alle antwoorden", entries=entries)


@section.page("/antwoord/<intent:str>")
async def one(visit: Visit, intent: str) -> HTTPResponse:
    """One answer with all that belongs to it; its address stays the same."""
    content = _content(visit)
    entry = await _beside(lambda: content.entry(intent))
    if entry is None:
        raise Refused(404, NO_ANSWER)
    return visit.page(
        "reading/answer.html",
        entry=entry,
        variants=content.variants(intent),
        facts=content.facts_of(entry.message) if entry.message else [],
    )


@section.page("/verloopt")
async def ends(visit: Visit) -> HTTPResponse:
    """What ends within sixty days, and what has no value now."""
    content = _content(visit)
    return visit.page(
        "reading/ends.html",
        endings=await _beside(content.endings),
        unknown=await _beside(content.unknown),
    )


@section.page("/niet-gevraagd")
async def unasked(visit: Visit) -> HTTPResponse:
    """What nobody asked in the days of which figures are kept."""
    content = _content(visit)
    given = await _beside(Figures(visit.console.statistics).answers)
    entries = await _beside(lambda: content.unasked(given))
    return visit.page("reading/unasked.html", entries=entries, any_asked=bool(given))


def _content(visit: Visit) -> Content:
    return Content(visit.agent.processor.nlg.book)


async def _beside(work: Callable[[], Found]) -> Found:
    """Does something beside the event loop, on which visitors chat."""
    return await asyncio.to_thread(work)
