"""The pages of the section Review."""

import asyncio
from datetime import datetime
from functools import lru_cache

from sanic.response import HTTPResponse, raw

from bot.answers.topics import Topics
from bot.console.review.export import fragment, measuring_rows
from bot.console.review.groups import Group, Order, grouped
from bot.console.review.marks import Mark, Marks, Verdict
from bot.console.roles import Role
from bot.console.section import Section
from bot.console.visit import Refused, Visit
from bot.statistics.figures import HERE
from bot.statistics.questions import Asked, badly_answered

ON_A_PAGE = 20
YAML_TYPE = "application/yaml; charset=utf-8"
TSV_TYPE = "text/tab-separated-values; charset=utf-8"

section = Section("Nakijken", "/console/nakijken", Role.EDITOR)


@section.page()
async def new(visit: Visit) -> HTTPResponse:
    """Groups of questions that nobody has judged yet."""
    order = Order.MOST_FREQUENT if visit.asked("volgorde") == "vaakst" else Order.NEWEST
    groups = await asyncio.to_thread(_new_groups, visit, order)
    return visit.page(
        "review/new.html",
        groups=groups[:ON_A_PAGE],
        count=len(groups),
        order=order,
        Verdict=Verdict,
        topics=_topics(),
        day=_day,
    )


@section.form()
async def judge(visit: Visit) -> HTTPResponse:
    """Keeps what an editor says of a group."""
    try:
        verdict = Verdict(visit.field("oordeel"))
    except ValueError as error:
        raise Refused(400, "Kies eerst wat je van deze vraag vindt.") from error
    intent = visit.field("antwoord").strip() if verdict is Verdict.OTHER else ""
    if verdict is Verdict.OTHER and intent not in _topics().intents():
        raise Refused(400, "Kies een antwoord uit de lijst: dit antwoord bestaat niet.")
    group = await asyncio.to_thread(_group_of, visit, visit.field("vraag"))
    if group is None:
        raise Refused(404, "Deze vraag wordt niet meer bewaard, of is al nagekeken.")
    marks = Marks(visit.console.database)
    await asyncio.to_thread(
        lambda: marks.add(group.asked, verdict, intent=intent, account=visit.account.name)
    )
    return visit.go(f"{section.path}?volgorde={visit.field('volgorde') or 'nieuwste'}")


@section.page("/klaar")
async def judged(visit: Visit) -> HTTPResponse:
    """What was judged, and what was put off."""
    marks = await asyncio.to_thread(Marks(visit.console.database).all)
    by_group: dict[str, list[Mark]] = {}
    for mark in marks:
        by_group.setdefault(mark.group_name, []).append(mark)
    return visit.page("review/judged.html", groups=by_group, Verdict=Verdict, topics=_topics())


@section.form("/terug")
async def undo(visit: Visit) -> HTTPResponse:
    """Takes back what was said of a group."""
    await asyncio.to_thread(Marks(visit.console.database).undo, visit.field("groep"))
    return visit.go(f"{section.path}/klaar")


@section.page("/vragen.yml")
async def for_the_topic_files(visit: Visit) -> HTTPResponse:
    """The questions to add to the topic files."""
    marks = await asyncio.to_thread(Marks(visit.console.database).all)
    return _file(fragment(marks, _topics()), "vragen.yml", YAML_TYPE)


@section.page("/toetsvragen.tsv")
async def for_the_evaluation(visit: Visit) -> HTTPResponse:
    """The judged questions, to measure with."""
    marks = await asyncio.to_thread(Marks(visit.console.database).all)
    return _file(measuring_rows(marks), "toetsvragen.tsv", TSV_TYPE)


def _new_groups(visit: Visit, order: Order) -> list[Group]:
    marked = {mark.question for mark in Marks(visit.console.database).all()}
    asked = [one for one in badly_answered(visit.console.statistics) if one.question not in marked]
    return grouped(asked, order)


def _group_of(visit: Visit, question: str) -> Group | None:
    groups = _new_groups(visit, Order.NEWEST)
    return next((group for group in groups if question in group.texts), None)


@lru_cache(maxsize=1)
def _topics() -> Topics:
    """The topics as they were when this process first needed them, like the answers it gives."""
    return Topics.load()


def _day(asked: Asked) -> str:
    return datetime.fromtimestamp(asked.at, HERE).strftime("%d-%m-%Y")


def _file(content: str, name: str, content_type: str) -> HTTPResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return raw(content.encode(), content_type=content_type, headers=headers)
