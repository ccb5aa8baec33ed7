"""What a conversation remembers of a course search, in the slot `course_search`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from bot.courses.query import CourseQuery
from bot.courses.search import Found

SLOT = "course_search"
MOST_REMEMBERED = 15
LONGEST_TEXT = 200

_ORDINALS = {
    "eerste": 1, "bovenste": 1, "1e": 1, "1ste": 1, "een": 1, "één": 1,
    "tweede": 2, "2e": 2, "2de": 2, "twee": 2,
    "derde": 3, "3e": 3, "3de": 3, "drie": 3, "middelste": 3,
    "vierde": 4, "4e": 4, "4de": 4, "vier": 4,
    "vijfde": 5, "5e": 5, "5de": 5, "vijf": 5,
    "zesde": 6, "6e": 6, "zes": 6, "zevende": 7, "7e": 7, "zeven": 7, "achtste": 8, "8e": 8, "acht": 8,
    "negende": 9, "9e": 9, "negen": 9, "tiende": 10, "10e": 10, "tien": 10,
}  # fmt: skip
_LAST = frozenset(("laatste", "onderste"))
_COUNTED = re.compile(r"\b(?:de|die|deze|alle)\s+(twee|drie)\b(?!\s*(?:km|kilometer|jaar))")
_ARTICLE_ONE = re.compile(r"\b(?:nummer|nr|optie|keuze)\s*\.?\s*(een|één|\d{1,2})\b")
_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Memory:
    """The wishes, how far the list was shown, and the courses in it by number."""

    query: CourseQuery = field(default_factory=CourseQuery)
    offset: int = 0
    shown: tuple[Found, ...] = ()

    @classmethod
    def from_slot(cls, value: Any) -> "Memory":
        """The memory in a slot, which anyone can fill: what is not as it should be is left out."""
        if not isinstance(value, Mapping):
            return cls()
        offset = value.get("offset")
        shown = value.get("shown")
        courses = (
            [_found(item) for item in shown[:MOST_REMEMBERED]] if isinstance(shown, list) else []
        )
        return cls(
            CourseQuery.from_slot(value.get("query")),
            offset if isinstance(offset, int) and 0 <= offset < 10_000 else 0,
            tuple(course for course in courses if course is not None),
        )

    def to_slot(self) -> dict[str, Any]:
        """The memory as a slot holds it."""
        return {
            "query": self.query.to_slot(),
            "offset": self.offset,
            "shown": [_as_dict(found) for found in self.shown[:MOST_REMEMBERED]],
        }

    def chosen(self, text: str) -> list[int]:
        """The numbers (from 1) of the courses that a message means, in the order they are named.

        "de tweede", "nummer 3", "1 en 3", "de laatste", "die twee", a school's or town's name.
        """
        lowered = text.lower()
        if match := _COUNTED.search(lowered):
            return list(range(1, {"twee": 2, "drie": 3}[match[1]] + 1))
        numbers = [number for word in _WORD.findall(lowered) if (number := self._number(word))]
        if match := _ARTICLE_ONE.search(lowered):
            named = 1 if match[1] in ("een", "één") else int(match[1])
            numbers = [named, *(number for number in numbers if number != named)]
        if not numbers:
            numbers = [
                number
                for number, found in enumerate(self.shown, start=1)
                if any(name and name.lower() in lowered for name in (found.school, found.name))
            ] or [
                number
                for number, found in enumerate(self.shown, start=1)
                if found.town and re.search(rf"\b{re.escape(found.town.lower())}\b", lowered)
            ]
        return list(dict.fromkeys(numbers))

    def _number(self, word: str) -> int | None:
        if word in _LAST:
            return len(self.shown)
        if word in ("een", "één"):
            return None
        if word.isdigit() and len(word) <= 2:
            return int(word)
        return _ORDINALS.get(word)


def _as_dict(found: Found) -> dict[str, Any]:
    kept = {name: value for name, value in vars(found).items() if value not in ("", (), None, 0)}
    if found.distance_km is not None:
        kept["distance_km"] = round(found.distance_km, 1)
    return {name: list(v) if isinstance(v, tuple) else v for name, v in kept.items()}


def _found(item: Any) -> Found | None:
    if not isinstance(item, Mapping) or not _text(item.get("name")):
        return None
    values: dict[str, Any] = {}
    for column in fields(Found):
        value = item.get(column.name)
        if column.name in ("ids", "forms", "routes"):
            values[column.name] = _texts(value)
        elif column.name == "distance_km":
            values[column.name] = _distance(value)
        elif column.name == "rank":
            values[column.name] = value if isinstance(value, int) else 0
        elif column.name == "town_is_certain":
            values[column.name] = value is True
        else:
            values[column.name] = _text(value)
    return Found(**values)


def _text(value: Any) -> str:
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(text for text in map(_text, value[:5]) if text)


def _distance(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if 0 <= value < 1_000 else None
