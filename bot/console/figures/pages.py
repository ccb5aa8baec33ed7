"""The page of the section Figures."""

import asyncio
from typing import Any

from sanic.response import HTTPResponse

from bot.console.charts import address_of_svg
from bot.console.figures import drawing
from bot.console.roles import Role
from bot.console.section import Section
from bot.console.visit import Visit
from bot.statistics.figures import FEWEST, KEPT_DAYS, Figures

section = Section("Cijfers", "/console/cijfers", Role.EDITOR)


@section.page()
async def show(visit: Visit) -> HTTPResponse:
    """The figures of the last days, of all topics or of one."""
    topic = visit.asked("onderwerp")
    figures = Figures(visit.console.statistics)
    context = await asyncio.to_thread(_context, figures, topic or None)
    return visit.page("figures/show.html", chosen=topic, **context)


def _context(figures: Figures, topic: str | None) -> dict[str, Any]:
    days, topics, searches = figures.days(topic=topic), figures.topics(), figures.searches()
    pictures = {
        "turns": drawing.turns_per_day(days),
        "bands": drawing.bands_per_day(days),
        "seconds": drawing.seconds_per_day(days),
        "topics": drawing.most_asked(topics.most_common()),
        "searches": drawing.most_searched(searches),
    }
    return {
        "days": days,
        "topics": topics.most_common(),
        "searches": searches,
        "pictures": {name: address_of_svg(svg) for name, svg in pictures.items()},
        "bands": drawing.BANDS,
        "fewest": FEWEST,
        "kept": KEPT_DAYS,
    }
