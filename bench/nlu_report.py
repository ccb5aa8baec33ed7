"""The tables, the plot and the figures of the comparison of pipelines."""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.nlu_scores import Score
from bench.plots import bars
from bot.paths import ROOT

RESULTS = ROOT / "bench" / "results"


@dataclass(frozen=True)
class Measured:
    """What came out for a pipeline; seconds are wall clock, memory in MB."""

    name: str
    training_questions: int
    training_seconds: float
    training_processor_seconds: float | None
    load_seconds: float
    start_seconds: float
    resident_mb: float
    milliseconds: float
    milliseconds_p95: float
    scores: Mapping[str, Score]
    with_typos: Mapping[str, Score]


def write(measured: Sequence[Measured], *, per_intent: int) -> None:
    """Write the tables, the plot and the figures."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "nlu.md").write_text(tables(measured, per_intent=per_intent), encoding="utf-8")
    figures = [
        {**vars(one), "scores": _plain(one.scores), "with_typos": _plain(one.with_typos)}
        for one in measured
    ]
    (RESULTS / "nlu.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    groups = {
        f"{what}, {test_set}": [round(100 * figure(one.scores[test_set]), 1) for one in measured]
        for test_set in measured[0].scores
        for what, figure in _PLOTTED.items()
    }
    bars(RESULTS / "nlu.svg", "Share of the questions (%)", [m.name for m in measured], groups)


_PLOTTED: Mapping[str, Callable[[Score], float]] = {
    "right topic": lambda score: score.right,
    "sure and wrong": lambda score: score.sure_and_wrong,
}


def _plain(scores: Mapping[str, Score]) -> dict[str, Any]:
    return {name: vars(score) for name, score in scores.items()}


def tables(measured: Sequence[Measured], *, per_intent: int) -> str:
    """The tables in Markdown: understanding on each test set, then cost."""
    lines = [
        "# Understanding, side by side",
        "",
        f"At most {per_intent} questions of each answer, {measured[0].training_questions:,} in all "
        f"(the last row: everything); {time.strftime('%Y-%m-%d')}.",
    ]
    for name, score in measured[0].scores.items():
        lines += [
            "",
            f"## Test set: {name}, {score.questions} questions",
            "",
            "| pipeline | right topic | among three | sure and wrong | right, plain questions"
            " | right, unlike training | right, with typos |",
            "|---|---:|---:|---:|---:|---:|---:|",
            *(_score_line(one, name) for one in measured),
        ]
    lines += [
        "",
        "## Cost",
        "",
        "| pipeline | training (s) | of which processor (s) | model load (s) | start to ready (s)"
        " | memory (MB) | a message, p50 (ms) | p95 (ms) |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *(_cost_line(one) for one in measured),
    ]
    return "\n".join(lines) + "\n"


def _score_line(one: Measured, test_set: str) -> str:
    score, typos = one.scores[test_set], one.with_typos[test_set]
    shares = (
        score.right, score.in_top3, score.sure_and_wrong, score.right_of_plain,
        score.right_of_unfamiliar, typos.right,
    )  # fmt: skip
    return _row([one.name, *(f"{share:.3f}" for share in shares)])


def _cost_line(one: Measured) -> str:
    processor = one.training_processor_seconds
    return _row(
        [
            one.name,
            f"{one.training_seconds:.1f}",
            "–" if processor is None else f"{processor:.1f}",
            f"{one.load_seconds:.2f}",
            f"{one.start_seconds:.1f}",
            f"{one.resident_mb:.0f}",
            f"{one.milliseconds:.1f}",
            f"{one.milliseconds_p95:.1f}",
        ]
    )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
