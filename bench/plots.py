"""Plots of the benchmarks, as SVG without scripts."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pygal
from pygal.style import Style

_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
_STYLE = Style(background="white", plot_background="white", font_family="sans-serif")


def bars(
    path: Path, title: str, labels: Sequence[str], groups: Mapping[str, Sequence[float]]
) -> None:
    """Write horizontal bars: one cluster for each label, one bar in it for each group."""
    plot = pygal.HorizontalBar(
        title=title,
        style=_STYLE,
        js=[],
        print_values=True,
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        width=900,
        height=160 + 90 * len(labels),
    )
    plot.x_labels = list(labels)
    for name, values in groups.items():
        plot.add(name, list(values))
    drawn = plot.render(is_unicode=True, disable_xml_declaration=True)
    path.write_text(_SCRIPT.sub("", drawn) + "\n", encoding="utf-8")


def lines(
    path: Path, title: str, x_title: str, groups: Mapping[str, Sequence[tuple[float, float]]]
) -> None:
    """Write lines: one for each group, through its points (x, y)."""
    plot = pygal.XY(
        title=title,
        x_title=x_title,
        style=_STYLE,
        js=[],
        dots_size=0,
        legend_at_bottom=True,
        width=900,
        height=420,
    )
    for name, points in groups.items():
        plot.add(name, list(points))
    drawn = plot.render(is_unicode=True, disable_xml_declaration=True)
    path.write_text(_SCRIPT.sub("", drawn) + "\n", encoding="utf-8")
