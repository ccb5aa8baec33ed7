"""Ages, hours a week and points of the plan in a message, told apart by the words around them."""

import re
from collections.abc import Iterator
from typing import Any

from spacy.matcher import Matcher

from bot.nlu.entity_words import Entity, Words
from bot.nlu.language import dutch

YOUNGEST, OLDEST = 10, 75
MOST_HOURS = 60

_ONES = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
_WRITTEN = {word: number for number, word in enumerate(_ONES, start=1)} | {
    "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
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
_AGES_IN_WORDS = {
    "minderjarig": "onder-18", "minderjarige": "onder-18", "minderjarigen": "onder-18",
    "meerderjarig": "18-plus", "meerderjarige": "18-plus", "meerderjarigen": "18-plus",
    "dertiger": "30", "dertigers": "30", "veertiger": "40", "veertigers": "40", "vijftiger": "50",
    "dertigplusser": "30", "dertigplussers": "30", "veertigplusser": "40", "vijftigplusser": "50",
}  # fmt: skip

_DIGITS = [str(number) for number in range(100)] + ["16", "17"]
_NUMBER = {"ORTH": {"IN": sorted({*_DIGITS, *_WRITTEN})}}
_PERSON = [
    "zoon",
    "zoontje",
    "dochter",
    "kind",
    "dochtertje",
    "kleinzoon",
    "kleindochter",
    "broer",
    "broertje",
    "zus",
    "zusje",
    "neef",
    "nicht",
    "jongen",
    "meisje",
    "meid",
    "leerling",
    "leerlinge",
    "student",
    "vriend",
    "vriendin",
    "man",
    "vrouw",
    "jongere",
    "iemand",
    "pleegzoon",
    "stiefzoon",
    "jongste",
    "oudste",
    "puber",
    "kinderen",
    "leerlingen",
    "jongeren",
]
_SUBJECT = [*_PERSON, *["ik", "hij", "zij", "ze", "je", "u", "die", "dat", "wie"]]
_BE = ["ben", "bent", "is", "word", "wordt", "was", "wordr", "werd", "ikben", "zijn", "worden"]
_SOON = [
    "al",
    "pas",
    "bijna",
    "net",
    "nu",
    "inmiddels",
    "straks",
    "nog",
    "dan",
    "ook",
    "ondertussen",
    "toen",
    "eindelijk",
    "rond",
    "maar",
    "zelf",
]
_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "de",
    "zomer",
    "herfst",
    "winter",
    "lente",
]
_JOIN = {"ORTH": {"IN": ["of", "en", "tot", "tm"]}}
_YEARS = {"ORTH": {"IN": ["jaar", "j", "jr", "jarige", "jarig", "jarigen", "jaartjes", "jaren"]}}
_OWN = ["mn", "mijn", "je", "zijn", "haar", "jouw", "jullie", "hun", "uw", "vanaf"]
_HOURS = {"ORTH": {"IN": ["uur", "uren", "u", "uurtjes", "urige", "uurs", "hours"]}}

_AGE_PATTERNS: dict[str, list[list[dict[str, Any]]]] = {
    "person_is": [
        [{"ORTH": {"IN": _SUBJECT}}, {"ORTH": {"IN": _BE}}, {"ORTH": {"IN": _SOON}, "OP": "*"}, _NUMBER],
        [{"ORTH": {"IN": _BE}}, {"ORTH": {"IN": _SUBJECT}}, {"ORTH": {"IN": _SOON}, "OP": "*"}, _NUMBER],
        [{"ORTH": {"IN": _SUBJECT}}, {"ORTH": {"IN": _SOON}, "OP": "*"}, _NUMBER, {"ORTH": {"IN": _BE}}],
        [{"ORTH": {"IN": ["ben", "bent"]}}, {"ORTH": {"IN": _SOON}, "OP": "*"}, _NUMBER],
        [{"ORTH": {"IN": _PERSON}}, {"ORTH": "van"}, {"ORTH": {"IN": _SOON}, "OP": "*"}, _NUMBER],
        [{"ORTH": {"IN": ["bbl", "bol", "mbo"]}}, {"ORTH": "er"}, {"ORTH": "van"},
         {"ORTH": {"IN": _SOON}, "OP": "*"}, _NUMBER],
        [{"ORTH": {"IN": _BE}}, {"ORTH": "in"}, {"ORTH": {"IN": _MONTHS}}, _NUMBER],
        [{"ORTH": "bijna"}, _NUMBER],
    ],
    "years": [[_NUMBER, _YEARS], [_NUMBER, _JOIN, _NUMBER, _YEARS]],
    "birthday": [[{"ORTH": {"IN": _OWN}}, _NUMBER, {"ORTH": {"IN": ["e", "ste", "de"]}}]],
    "limit": [
        [{"ORTH": {"IN": ["vanaf", "minimaal", "tot", "sinds", "leeftijd"]}}, {"ORTH": "de", "OP": "?"},
         {"ORTH": {"IN": ["17", "18", "16", "15", "21", "27", "23", "30"]}}],
    ],
    "under": [
        [{"ORTH": {"IN": ["onder", "jonger"]}}, {"ORTH": {"IN": ["de", "dan"]}, "OP": "?"}, _NUMBER],
    ],
    "over": [
        [{"ORTH": {"IN": ["boven", "ouder", "over"]}}, {"ORTH": {"IN": ["de", "dan"]}}, _NUMBER],
        [_NUMBER, {"ORTH": "of"}, {"ORTH": "ouder"}],
        [_NUMBER, {"ORTH": "jaar"}, {"ORTH": "of"}, {"ORTH": "ouder"}],
        [_NUMBER, {"ORTH": "jaar"}, {"ORTH": "en"}, {"ORTH": "ouder"}],
        [_NUMBER, {"ORTH": "en"}, {"ORTH": "ouder"}],
        [_NUMBER, {"ORTH": {"IN": ["plus", "plusser", "plussers"]}}],
    ],
}  # fmt: skip

_NO_PERIOD_BEFORE = frozenset(
    [
        "over",
        "na",
        "binnen",
        "elke",
        "duurt",
        "duurde",
        "al",
        "om",
        "sinds",
        "komende",
        "afgelopen",
        "eerste",
        "laatste",
        "per",
        "ongeveer",
        "maximaal",
        "gedurende",
        "nog",
        "ruim",
        "werk",
    ]
)
_NO_AGE_AFTER = frozenset(
    [
        "uur",
        "uren",
        "u",
        "euro",
        "eur",
        "procent",
        "km",
        "kilometer",
        "minuten",
        "min",
        "weken",
        "maanden",
        "dagen",
        "studenten",
        "plekken",
        "lang",
        "duren",
        "duurt",
        "geleden",
        "ervaring",
        "gewerkt",
        "werk",
        "werkervaring",
        "dienst",
        "terugbetalen",
        "aflossen",
        "punten",
        "mensen",
        "keer",
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "sept",
        "oktober",
        "okt",
        "november",
        "december",
        "gewerkt",
        "vast",
        "jan",
        "feb",
        "nov",
        "dec",
        "aug",
        "toets",
        "onderzoek",
    ]
)
_PAY = frozenset(
    [
        "loon",
        "salaris",
        "verdien",
        "verdienen",
        "verdient",
        "minimumloon",
        "minimumjeugdloon",
        "jeugdloon",
        "uurloon",
        "betaald",
    ]
)
_NOT_BARE_BEFORE = frozenset(
    [
        "niveau",
        "mbo",
        "n",
        "punt",
        "punten",
        "leerjaar",
        "klas",
        "havo",
        "vwo",
        "vmbo",
        "artikel",
        "jaar",
        "stap",
        "vraag",
        "optie",
        "tot",
    ]
)
_NO_WEEK_AFTER = frozenset(("per dag", "per jaar", "per maand", "op een", "reizen", "per les"))
_CLOCK = frozenset(["om", "tegen", "rond", "na", "voor"])
_ADMISSION_TEST = re.compile(
    r"toets|onderzoek|\btest|regeling|examen|procedure|uitslag|kandidaat|toelating"
)
"""What a text about the test for people of 21 and older says; "21+" is then no age."""
_YEAR_WORDS = frozenset(("jaar", "j", "jr", "jaren"))
_DECIMAL = re.compile(r"[.,]\d")


class NumberFinder:
    """Finds numbers that say an age, hours a week or a point of the plan."""

    def __init__(self) -> None:
        vocab = dutch().vocab
        self._ages = Matcher(vocab)
        for name, patterns in _AGE_PATTERNS.items():
            self._ages.add(name, patterns)
        self._hours = Matcher(vocab)
        self._hours.add("hours", [[_NUMBER, _HOURS], [_NUMBER, _JOIN, _NUMBER, _HOURS],
                                  [_NUMBER, _NUMBER, _HOURS]])  # fmt: skip
        self._points = Matcher(vocab)
        point = {
            "ORTH": {
                "IN": ["punt", "actiepunt", "plannpunt", "planpunt", "pnt", "punten", "actiepunten"]
            }
        }
        self._points.add("named", [[point, _NUMBER], [point, {"ORTH": "nummer"}, _NUMBER],
                                   [point, {"ORTH": "nr"}, _NUMBER],
                                   [point, _NUMBER, _JOIN, _NUMBER],
                                   [point, _NUMBER, _NUMBER, _JOIN, _NUMBER]])  # fmt: skip
        self._points.add("ordinal", [[{"ORTH": {"IN": list(_ORDINALS)}}, point],
                                     [_NUMBER, {"ORTH": {"IN": ["e", "de", "ste"]}}, point]])  # fmt: skip

    def find(self, words: Words) -> Iterator[Entity]:
        """The ages, hours and plan points in a message."""
        found = {
            *self._find_hours(words), *self._find_ages(words), *self._find_points(words),
        }  # fmt: skip
        seen: set[tuple[str, int]] = set()
        for entity in sorted(
            found, key=lambda item: (item.start, item.start - item.end, item.value)
        ):
            if (entity.name, entity.start) not in seen:
                seen.add((entity.name, entity.start))
                yield entity

    def _find_hours(self, words: Words) -> Iterator[Entity]:
        for _, first, last in self._hours(words.doc):
            following = f"{words.at(last)} {words.at(last + 1)}".strip()
            if following in _NO_WEEK_AFTER or words.at(last) in (
                "geleden",
                "lang",
                "reizen",
                "reistijd",
            ):
                continue
            if words.at(last) == "s" or (
                words.at(first - 2) in ("dagen", "dag") and words.at(first - 1) == "van"
            ):
                continue
            for index in _numbers(words, first, last):
                value = _value(words, index)
                is_clock = words.at(index - 1) in _CLOCK and value <= 24
                if 4 <= value <= MOST_HOURS and not is_clock and words.at(index) != "een":
                    yield words.entity("hours", str(value), index, index + 1)

    def _find_ages(self, words: Words) -> Iterator[Entity]:
        vocab = words.doc.vocab
        for key, first, last in self._ages(words.doc):
            name = vocab.strings[key]
            for index in _numbers(words, first, last):
                if name == "years" and words.at(index - 1) in _NO_PERIOD_BEFORE:
                    continue
                if name == "over" and words.at(index) == "21" and words.at(last - 1)[:4] == "plus":
                    continue
                if self._can_be_age(words, index, last):
                    yield _age(words, index, first, last, name)
        yield from self._ages_without_pattern(words)

    def _ages_without_pattern(self, words: Words) -> Iterator[Entity]:
        is_about_pay = bool(_PAY.intersection(words.words))
        is_about_test = bool(_ADMISSION_TEST.search(" ".join(words.words)))
        for index, word in enumerate(words.words):
            if word in _AGES_IN_WORDS:
                yield words.entity("age", _AGES_IN_WORDS[word], index, index + 1)
            if not word.isdigit() or not self._can_be_age(words, index, index + 1):
                continue
            before, after = words.gap(index), words.gap(index + 1)
            if after.startswith("+") and not (word == "21" and is_about_test):
                yield words.entity("age", "18-plus" if word == "18" else word, index, index + 1)
            elif word == "18" and before.endswith("-") and not before[:-1].strip():
                if not words.at(index - 1).isdigit():
                    yield words.entity("age", "onder-18", index, index + 1)
            elif (words.at(index - 1) in _PERSON and ("(" in before or "," in before)) or (
                is_about_pay and 15 <= int(word) <= 23 and _stands_alone(words, index)
            ):
                yield words.entity("age", word, index, index + 1)

    def _find_points(self, words: Words) -> Iterator[Entity]:
        for _, first, last in self._points(words.doc):
            if words.at(first - 1).isdigit() or _DECIMAL.match(words.gap(last) + words.at(last)):
                continue
            for index in range(first, last):
                if words.at(index) == "een" and words.at(last) not in ("", "van", "uit", "en"):
                    continue
                value = _ORDINALS.get(words.at(index)) or _value(words, index)
                if 1 <= value <= 10:
                    yield words.entity("plan_point", str(value), index, index + 1)

    @staticmethod
    def _can_be_age(words: Words, index: int, last: int) -> bool:
        value = _value(words, index)
        if not YOUNGEST <= value <= OLDEST:
            return False
        after = words.at(index + 1)
        if words.at(last) in _NO_AGE_AFTER or after in _NO_AGE_AFTER:
            return False
        if (
            after in _YEAR_WORDS
            and words.at(index - 1) == "al"
            and words.at(index + 2) not in ("", "oud")
        ):
            return False
        if after in _YEAR_WORDS and words.at(index + 2) in _NO_AGE_AFTER:
            return False
        if words.gap(index + 1).strip().startswith(("%", "€")) or words.gap(index).strip().endswith(
            "€"
        ):
            return False
        joined = words.gap(index + 1) in (".", ",", "/", "-") and words.at(index + 1).isdigit()
        part = words.gap(index) in (".", ",") and words.at(index - 1).isdigit()
        return not joined and not part


def _age(words: Words, index: int, first: int, last: int, pattern: str) -> Entity:
    value = str(_value(words, index))
    if value == "18" and pattern in ("under", "over"):
        value = "onder-18" if pattern == "under" else "18-plus"
        return words.entity("age", value, first, last)
    return words.entity("age", value, index, index + 1)


def _numbers(words: Words, first: int, last: int) -> list[int]:
    return [index for index in range(first, last) if _value(words, index) >= 0]


def _value(words: Words, index: int) -> int:
    """The number at an index; -1 when the word is no number below a hundred."""
    word = words.at(index)
    if word.isdecimal() and word.isascii() and len(word) <= 2:
        return int(word)
    return _WRITTEN.get(word, -1)


def _stands_alone(words: Words, index: int) -> bool:
    return words.at(index - 1) not in _NOT_BARE_BEFORE and not words.at(index - 1).isdigit()
