"""Answers that are computed from what someone says about himself: wages and fees."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.answers.book import AnswerBook, Message
from bot.answers.facts import Fact, FactValue, written

WAGE = "bbl_loon.berekenen"
YOUNGEST, ADULT = 16, 21
WEEKS_PER_MONTH = 52 / 12
OWN_SCALE = (18, 20)
"""Ages, both included, for which the bbl has wages of its own until the change that is announced."""

Entities = Sequence[Mapping[str, Any]]


def computed_answer(book: AnswerBook, intent: str, entities: Entities) -> Message | None:
    """The computed answer to an intent, or None where nothing is computed or something is missing."""
    if intent != WAGE:
        return None
    age, hours = _number(entities, "age"), _number(entities, "hours")
    answer = book.topics.answer(intent)
    if answer is None or age is None or hours is None or age < YOUNGEST:
        return None
    fact = book.facts[f"minimumloon_{min(age, ADULT)}"]
    today = book.clock()
    value, day = _last_known(fact, today)
    if value is None or day is None:
        return None
    message = book.said(answer, wage_text(fact, value, age=age, hours=hours, day=day, today=today))
    message["metadata"] = book.provenance(answer, [value])
    return message


def wage_text(fact: Fact, value: FactValue, *, age: int, hours: int, day: date, today: date) -> str:
    """What someone of an age earns at least for a number of hours a week.

    Args:
        value: minimum wage in EUR an hour for that age, before tax.
        day: a day on which `value` holds; when it is before `today`, the amount is named as past.
    """
    hourly = float(value.value)
    per_week, per_month = _whole(hourly * hours), _whole(hourly * hours * WEEKS_PER_MONTH)
    amounts = (
        f"€ {per_week} per week, dus rond € {per_month} per maand, voordat er belasting af gaat"
    )
    own_scale = OWN_SCALE[0] <= age <= OWN_SCALE[1]
    least = "" if own_scale else "minstens "
    verb = "is" if day >= today else "was"
    since = "" if day >= today else f", dat gold tot en met {written(day.isoformat(), 'datum')}"
    lines = [
        f"Met {hours} uur per week {verb} het met {age} jaar {least}{amounts}. Dat is gerekend met "
        f"het gewone minimumloon van {written(value.value, fact.unit)} per uur{since}."
    ]
    if day < today:
        lines.append("- Het bedrag van nu hebben we niet kunnen controleren.")
    if own_scale:
        lines.append(
            "- Let op: in de bbl mag het op jouw leeftijd minder zijn, want voor bbl'ers van "
            f"{OWN_SCALE[0]} tot en met {OWN_SCALE[1]} jaar is er een aparte tabel. De bedragen daarvan "
            "hebben we voor dit jaar niet kunnen controleren."
        )
    lines += [
        "- In je cao kan een hoger loon staan.",
        "- Of je schooldag betaald wordt, hangt af van je cao of contract.",
        "Vraag je werkgever welk uurloon jij krijgt en welke cao geldt.",
    ]
    return "\n".join(lines)


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
