"""Ages in a message, told from other numbers by the words around them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.matcher import Matcher

from bot.nlu.entity_numbers import NUMBER, has_number, number_at, written_number
from bot.nlu.entity_words import Entity, Words
from bot.nlu.language import dutch
from bot.paths import DATA
from bot.yaml_files import read_mapping

YOUNGEST, OLDEST = 10, 75
YOUNGEST_CHILD = 3
MOST_WORDS_TO_VERB = 4
"""Words after a number of years within which a verb tells that it was a period."""
YOUNGEST_PAID, OLDEST_PAID_LESS = 15, 23
"""Ages between which the minimum wage depends on the age, with room for who asks ahead."""

_YEARS_OLD = ("jarige", "jarigen", "jarig")

UNDER_18, FROM_18 = "onder-18", "18-plus"

_Pattern = list[dict[str, Any]]


class AgeFinder:
    """Finds ages: a number, `onder-18` or `18-plus`."""

    def __init__(self, vocabulary: Mapping[str, Any]) -> None:
        """
        Args:
            vocabulary: as in data/vocabulary/ages.yml.
        """
        self._matcher = Matcher(dutch().vocab)
        for name, patterns in _patterns(vocabulary).items():
            self._matcher.add(name, patterns)
        self._words = {form: age for age, forms in vocabulary["words"].items() for form in forms}
        self._birthdays: dict[str, str] = vocabulary["birthdays"]
        self._of_someone = frozenset(vocabulary["of_someone"])
        self._people = frozenset(vocabulary["people"])
        self._years = frozenset(vocabulary["years"])
        self._before_a_period = frozenset(vocabulary["before_a_period"])
        self._classes = frozenset(vocabulary["classes"])
        self._spent = frozenset(vocabulary["spent"])
        self._counted = frozenset(vocabulary["counted"])
        self._pay = frozenset(vocabulary["pay"])
        self._about_age = frozenset(vocabulary["about_age"])
        self._not_alone = frozenset(vocabulary["not_alone"])
        self._admission_test: Sequence[str] = vocabulary["admission_test"]

    @classmethod
    def load(cls) -> "AgeFinder":
        """The finder for data/vocabulary/ages.yml."""
        return cls(read_mapping(DATA / "vocabulary" / "ages.yml"))

    def find(self, words: Words) -> Iterator[Entity]:
        """The ages in a message, each number once."""
        ages: dict[int, Entity] = {}
        for index, age in (*self._with_pattern(words), *self._by_sign(words)):
            if index not in ages or not age.value.isdigit():
                ages[index] = age
        yield from ages.values()

    def _with_pattern(self, words: Words) -> Iterator[tuple[int, Entity]]:
        if not has_number(words):
            return
        for key, first, last in self._matcher(words.doc):
            pattern = words.doc.vocab.strings[key]
            for index in range(first, last):
                youngest = YOUNGEST_CHILD if pattern == "child" else YOUNGEST
                if not self._can_be_age(words, index, last, youngest=youngest):
                    continue
                if pattern == "years" and self._is_period(words, index, last):
                    continue
                if pattern == "child" and words.at(last) in self._classes:
                    continue
                age = str(number_at(words, index))
                if age == "21" and words.at(last - 1).startswith("plus"):
                    continue
                if age == "18" and pattern in (UNDER_18, FROM_18):
                    yield index, words.entity("age", pattern, first, last)
                else:
                    yield index, words.entity("age", age, index, index + 1)

    def _is_period(self, words: Words, index: int, last: int) -> bool:
        """Whether it is how long something takes or took: "20 jaar op kantoor gezeten"."""
        if words.at(index - 1) in self._before_a_period:
            return True
        for later in range(last, min(len(words), last + MOST_WORDS_TO_VERB)):
            if words.gap(later).strip():
                return False
            if words.at(later) in self._spent:
                return True
        return False

    def _by_sign(self, words: Words) -> Iterator[tuple[int, Entity]]:
        """Ages by a sign or a word of their own: "18+", "-18", "zoon (15)", "bbl loon 17"."""
        lowest, highest = self._ages_asked_about(words)
        for index, word in enumerate(words.words):
            if word in self._words:
                yield index, words.entity("age", self._words[word], index, index + 1)
            if spelled := _years_old(word):
                yield index, words.entity("age", str(spelled), index, index + 1)
            if word in self._birthdays and words.at(index - 1) in self._of_someone:
                yield index, words.entity("age", self._birthdays[word], index, index + 1)
            if not word.isdigit() or not self._can_be_age(words, index, index + 1):
                continue
            before, after = words.gap(index).strip(), words.gap(index + 1)
            age = None
            if after.startswith("+"):
                age = self._with_plus(words, word)
            elif word == "18" and before == "-" and not words.at(index - 1).isdigit():
                age = UNDER_18
            elif self._is_of_person(words, index) or (
                lowest <= int(word) <= highest and self._stands_alone(words, index)
            ):
                age = word
            if age is not None:
                yield index, words.entity("age", age, index, index + 1)

    def _with_plus(self, words: Words, number: str) -> str | None:
        if number == "21" and any(
            part in word for part in self._admission_test for word in words.words
        ):
            return None
        return FROM_18 if number == "18" else number

    def _is_of_person(self, words: Words, index: int) -> bool:
        """Whether it is the number of "zoon (15)", "dochter, 16," or a message that begins "17, "."""
        if index == 0:
            return words.gap(1).startswith(",")
        return words.at(index - 1) in self._people and words.gap(index).strip() in ("(", ",")

    def _ages_asked_about(self, words: Words) -> tuple[int, int]:
        """Between which numbers one that stands alone is an age; an empty range when none is."""
        if not self._about_age.isdisjoint(words.words):
            return YOUNGEST, OLDEST
        if not self._pay.isdisjoint(words.words):
            return YOUNGEST_PAID, OLDEST_PAID_LESS
        return OLDEST, YOUNGEST

    def _stands_alone(self, words: Words, index: int) -> bool:
        before = words.at(index - 1)
        return before not in self._not_alone and not before.isdigit()

    def _can_be_age(self, words: Words, index: int, last: int, *, youngest: int = YOUNGEST) -> bool:
        age = number_at(words, index)
        if age is None or not youngest <= age <= OLDEST:
            return False
        if "alsof" in words.words[max(0, index - 2) : index]:
            return False
        after, later = words.at(index + 1), words.at(index + 2)
        is_apart = "," in words.gap(last)
        if not is_apart and not self._counted.isdisjoint((after, words.at(last))):
            return False
        if after in self._years and later in self._counted:
            return False
        if after in self._years and words.at(index - 1) == "al" and later not in ("", "oud"):
            return False
        return not _is_part_of_a_number(words, index)


def _years_old(word: str) -> int | None:
    """The age in "zestienjarige"; None in any other word."""
    for ending in _YEARS_OLD:
        if word.endswith(ending):
            age = written_number(word.removesuffix(ending))
            return age if age is not None and YOUNGEST <= age <= OLDEST else None
    return None


def _is_part_of_a_number(words: Words, index: int) -> bool:
    """Whether the digits are money, a percentage, a date, or belong to a longer number."""
    before, after = words.gap(index), words.gap(index + 1)
    if before.strip().endswith("€") or after.strip().startswith(("%", "€")):
        return True
    goes_on = after in (".", ",", "/", "-") and words.at(index + 1).isdigit()
    went_before = before in (".", ",") and words.at(index - 1).isdigit()
    return goes_on or went_before


def _patterns(vocabulary: Mapping[str, Any]) -> dict[str, list[_Pattern]]:
    people = _one_of(vocabulary["people"])
    subject = _one_of([*vocabulary["people"], *vocabulary["pronouns"]])
    to_be = _one_of(vocabulary["to_be"])
    nearly = {**_one_of(vocabulary["nearly"]), "OP": "*"}
    years = _one_of(vocabulary["years"])
    join, than = _one_of(["of", "en", "tot", "tm"]), _one_of(["de", "dan"])
    return {
        "said": [
            [subject, to_be, nearly, NUMBER],
            [to_be, subject, nearly, NUMBER],
            [subject, nearly, NUMBER, to_be],
            [_one_of(["ben", "bent"]), nearly, NUMBER],
            [people, _one_of(["van"]), nearly, NUMBER],
            [_one_of(["son", "daughter"]), _one_of(["of"]), NUMBER],
            [_one_of(["bbl", "bol", "mbo"]), _one_of(["er"]), _one_of(["van"]), nearly, NUMBER],
            [to_be, _one_of(["in"]), _one_of(vocabulary["times"]), NUMBER],
            [to_be, _one_of(["volgend", "volgende"]), _one_of(vocabulary["periods"]), NUMBER],
            [to_be, _one_of(["in"]), _one_of(["de"]), _one_of(vocabulary["times"]), NUMBER],
            [_one_of(["bijna", "nu", "inmiddels"]), NUMBER],
            [_one_of(vocabulary["pronouns"]), _one_of(["met"]), NUMBER],
            [NUMBER, _one_of(["word", "wordt", "ben", "bent", "geworden", "zijn", "zjin"])],
            [_one_of(vocabulary["children"]), NUMBER],
            [_one_of(vocabulary["of_someone"]), NUMBER, _one_of(["e", "ste", "de"])],
            [
                _one_of(vocabulary["before_a_limit"]),
                {**_one_of(["de"]), "OP": "?"},
                _one_of(vocabulary["limits"]),
            ],
        ],
        "child": [
            [_one_of(vocabulary["children"]), _one_of(["van", "is"]), nearly, NUMBER],
        ],
        "years": [[NUMBER, years], [NUMBER, join, NUMBER, years]],
        UNDER_18: [
            [_one_of(["onder", "jonger"]), {**than, "OP": "?"}, NUMBER],
            [_one_of(["geen"]), NUMBER],
            [_one_of(vocabulary["under"]), NUMBER],
        ],
        FROM_18: [
            [_one_of(["boven", "ouder"]), than, NUMBER],
            [_one_of(vocabulary["over"]), NUMBER],
            [NUMBER, _one_of(["of", "en"]), _one_of(["ouder"])],
            [NUMBER, _one_of(["jaar"]), _one_of(["of", "en"]), _one_of(["ouder"])],
            [NUMBER, _one_of(["plus", "plusser", "plussers"])],
        ],
    }


def _one_of(words: Sequence[str]) -> dict[str, Any]:
    return {"ORTH": {"IN": list(words)}}
