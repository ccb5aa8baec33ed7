"""Small numbers in a message, in digits or written out: hours a week and points of the plan."""

from collections.abc import Iterator
from typing import Any

from spacy.matcher import Matcher

from bot.nlu.entity_words import Entity, Words
from bot.nlu.language import dutch

FEWEST_HOURS, MOST_HOURS = 4, 60
LAST_POINT = 10

_WRITTEN = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
    "zeventien": 17, "achttien": 18, "achtien": 18, "negentien": 19, "twintig": 20,
    "eenentwintig": 21, "tweeentwintig": 22, "drieentwintig": 23, "vierentwintig": 24,
    "vijfentwintig": 25, "zesentwintig": 26, "zevenentwintig": 27, "achtentwintig": 28,
    "negenentwintig": 29, "dertig": 30, "tweeendertig": 32, "vijfendertig": 35, "zesendertig": 36,
    "veertig": 40, "vijfenveertig": 45, "vijftig": 50, "zestig": 60,
}  # fmt: skip
_ORDINALS = {
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7,
    "achtste": 8, "negende": 9, "tiende": 10,
}  # fmt: skip

_JOIN = {"ORTH": {"IN": ["of", "en", "tot", "tm"]}}
_HOURS = {"ORTH": {"IN": ["uur", "uren", "u", "uurtjes", "urige", "uurs"]}}
_POINT = {"ORTH": {"IN": ["punt", "actiepunt", "planpunt", "pnt", "punten", "actiepunten"]}}
_RANK = {"ORTH": {"IN": ["e", "de", "ste"]}}

_NOT_A_WEEK = frozenset(("per dag", "per jaar", "per maand", "per les", "op een"))
_NOT_WORKED = frozenset(("geleden", "lang", "reizen", "reistijd", "s"))
_CLOCK = frozenset(("om", "tegen", "rond", "na", "voor"))
_LATEST_ON_A_CLOCK = 24
_AFTER_POINT_ONE = frozenset(("", "van", "uit", "en"))

NUMBER: dict[str, Any] = {"ORTH": {"IN": [*map(str, range(100)), *_WRITTEN]}}
"""A number below a hundred, as a pattern for spaCy's Matcher."""


def number_at(words: Words, index: int) -> int | None:
    """The number at an index; None when the word is no number below a hundred."""
    word = words.at(index)
    if word.isdecimal() and word.isascii() and len(word) <= 2:
        return int(word)
    return _WRITTEN.get(word)


class NumberFinder:
    """Finds hours a week and points of the plan."""

    def __init__(self) -> None:
        self._hours = Matcher(dutch().vocab)
        self._hours.add(
            "hours",
            [[NUMBER, _HOURS], [NUMBER, _JOIN, NUMBER, _HOURS], [NUMBER, NUMBER, _HOURS]],
        )
        self._points = Matcher(dutch().vocab)
        self._points.add(
            "points",
            [
                [_POINT, NUMBER],
                [_POINT, {"ORTH": {"IN": ["nummer", "nr"]}}, NUMBER],
                [_POINT, NUMBER, _JOIN, NUMBER],
                [_POINT, NUMBER, NUMBER, _JOIN, NUMBER],
                [NUMBER, _RANK, _POINT],
                [{"ORTH": {"IN": list(_ORDINALS)}}, _POINT],
            ],
        )

    def find(self, words: Words) -> Iterator[Entity]:
        """The hours and plan points in a message, each once."""
        yield from dict.fromkeys((*self._find_hours(words), *self._find_points(words)))

    def _find_hours(self, words: Words) -> Iterator[Entity]:
        for _, first, last in self._hours(words.doc):
            per_day = words.at(first - 1) == "van" and words.at(first - 2) in ("dag", "dagen")
            following = f"{words.at(last)} {words.at(last + 1)}"
            if per_day or following in _NOT_A_WEEK or words.at(last) in _NOT_WORKED:
                continue
            for index in range(first, last):
                hours = number_at(words, index)
                if hours is None or not FEWEST_HOURS <= hours <= MOST_HOURS:
                    continue
                if words.at(index - 1) not in _CLOCK or hours > _LATEST_ON_A_CLOCK:
                    yield words.entity("hours", str(hours), index, index + 1)

    def _find_points(self, words: Words) -> Iterator[Entity]:
        for _, first, last in self._points(words.doc):
            if words.at(first - 1).isdigit() or _has_decimals(words, last):
                continue
            for index in range(first, last):
                point = _ORDINALS.get(words.at(index)) or number_at(words, index)
                is_article = words.at(index) == "een" and words.at(last) not in _AFTER_POINT_ONE
                if point is not None and 1 <= point <= LAST_POINT and not is_article:
                    yield words.entity("plan_point", str(point), index, index + 1)


def _has_decimals(words: Words, last: int) -> bool:
    return words.gap(last) in (".", ",") and words.at(last).isdigit()
