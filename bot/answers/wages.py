"""What someone in the bbl earns at least, from his age and hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answers.book import AnswerBook, Message
from bot.answers.facts import Fact, FactValue, written

WAGE = "bbl_loon.berekenen"
WAGES = frozenset({"bbl_loon", "bbl_loon.minimumloon", WAGE})
YOUNGEST, ADULT = 16, 21
WEEKS_PER_MONTH = 52 / 12
EXAMPLE_HOURS = 32

Entities = Sequence[Mapping[str, Any]]


def wage_answer(book: AnswerBook, entities: Entities) -> Message | None:
    """The minimum wage for an age, or None without an age that has one."""
    age, hours = _number(entities, "age"), _number(entities, "hours")
    answer = book.answer(WAGE)
    if answer is None or age is None or age < YOUNGEST:
        return None
    today = book.clock()
    fact = book.facts[f"minimumloon_{min(age, ADULT)}"]
    value, day = _last_known(fact, today)
    if value is None or day is None:
        return None
    scale = OwnScale.of(book, age=age, day=day)
    oldest = book.facts["bbl_staffel_oudste"].on(day)
    text = wage_text(
        fact,
        value,
        age=age,
        hours=hours,
        day=day,
        today=today,
        scale=scale,
        is_full=oldest is not None and age > int(oldest.value),
    )
    message = book.said(answer, text)
    used = fact.name if day == today else f"{fact.name}@{day.isoformat()}"
    message["metadata"] = book.provenance(answer, {used: value})
    return message


@dataclass(frozen=True)
class OwnScale:
    """The ages, both included, for which the bbl has smaller minimum wages than other work."""

    youngest: int
    oldest: int
    holds_today: bool

    @classmethod
    def of(cls, book: AnswerBook, *, age: int, day: date) -> "OwnScale | None":
        """The scale on the day of an amount, when someone of an age falls under it."""
        youngest, oldest = book.facts["bbl_staffel_jongste"], book.facts["bbl_staffel_oudste"]
        first, last = youngest.on(day), oldest.on(day)
        if first is None or last is None or not int(first.value) <= age <= int(last.value):
            return None
        holds_today = youngest.on(book.clock()) is not None
        return cls(int(first.value), int(last.value), holds_today)

    def caution(self) -> str:
        """Why the amount may be less in the bbl."""
        ages = f"{self.youngest} tot en met {self.oldest} jaar"
        if self.holds_today:
            return (
                "Let op: in de bbl mag het op jouw leeftijd minder zijn, want voor bbl'ers van "
                f"{ages} is er een aparte tabel. De bedragen daarvan hebben we voor dit jaar niet "
                "kunnen controleren."
            )
        return (
            f"Let op: voor bbl'ers van {ages} was er een aparte tabel met minder loon. Het plan was "
            "dat die verviel, maar of dat is doorgegaan, hebben we niet kunnen controleren."
        )


def wage_text(
    fact: Fact,
    value: FactValue,
    *,
    age: int,
    hours: int | None,
    day: date,
    today: date,
    scale: OwnScale | None,
    is_full: bool,
) -> str:
    """What someone of an age earns at least for a number of hours a week.

    Args:
        value: minimum wage in EUR an hour for that age, before tax.
        hours: per week; without them the amount is told per hour, with an example.
        day: a day on which `value` holds; when it is before `today`, the amount is named as past.
        scale: the bbl's own scale, when this age falls under it: then nothing is promised.
        is_full: whether the bbl's own scale is known to end before this age.
    """
    past = day < today
    verb, least = "was" if past else "is", "" if scale else "minstens "
    since = f", dat gold tot en met {written(day.isoformat(), 'datum')}" if past else ""
    hourly = f"{written(value.value, fact.unit)} per uur"
    before_tax = "voordat er belasting af gaat"
    if hours is None:
        lines = [
            f"Met {age} jaar {verb} het gewone minimumloon {hourly}, {before_tax}{since}.",
            f"- Bij {EXAMPLE_HOURS} uur per week {verb} dat {_amounts(value, EXAMPLE_HOURS)}.",
        ]
        last = (
            f"Hoeveel uur werk jij? Typ bijvoorbeeld: ik ben {age} en ik werk {EXAMPLE_HOURS} uur."
        )
    else:
        lines = [
            f"Met {hours} uur per week {verb} het met {age} jaar {least}{_amounts(value, hours)}, "
            f"{before_tax}. Dat is gerekend met het gewone minimumloon van {hourly}{since}."
        ]
        last = "Welk uurloon het precies is en welke cao geldt, staat in het contract."
    if past:
        lines.append("- Het bedrag van nu hebben we niet kunnen controleren.")
    if scale:
        lines.append(f"- {scale.caution()}")
    elif is_full:
        lines.append(f"- Vanaf {ADULT} jaar {verb} dat het volle minimumloon, ook in de bbl.")
    lines += [
        "- In je cao kan een hoger loon staan.",
        "- Of je schooldag betaald wordt, hangt af van je cao of contract.",
        last,
    ]
    return "\n".join(lines)


def _amounts(value: FactValue, hours: int) -> str:
    per_week = float(value.value) * hours
    per_month = per_week * WEEKS_PER_MONTH
    return f"€ {_whole(per_week)} per week, dus rond € {_whole(per_month)} per maand"


def _last_known(fact: Fact, today: date) -> tuple[FactValue | None, date | None]:
    """Today's value with today, or the latest one before with its last day."""
    value = fact.on(today)
    if value is not None:
        return value, today
    ended = [v for v in fact.values if v.may_be_said and v.valid_until and v.valid_until < today]
    latest = max(ended, key=lambda v: v.valid_until or today, default=None)
    return latest, latest.valid_until if latest else None


def _number(entities: Entities, name: str) -> int | None:
    for entity in entities:
        if entity["entity"] == name and str(entity["value"]).isdigit():
            return int(entity["value"])
    return None


def _whole(amount: float) -> str:
    return f"{amount:,.0f}".replace(",", ".")
