"""What is kept of a conversation outside the conversation itself, in Dutch."""

from collections.abc import Iterable, Sequence

from bot.statistics.statistics import KEPT_SECONDS
from bot.statistics.turns import Turn
from bot.website.contract import Judgement

SHOWN_COMMENTS = 5
UNKNOWN = "Mijn cijfers en je duimpjes kan ik nu niet laten zien. Vraag het later nog eens."


def what_else_is_kept(turns: Sequence[Turn], judgements: Sequence[Judgement]) -> str:
    """The records and judgements of a conversation, for who asks what is kept.

    Args:
        turns: its records, oldest first, with masked questions.
        judgements: its thumbs, oldest first, with masked comments.
    """
    count = _count(len(turns), "bericht", "berichten")
    lines = [
        f"- van {count}: tijd, onderwerp, antwoord, hoe zeker ik was en hoelang het duurde, en de "
        "tekst zonder namen en nummers die ik herken, maar niet bij een roep om hulp;"
    ]
    if topics := _seen(topic for turn in turns for topic in turn.topics):
        lines.append(f"- onderwerpen: {topics.replace('_', ' ')};")
    if searched := _seen(place for turn in turns for place in (turn.town, turn.sector)):
        lines.append(f"- waar en in welke richting je opleidingen zocht: {searched};")
    lines.append(f"- {_thumbs(judgements)}.")
    return (
        f"Los van het gesprek bewaar ik hooguit {KEPT_SECONDS // (24 * 3600)} dagen:\n"
        + "\n".join(lines)
        + "\nIs het gesprek weg, dan weet niemand meer dat die cijfers erbij hoorden. Een vraag "
        "blijft dan alleen staan als ik hem niet goed kon beantwoorden. Verwijder je dit gesprek, "
        "dan is ook dit weg."
    )


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _seen(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, names)))


def _thumbs(judgements: Sequence[Judgement]) -> str:
    if not judgements:
        return "duimpjes gaf je niet"
    up = sum(given.useful for given in judgements)
    comments = [f'"{given.comment}"' for given in judgements if given.comment][-SHOWN_COMMENTS:]
    said = f", met je opmerking {' en '.join(comments)}" if comments else ""
    return f"{_count(up, 'duimpje', 'duimpjes')} omhoog en {len(judgements) - up} omlaag{said}"
