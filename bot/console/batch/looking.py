"""Looking at results: filters, totals, confusions, and two runs side by side."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import pygal
from pygal.style import CleanStyle

from bot.console.batch.runs import Result

SHOWN_CONFUSIONS = 20


class Kind(str, Enum):
    """Which results to show."""

    ALL = "alle"
    WRONG = "fout"
    UNSURE = "twijfel"
    SURE_AND_WRONG = "zeker-en-fout"


_FITS: dict[Kind, Callable[[Result], bool]] = {
    Kind.ALL: lambda result: True,
    Kind.WRONG: lambda result: result.correct is False,
    Kind.UNSURE: lambda result: result.unsure,
    Kind.SURE_AND_WRONG: lambda result: result.correct is False and not result.unsure,
}


@dataclass(frozen=True)
class Filter:
    """What to show; "" is anything. A topic fits when it was expected or understood."""

    kind: Kind = Kind.ALL
    topic: str = ""
    persona: str = ""

    @classmethod
    def of(cls, kind: str, topic: str, persona: str) -> "Filter":
        """The filter in an address; an unknown kind is everything."""
        known = {item.value: item for item in Kind}
        return cls(known.get(kind, Kind.ALL), topic, persona)

    def shows(self, result: Result) -> bool:
        """Whether a result passes."""
        return (
            _FITS[self.kind](result)
            and self.topic in ("", result.expected_topic, result.topic)
            and self.persona in ("", result.persona)
        )


@dataclass(frozen=True)
class Totals:
    """How many results there are and how many of them are what."""

    count: int
    judged: int
    correct: int
    unsure: int
    sure_and_wrong: int

    @classmethod
    def of(cls, results: Sequence[Result]) -> "Totals":
        """The totals of results; `judged` are those of which something was expected."""
        judged = [result for result in results if result.correct is not None]
        return cls(
            count=len(results),
            judged=len(judged),
            correct=sum(bool(result.correct) for result in judged),
            unsure=sum(result.unsure for result in results),
            sure_and_wrong=sum(_FITS[Kind.SURE_AND_WRONG](result) for result in results),
        )


def confusions(results: Sequence[Result]) -> list[tuple[str, str, int]]:
    """Expected topic, understood topic and how often, most often first; only the mistakes."""
    counted = Counter(
        (result.expected_topic, result.topic) for result in results if result.correct is False
    )
    return [
        (expected, topic, number)
        for (expected, topic), number in counted.most_common(SHOWN_CONFUSIONS)
    ]


def confusion_picture(found: Sequence[tuple[str, str, int]]) -> str:
    """Confusions as an SVG drawing: a dot where an expected and an understood topic meet."""
    columns = sorted({topic for _, topic, _ in found})
    rows = sorted({expected for expected, _, _ in found})
    counts = {(expected, topic): number for expected, topic, number in found}
    chart = pygal.Dot(
        style=CleanStyle,
        width=900,
        height=200 + 34 * len(rows),
        x_label_rotation=45,
        show_legend=False,
        js=[],
        disable_xml_declaration=True,
    )
    chart.x_labels = columns
    for row in rows:
        chart.add(row, [counts.get((row, column)) for column in columns])
    return str(chart.render(is_unicode=True))


@dataclass(frozen=True)
class Change:
    """One question in two runs."""

    before: Result
    after: Result


@dataclass(frozen=True)
class Comparison:
    """Two runs side by side.

    `other` got another topic while it stayed as right or wrong as it was; `only_before` and `only_after`
    count questions that are in one run.
    """

    better: list[Change]
    worse: list[Change]
    other: list[Change]
    same: int
    only_before: int
    only_after: int


def compared(before: Sequence[Result], after: Sequence[Result]) -> Comparison:
    """What got better and what got worse between two runs of the same questions."""
    old, new = _by_question(before), _by_question(after)
    changes = [Change(old[key], new[key]) for key in old if key in new]
    better = [c for c in changes if c.after.correct and c.before.correct is False]
    worse = [c for c in changes if c.before.correct and c.after.correct is False]
    other = [
        c
        for c in changes
        if c.before.correct == c.after.correct and c.before.topic != c.after.topic
    ]
    return Comparison(
        better,
        worse,
        other,
        same=len(changes) - len(better) - len(worse) - len(other),
        only_before=len(old.keys() - new.keys()),
        only_after=len(new.keys() - old.keys()),
    )


def _by_question(results: Sequence[Result]) -> dict[tuple[str, str], Result]:
    return {(result.question, result.previous_topic): result for result in results}
