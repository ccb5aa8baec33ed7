"""Wages by the hour as wages by the month, and back."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.answers.book import AnswerBook, Message
from bot.answers.facts import written

PAY = frozenset({"salaris_beroep.uurloon_maandloon"})
MONTHS, WEEKS = 12, 52
USUAL_HOURS = (40, 36, 32)
MOST_PER_HOUR = 200
"""An amount above this, in euros, is no wage by the hour."""

_BY_THE_HOUR = re.compile(
    r"\b(?:per|in het|voor een) uur\b|\buurloon\b|\bp/?u\b|/uur\b", re.IGNORECASE
)
_BY_THE_MONTH = re.compile(r"\bmaand(?:loon|salaris)?\b|\bp/?m\b", re.IGNORECASE)
_AFTER_TAX = re.compile(r"\bnetto\b|\bschoon\b", re.IGNORECASE)


def pay_answer(
    book: AnswerBook, intent: str, entities: Sequence[Mapping[str, Any]], text: str
) -> Message | None:
    """An amount reckoned into the other one, or None without one amount by the hour or the month.

    Args:
        intent: one of `PAY`; its answer explains how it is reckoned.
        entities: of the message; `hours` are those of a week.
        text: the message, which says what the amount is for.
    """
    answer = book.answer(intent)
    amounts = {str(each["value"]) for each in entities if each.get("entity") == "amount"}
    if answer is None or len(amounts) != 1 or _AFTER_TAX.search(text):
        return None
    amount = float(amounts.pop().replace(",", "."))
    named = [int(each["value"]) for each in entities if each.get("entity") == "hours"]
    hours = [each for each in named if each > 0] or USUAL_HOURS
    if amount <= MOST_PER_HOUR and _BY_THE_HOUR.search(text):
        sums = [(each, amount * each * WEEKS / MONTHS, "per maand") for each in hours]
        known = f"{written(amount, 'euro')} per uur"
    elif amount > MOST_PER_HOUR and _BY_THE_MONTH.search(text):
        sums = [(each, amount * MONTHS / WEEKS / each, "per uur") for each in hours]
        known = f"{written(amount, 'euro')} per maand"
    else:
        return None
    lines = [
        f"- Bij {each} uur per week: ongeveer {_rounded(value, unit)} {unit}."
        for each, value, unit in sums
    ]
    return book.said(
        answer,
        "\n".join(
            [
                f"{known} is, vóór belasting:",
                *lines,
                "Zo reken je: uurloon keer uren per week, keer 52 weken, gedeeld door 12 maanden. Vakantiegeld en "
                "toeslagen komen er vaak bij. Wat je netto overhoudt, kan ik niet uitrekenen.",
            ]
        ),
    )


def _rounded(value: float, unit: str) -> str:
    return written(round(value) if unit == "per maand" else round(value, 2), "euro")
