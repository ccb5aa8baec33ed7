"""Small numbers in a message, in digits or written out: hours a week and points of the plan."""

from collections.abc import Iterator, Mapping
from typing import Any

from spacy.matcher import Matcher

from bot.nlu.entity_words import Entity, Phrases, Words
from bot.nlu.language import dutch
from bot.paths import DATA
from bot.yaml_files import read_mapping

FEWEST_HOURS, MOST_HOURS = 4, 60
LAST_POINT = 10

_UNITS = (
    "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)  # fmt: skip
_TENS = (
    "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig",
)  # fmt: skip
_WRITTEN = {
    **{word: number for number, word in enumerate(_UNITS, start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{
        f"{unit}en{tens}": 10 * tenfold + number
        for tenfold, tens in enumerate(_TENS, start=2)
        for number, unit in enumerate(_UNITS[:9], start=1)
    },
    "achtien": 18,
}
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


def written_number(word: str) -> int | None:
    """The number below a hundred that a word spells; None when it spells none."""
    return _WRITTEN.get(word.lower().replace("ë", "e"))


def number_at(words: Words, index: int) -> int | None:
    """The number at an index; None when the word is no number below a hundred."""
    word = words.at(index)
    if word.isdecimal() and word.isascii() and len(word) <= 2:
        return int(word)
    return _WRITTEN.get(word)


def has_number(words: Words) -> bool:
    """Whether there is a number below a hundred in the message, so that looking further pays."""
    return any(number_at(words, index) is not None for index in range(len(words)))


class NumberFinder:
    """Finds hours a week and points of the plan, these also by their subject."""

    def __init__(self, plan: Mapping[str, Any]) -> None:
        """
        Args:
            plan: as in data/vocabulary/plan.yml.
        """
        self._plan_cues = frozenset(plan["cues"])
        self._subjects = Phrases(
            (form, str(point)) for point, forms in plan["points"].items() for form in forms
        )
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
                [_POINT, {"ORTH": {"IN": ["nummer", "naar"]}}, NUMBER],
                [_POINT, NUMBER, _JOIN, NUMBER],
                [_POINT, NUMBER, NUMBER, _JOIN, NUMBER],
                [NUMBER, _RANK, _POINT],
                [{"ORTH": {"IN": list(_ORDINALS)}}, _POINT],
            ],
        )

    @classmethod
    def load(cls) -> "NumberFinder":
        """The finder for data/vocabulary/plan.yml."""
        return cls(read_mapping(DATA / "vocabulary" / "plan.yml"))

    def find(self, words: Words) -> Iterator[Entity]:
        """The hours and plan points in a message, each once."""
        yield from dict.fromkeys(self._find_hours(words))
        numbered = list(self._find_points(words))
        yield from dict.fromkeys(numbered or self._find_subjects(words))

    def _find_subjects(self, words: Words) -> Iterator[Entity]:
        if self._plan_cues.isdisjoint(words.words):
            return
        for found in self._subjects.find(words):
            yield words.entity("plan_point", found.value, found.first, found.last)

    def _find_hours(self, words: Words) -> Iterator[Entity]:
        if not has_number(words):
            return
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
