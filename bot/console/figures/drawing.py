"""The figures as SVG drawings."""

from collections.abc import Sequence
from typing import Any

import pygal
from pygal.style import CleanStyle

from bot.statistics.figures import Day, Searches

SHOWN = 15
BANDS = {
    "answer": "zeker",
    "choose": "twijfel",
    "unknown": "weet het niet",
    "language": "andere taal",
    "crisis": "crisis",
}
_LOOK: dict[str, Any] = {
    "style": CleanStyle,
    "width": 900,
    "height": 360,
    "js": [],
    "disable_xml_declaration": True,
    "legend_at_bottom": True,
}


def turns_per_day(days: Sequence[Day]) -> str:
    """How many turns there were on each day."""
    chart = pygal.Bar(**_LOOK, show_legend=False, x_label_rotation=45)
    chart.x_labels = [_short(day) for day in days]
    chart.add("vragen", [day.turns for day in days])
    return _svg(chart)


def bands_per_day(days: Sequence[Day]) -> str:
    """How sure the typed questions of each day were answered."""
    chart = pygal.StackedBar(**_LOOK, x_label_rotation=45)
    chart.x_labels = [_short(day) for day in days]
    for band, label in BANDS.items():
        chart.add(label, [day.bands[band] for day in days])
    return _svg(chart)


def seconds_per_day(days: Sequence[Day]) -> str:
    """Within how many seconds half and 95 percent of the turns were answered."""
    chart = pygal.Line(**_LOOK, x_label_rotation=45)
    chart.x_labels = [_short(day) for day in days]
    chart.add("de helft", [day.seconds(0.5) for day in days])
    chart.add("95 van de 100", [day.seconds(0.95) for day in days])
    return _svg(chart)


def most_asked(topics: Sequence[tuple[str, int]]) -> str:
    """The topics that were asked about most."""
    chart = pygal.HorizontalBar(**_LOOK, show_legend=False)
    shown = list(reversed(topics[:SHOWN]))
    chart.x_labels = [name for name, _ in shown]
    chart.add("vragen", [number for _, number in shown])
    return _svg(chart)


def most_searched(searches: Sequence[Searches]) -> str:
    """Where, and in which sectors, courses were looked for most."""
    chart = pygal.HorizontalBar(**_LOOK, show_legend=False)
    shown = list(reversed(searches[:SHOWN]))
    chart.x_labels = [f"{one.sector or 'alles'}, {one.town or 'overal'}" for one in shown]
    chart.add("gesprekken", [one.conversations for one in shown])
    return _svg(chart)


def _short(day: Day) -> str:
    return f"{day.day.day}-{day.day.month}"


def _svg(chart: Any) -> str:
    return str(chart.render(is_unicode=True))
