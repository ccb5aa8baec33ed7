"""Answers that depend on more of the message than its intent."""

import re

from bot.answers.book import AnswerBook, Message
from bot.answers.fees import FEES, fee_answer
from bot.answers.pay import PAY, pay_answer
from bot.answers.programmes import PROGRAMMES, programme_answer
from bot.answers.topics import topic_of
from bot.answers.wages import WAGES, Entities, wage_answer

PLAN = "actieplan_inhoud"
_POINT = re.compile(r"\bpunt\s*(\d+)\b", re.IGNORECASE)


def computed_answer(
    book: AnswerBook, intent: str, entities: Entities, *, text: str = ""
) -> Message | None:
    """The answer that the message itself asks for, or None where the intent's own answer will do.

    Args:
        entities: what was found in the message, such as an age, a number of hours or an occupation.
        text: the message as it was typed, for the month of a birthday or the number of a point.
    """
    if intent in WAGES:
        return wage_answer(book, entities)
    if intent in FEES:
        return fee_answer(book, text)
    if intent in PAY:
        return pay_answer(book, intent, text)
    if intent in PROGRAMMES:
        return programme_answer(book, intent, entities)
    if topic_of(intent) == PLAN:
        return _point_of_the_plan(book, text)
    return None


def _point_of_the_plan(book: AnswerBook, text: str) -> Message | None:
    """The point that is named by its number; None when there is none, or more than one."""
    named = {int(number) for number in _POINT.findall(text)}
    return book.message(f"{PLAN}.punt_{named.pop()}") if len(named) == 1 else None
