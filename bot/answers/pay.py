"""Wages by the hour as wages by the month, and back."""

import re

from bot.answers.book import AnswerBook, Message
from bot.answers.facts import written
from bot.answers.wages import WEEKS_PER_MONTH

PAY = frozenset({"salaris_beroep.uurloon_maandloon"})
USUAL_HOURS = (40, 36, 32)
MOST_HOURS = 60

_AMOUNT = (
    r"(?<![\d.,])(?<!euro )(?:€\s*)?(?P<euros>\d{1,3}(?:\.\d{3})+|\d{1,5})(?:,(?P<cents>\d{2}))?"
    r"(?:,-)?\s*(?:euro(?:'s)?\s*)?(?:bruto\s*)?(?:per|in de|in het|een|/)\s*(?P<unit>uur|maand)\b"
)
"""An amount with what it is for right behind it; what is asked for stands further on."""

_WAGE = re.compile(_AMOUNT, re.IGNORECASE)
_HOURS = re.compile(
    r"(?<![\d.,])(\d{1,2})[- ]?(?:uur|urige?)\b(?! in de maand| per maand)", re.IGNORECASE
)
_OTHER_HOURS = re.compile(r"\d[.,]\d+ uur|\d uur (?:per|in de) (?:maand|dag)", re.IGNORECASE)
_NOT_BEFORE_TAX = re.compile(r"\bnetto\b|\bschoon\b", re.IGNORECASE)


def pay_answer(book: AnswerBook, intent: str, text: str) -> Message | None:
    """An amount by the hour or the month reckoned into the other one.

    Args:
        intent: one of `PAY`; its answer explains how it is reckoned.
        text: the message.

    Returns:
        None without exactly one amount that says what it is for, or when it is after tax or for hours that are not
        whole hours of a week.
    """
    answer = book.answer(intent)
    wages = list(_WAGE.finditer(text))
    if answer is None or len(wages) != 1:
        return None
    if _NOT_BEFORE_TAX.search(text) or _OTHER_HOURS.search(text):
        return None
    (wage,) = wages
    amount = int(wage["euros"].replace(".", "")) + int(wage["cents"] or 0) / 100
    rest = text[: wage.start()] + text[wage.end() :]
    named = tuple(int(each) for each in _HOURS.findall(rest))
    if not amount or any(not 0 < each <= MOST_HOURS for each in named):
        return None
    by_the_hour = wage["unit"].lower() == "uur"
    lines = [
        f"- Bij {hours} uur per week: ongeveer {_reckoned(amount, hours, by_the_hour=by_the_hour)}."
        for hours in named or USUAL_HOURS
    ]
    return book.said(
        answer,
        "\n".join(
            [
                f"{written(amount, 'euro')} per {'uur' if by_the_hour else 'maand'} is, vóór belasting:",
                *lines,
                "Zo reken je: uurloon keer uren per week, keer 52 weken, gedeeld door 12 maanden. Vakantiegeld en "
                "toeslagen komen er vaak bij. Wat je netto overhoudt, kan ik niet uitrekenen.",
            ]
        ),
    )


def _reckoned(amount: float, hours: int, *, by_the_hour: bool) -> str:
    per_month = hours * WEEKS_PER_MONTH
    if by_the_hour:
        return f"{written(round(amount * per_month), 'euro')} per maand"
    return f"{written(round(amount / per_month, 2), 'euro')} per uur"
