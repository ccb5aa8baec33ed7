"""What a search was asked for and cannot use: said, instead of passed over."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.courses_text import MOST_BUTTONS, Button, Message, search_button
from bot.courses.search import Outcome, Result
from bot.places import TOWN, Place

_OUTSIDE_OFFICE_HOURS = re.compile(
    r"\b(?:avond(?:s|en|school|uren|cursus|les\w*|havo|opleiding\w*|onderwijs)?"
    r"|weekend(?:s|en|opleiding\w*)?|zaterdag\w*|zondag\w*)\b"
)
_OPEN_DAY_OR_JOB = re.compile(
    r"\bopen (?:dag|avond|huis)|\bwerk(?:t|te|en)?\b[^.?!,]*\b(?:avond|weekend|zaterdag|zondag)"
)
_EVENINGS_ARE_NOT_KNOWN = (
    "Of het in de avond of in het weekend kan, staat niet in mijn lijst: vraag dat de school."
)
_PART_TIME_IS_NOT_KNOWN = (
    "Of een mbo-opleiding in deeltijd kan, staat niet in mijn lijst: vraag dat de school. Werken en leren"
    " samen heet bbl."
)
MOST_PLACES = 2
"""Further places that get a button."""

_SEARCHED = frozenset({Outcome.FOUND, Outcome.NOTHING_NEARBY, Outcome.NOTHING})


def with_what_is_left_out(
    said: Message,
    result: Result,
    entities: Sequence[Mapping[str, Any]],
    text: str,
    *,
    place_named: Callable[[str], Place | None],
) -> Message:
    """A message on a search with what it was asked for as well.

    Args:
        said: what was found.
        result: what it was found with.
        entities: of the message; only the first place of those was searched around.
        text: the message.
        place_named: the place of a name, or None.
    """
    if result.outcome not in _SEARCHED:
        return said
    sentences, buttons = [], []
    if result.place is not None:
        others = _other_places(entities, result.place, place_named)
        if others:
            names = " en ".join(place.name for place in others)
            where = "vanuit" if result.place.kind == TOWN else "in"
            sentences.append(
                f"Dit is gezocht {where} {result.place.name}. Voor {names} zoek ik apart."
            )
            buttons = [_button(place) for place in others]
    lowered = text.lower()
    if _OUTSIDE_OFFICE_HOURS.search(lowered) and not _OPEN_DAY_OR_JOB.search(lowered):
        sentences.append(_EVENINGS_ARE_NOT_KNOWN)
    elif result.qualifications and _said(entities, "form") == ["deeltijd"]:
        sentences.append(_PART_TIME_IS_NOT_KNOWN)
    if not sentences:
        return said
    return replace(
        said,
        text="\n\n".join([said.text, *sentences]),
        buttons=(*buttons, *said.buttons)[:MOST_BUTTONS],
    )


def _other_places(
    entities: Sequence[Mapping[str, Any]],
    searched: Place,
    place_named: Callable[[str], Place | None],
) -> list[Place]:
    kind = "place" if searched.kind == TOWN else "province"
    named = [place_named(name) for name in dict.fromkeys(_said(entities, kind))]
    others = [place for place in named if place is not None and place.name != searched.name]
    return others[:MOST_PLACES]


def _button(place: Place) -> Button:
    kind = "place" if place.kind == TOWN else "province"
    return search_button(f"Zoek bij {place.name}", **{kind: place.name.lower()})


def _said(entities: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    return [str(each.get("value", "")) for each in entities if each.get("entity") == name]
