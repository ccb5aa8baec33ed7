"""What a search was asked for and cannot use: said, instead of passed over."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.courses_text import Message, search_button
from bot.courses.search import Result
from bot.places import Place

_OUTSIDE_OFFICE_HOURS = re.compile(
    r"\bavond(?:s|en|school|uren|cursus|opleiding\w*|onderwijs)?\b|\bweekend(?:s|en)?\b|\bzaterdag(?:en)?\b"
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
    sentences, buttons = [], []
    if result.place is not None:
        others = _other_places(entities, result.place, place_named)
        if others:
            names = " en ".join(place.name for place in others)
            sentences.append(
                f"Dit is gezocht vanuit {result.place.name}. Voor {names} zoek ik apart."
            )
            buttons = [search_button(f"Zoek bij {p.name}", place=p.name.lower()) for p in others]
    if _OUTSIDE_OFFICE_HOURS.search(text.lower()):
        sentences.append(_EVENINGS_ARE_NOT_KNOWN)
    elif result.qualifications and _said(entities, "form") == ["deeltijd"]:
        sentences.append(_PART_TIME_IS_NOT_KNOWN)
    if not sentences:
        return said
    return replace(
        said, text="\n\n".join([said.text, *sentences]), buttons=(*buttons, *said.buttons)
    )


def _other_places(
    entities: Sequence[Mapping[str, Any]],
    searched: Place,
    place_named: Callable[[str], Place | None],
) -> list[Place]:
    named = [place_named(name) for name in dict.fromkeys(_said(entities, "place"))]
    others = [place for place in named if place is not None and place.name != searched.name]
    return others[:MOST_PLACES]


def _said(entities: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    return [str(each.get("value", "")) for each in entities if each.get("entity") == name]
