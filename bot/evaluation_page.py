"""The evaluation report as a page: confusions, the weakest topics, and how far "sure" is sure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pygal
from jinja2 import Environment
from pygal.style import CleanStyle

if TYPE_CHECKING:
    from bot.evaluation import Report

BINS = 10
SHOWN_TOPICS = 12
SHOWN_CONFUSIONS = 25

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Vakroute: evaluation</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } td, th { padding: .2rem .7rem; text-align: left; }
tr:nth-child(even) { background: #f3f5f7; } .wrong { color: #a01818; }
.grid td { padding: 0; width: 14px; height: 14px; border: 1px solid #e4e7ea; }
.grid th { font: 11px/1.1 system-ui, sans-serif; white-space: nowrap; }
.grid thead th { writing-mode: vertical-rl; transform: rotate(180deg); }
figure { margin: 0; max-width: 45rem; }
</style>
<h1>How well the assistant understands</h1>
<table>{% for name, value in summary.items() %}
<tr><th>{{ name }}</th><td>{{ value }}</td></tr>{% endfor %}</table>

<h2>Is "sure" sure?</h2>
<p>Share of right answers by confidence. A dot on the diagonal means: as sure as it says.</p>
<figure>{{ calibration|safe }}</figure>

<h2>Confusions</h2>
<p>Rows: expected. Columns: understood. Darker: more often. Only topics that were confused.</p>
<table class="grid">
<thead><tr><th></th>{% for name in topics %}<th>{{ name }}</th>{% endfor %}</tr></thead>
{% for row in topics %}<tr><th>{{ row }}</th>{% for column in topics %}
{% set count = confusions.get((row, column), 0) %}
<td style="background: rgba({{ '20,110,60' if row == column else '170,20,20' }},{{ [count / 5, 1]|min }})"
 title="{{ row }} → {{ column }}: {{ count }}"></td>{% endfor %}</tr>{% endfor %}
</table>

<h2>The weakest topics</h2>
{% for topic, share, wrong in weakest %}
<h3>{{ topic }}: {{ "%.0f"|format(100 * share) }} % right</h3>
<ul>{% for row in wrong %}
<li>{{ row.question }} <span class="wrong">→ {{ row.topic }}</span>
 ({{ row.band }}, {{ row.confidence }})</li>{% endfor %}</ul>
{% endfor %}
</html>
"""


def page(report: "Report") -> str:
    """The report as a complete HTML document that needs nothing else."""
    confusions = _confusions(report.rows)
    topics = sorted({name for pair, _ in confusions.most_common(SHOWN_CONFUSIONS) for name in pair})
    counts = confusions + Counter(
        (row["topic"], row["topic"]) for row in report.rows if row["correct"]
    )
    template = Environment(autoescape=True).from_string(_PAGE)
    return template.render(
        summary=report.summary(),
        calibration=calibration_chart(report.rows),
        confusions=counts,
        topics=topics,
        weakest=_weakest(report.rows),
    )


def _confusions(rows: Sequence[dict[str, Any]]) -> "Counter[tuple[str, str]]":
    return Counter((row["expected_topic"], row["topic"]) for row in rows if not row["correct"])


def _weakest(rows: Sequence[dict[str, Any]]) -> list[tuple[str, float, list[dict[str, Any]]]]:
    by_topic: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_topic[row["expected_topic"]].append(row)
    shares = [
        (topic, sum(row["correct"] for row in own) / len(own), [r for r in own if not r["correct"]])
        for topic, own in by_topic.items()
    ]
    return sorted((item for item in shares if item[2]), key=lambda item: item[1])[:SHOWN_TOPICS]


def calibration(rows: Sequence[dict[str, Any]]) -> list[tuple[float, float, int]]:
    """Per tenth of confidence: the mean confidence, the share that is right, and how many."""
    bins: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["band"] in ("answer", "choose", "unknown"):
            bins[min(BINS - 1, int(row["confidence"] * BINS))].append(row)
    return [
        (
            sum(row["confidence"] for row in own) / len(own),
            sum(row["correct"] for row in own) / len(own),
            len(own),
        )
        for _, own in sorted(bins.items())
    ]


def calibration_chart(rows: Sequence[dict[str, Any]]) -> str:
    """The calibration as an SVG drawing."""
    chart = pygal.XY(
        style=CleanStyle,
        height=360,
        range=(0, 1),
        xrange=(0, 1),
        x_title="confidence",
        y_title="share right",
        js=[],
        disable_xml_declaration=True,
    )
    chart.add("as sure as it says", [(0, 0), (1, 1)], show_dots=False)
    chart.add("measured", [(x, y) for x, y, _ in calibration(rows)], stroke=False)
    return str(chart.render(is_unicode=True))
