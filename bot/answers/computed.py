"""Answers that are computed from what someone says about himself."""

from bot.answers.book import AnswerBook, Message
from bot.answers.fees import FEES, fee_answer
from bot.answers.wages import WAGES, Entities, wage_answer


def computed_answer(
    book: AnswerBook, intent: str, entities: Entities, *, text: str = ""
) -> Message | None:
    """The computed answer to an intent, or None where nothing is computed or something is missing.

    Args:
        entities: what was found in the message, such as an age and a number of hours.
        text: the message as it was typed, for the month of a birthday.
    """
    if intent in WAGES:
        return wage_answer(book, entities)
    if intent in FEES:
        return fee_answer(book, text)
    return None
