"""Occupations, courses, sectors and schools in a message, also in compounds and misspelled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from bot.nlu.entity_naming import SPELLED_ALIKE, Naming
from bot.nlu.entity_words import Entity, Found, Phrases, Words, words_of
from bot.nlu.known_words import is_known
from bot.nlu.text import normalised, without_accents
from bot.paths import DATA
from bot.yaml_files import ContentError, read_mapping

WORDS_BEFORE = 3
WORDS_AFTER = 2
SHORTEST_BASE = 3
SHORTEST_VERB = 5
"""Letters of a verb's stem in a compound: "timmer" in "timmeropleiding"."""
SHORTEST_GUESS = 6
LIKE = 86.0
MOST_GUESSES = 12
"""Unknown words that are compared with all forms, per message; bounds the time."""

_TEACHING = "onderwijs"
_SHORT_SCHOOL = 4
_SOMETHING = frozenset(("met", "in", "als", "van"))
_WORKING = frozenset(("werk", "werkt", "werkte", "gewerkt", "zit", "zat"))
_SCHOOL_CUES = frozenset(
    [
        "de",
        "het",
        "bij",
        "op",
        "naar",
        "aan",
        "van",
        "in",
        "of",
        "en",
        "door",
        "vanuit",
        "school",
        "hogeschool",
        "hbo",
        "roc",
        "ad",
    ]
)


class Cue(Enum):
    """What must stand near a word before it names a study or occupation."""

    NONE = "none"
    WORK_OR_STUDY = "work or study"
    BECOMING = "becoming"


@dataclass(frozen=True, slots=True)
class _Term:
    """What a phrase stands for; without a kind it is an ordinary phrase.

    `subject` is the entry of data/vocabulary/occupations.yml that it belongs to, for the search.
    """

    kind: str = ""
    name: str = ""
    sector: str = ""
    cue: Cue = Cue.NONE
    taught: str = ""
    subject: str = ""


class TermFinder:
    """Finds what someone wants to learn or become, and the sector it belongs to."""

    def __init__(
        self,
        *,
        occupations: Sequence[Mapping[str, Any]],
        sectors: Mapping[str, Mapping[str, Any]],
        terms: Mapping[str, Any],
    ) -> None:
        """Args:
        occupations: as in data/vocabulary/occupations.yml.
        sectors: as in data/vocabulary/sectors.yml.
        terms: as in data/vocabulary/terms.yml.
        """
        becoming = frozenset(terms["becoming"])
        self._near = {
            Cue.WORK_OR_STUDY: (frozenset(terms["before"]), frozenset(terms["after"])),
            Cue.BECOMING: (becoming, becoming),
        }
        self._endings = tuple(sorted(terms["endings"], key=len, reverse=True))
        self._beginnings: Sequence[str] = terms["beginnings"]
        self._companies = frozenset(terms["companies"])
        self._somebodys = frozenset(terms["somebodys"])
        self._heads: Mapping[str, str] = terms["heads"]
        self._terms = _terms_by_words(occupations, sectors, terms)
        self._phrases = Phrases((" ".join(words), term) for words, term in self._terms.items())
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for words, term in self._terms.items():
            is_single = len(words) == 1 and len(words[0]) >= SHORTEST_GUESS
            if is_single and term.kind and term.cue is Cue.NONE:
                self._by_letter[words[0][0]].append(words[0])

    @classmethod
    def load(cls) -> "TermFinder":
        """The finder for the word lists in data/vocabulary."""
        folder = DATA / "vocabulary"
        return cls(
            occupations=_read_list(folder / "occupations.yml"),
            sectors=read_mapping(folder / "sectors.yml"),
            terms=read_mapping(folder / "terms.yml"),
        )

    def find(self, words: Words, taken: Sequence[bool]) -> Iterator[Entity]:
        """The occupations, courses and sectors in a message.

        Args:
            words: the message.
            taken: for each word whether a school is named by it.
        """
        seen = list(taken)
        for found in self._phrases.find(words):
            span = slice(found.first, found.last)
            if any(taken[span]):
                continue
            seen[span] = [True] * (found.last - found.first)
            if self._counts(found, words):
                yield from _entities(found, words)
            elif self._is_teaching(found, words):
                yield words.entity("sector", found.value.sector, found.first, found.last)
        for found in self._compounds_and_guesses(words, seen):
            if self._counts(found, words):
                yield from _entities(found, words)

    def _counts(self, found: Found[_Term], words: Words) -> bool:
        if found.value.cue is Cue.NONE:
            return True
        if words.at(found.first - 2) == "iets" and words.at(found.first - 1) in _SOMETHING:
            return True
        before, after = self._near[found.value.cue]
        return bool(
            before.intersection(words.words[max(0, found.first - WORDS_BEFORE) : found.first])
            or after.intersection(words.words[found.last : found.last + WORDS_AFTER])
        )

    def _is_teaching(self, found: Found[_Term], words: Words) -> bool:
        """Whether it speaks of teachers as such: "docenten uit de praktijk", not "mijn docent"."""
        is_teacher = found.value.kind == "occupation" and found.value.sector == _TEACHING
        return is_teacher and words.at(found.first - 1) not in self._somebodys

    def _compounds_and_guesses(self, words: Words, seen: Sequence[bool]) -> Iterator[Found[_Term]]:
        guesses = 0
        for index, word in enumerate(words.words):
            if seen[index] or not word.isalpha():
                continue
            term = self._compound(word) or self._with_head(word)
            if term is None and len(word) >= SHORTEST_GUESS and not is_known(word):
                guesses += 1
                term = self._guess(word) if guesses <= MOST_GUESSES else None
            if term is not None and term.kind:
                yield Found(term, index, index + 1)

    def _compound(self, word: str) -> _Term | None:
        """The term in "kappersopleiding": what stands before the ending, without a joining s or e."""
        for beginning in self._beginnings:
            if word.startswith(beginning) and (word,) not in self._terms:
                return self._terms[(beginning,)]
        if not word.endswith(self._endings):
            return None
        for ending in self._endings:
            base = word.removesuffix(ending)
            if base == word or len(base) < SHORTEST_BASE:
                continue
            verb = (base + "en",) if len(base) >= SHORTEST_VERB else ()
            for stem in (base, base.removesuffix("s"), base.removesuffix("en"), *verb):
                term = self._terms.get((stem,))
                if term is None or not term.kind:
                    continue
                names_people = term.kind == "occupation" and stem.startswith(term.name[:-1])
                if ending in self._companies and not names_people:
                    return replace(term, kind="sector", subject="")
                return term
        return None

    def _with_head(self, word: str) -> _Term | None:
        """The occupation that a word names by its last part: "rioleringsmonteurs"."""
        single = word.removesuffix("s")
        for head, sector in self._heads.items():
            if single.endswith(head) and len(single) >= len(head) + SHORTEST_BASE:
                return _Term("occupation", single, sector)
        return None

    def _guess(self, word: str) -> _Term | None:
        alike = self._by_letter.get(word[0], ())
        found = process.extractOne(word, alike, scorer=fuzz.ratio, score_cutoff=LIKE)
        return self._terms[(found[0],)] if found is not None else None


class SchoolFinder:
    """Finds schools; the value is what they were called, so "deltion" and not "deltion college"."""

    def __init__(self, schools: Mapping[str, Mapping[str, Any]]) -> None:
        """Args:
        schools: as in data/vocabulary/schools.yml.
        """
        called: dict[tuple[str, ...], str] = {}
        for name, school in schools.items():
            for form in (*school["forms"], name):
                called.setdefault(words_of(form), form.lower())
        self._phrases = Phrases((form, form) for form in called.values())
        self._as_typed = {
            words_of(form): form
            for school in schools.values()
            for form in school["forms"]
            if normalised(form) != without_accents(form)
        }

    @classmethod
    def load(cls) -> "SchoolFinder":
        """The finder for data/vocabulary/schools.yml."""
        return cls(read_mapping(DATA / "vocabulary" / "schools.yml"))

    def find(self, words: Words) -> Iterator[Found[str]]:
        """The schools in a message, and the words that name them."""
        for found in self._phrases.find(words):
            letters = sum(len(word) for word in words.words[found.first : found.last])
            is_short = letters <= _SHORT_SCHOOL or words.at(found.first) == "mbo"
            is_name = not is_short or _is_named(words, found.first)
            if is_name and self._is_typed(words, found):
                yield found

    def _is_typed(self, words: Words, found: Found[str]) -> bool:
        """Whether a name that is also chat spelling stands there: "roc mn", not "roc mijn"."""
        form = self._as_typed.get(tuple(words.words[found.first : found.last]))
        typed = words.typed[words.starts[found.first] : words.ends[found.last - 1]]
        return form is None or form == typed.lower()


def _is_named(words: Words, index: int) -> bool:
    """Whether it is used as a name: what is as short as a word ("han", "hu"), or "mbo utrecht"."""
    typed = words.typed[words.starts[index] : words.ends[index]]
    if words.at(index - 1) in _SCHOOL_CUES or words.at(index + 1) in ("of", "en"):
        return True
    return typed.isupper() and not words.shouted


def _terms_by_words(
    occupations: Iterable[Mapping[str, Any]],
    sectors: Mapping[str, Mapping[str, Any]],
    terms: Mapping[str, Any],
) -> dict[tuple[str, ...], _Term]:
    """Every phrase with its meaning; what comes first wins: never, courses, sectors, occupations."""
    found = {words_of(form): _Term() for form in terms["never"]}
    cues = {words_of(form): Cue.WORK_OR_STUDY for form in terms["with_cue"]}
    cues |= {words_of(form): Cue.BECOMING for form in terms["to_become"]}

    ignored = {words_of(form) for form in terms["ignored"]}

    def add(form: str, kind: str, name: str, sector: str, subject: str = "") -> None:
        words = words_of(form)
        if words not in ignored:
            taught, cue = terms["taught"].get(name, ""), cues.get(words, Cue.NONE)
            found.setdefault(words, _Term(kind, name, sector, cue, taught, subject))

    for name, course in terms["courses"].items():
        for form in (name, *course["forms"]):
            add(form, "course", name, course["sector"])
    for name, occupation in terms["occupations"].items():
        add(name, "occupation", name, occupation["sector"])
        for form in occupation["forms"]:
            add(form, "occupation", _own_name(form, name), occupation["sector"])
    for name, sector in sectors.items():
        for form in (name, *sector["words"], *terms["sectors"].get(name, ())):
            add(form, "sector", name, name)
    naming = Naming(terms)
    for entry in occupations:
        for form in (entry["name"], *entry["forms"]):
            kind, name = naming.of(form, entry["kind"], entry["name"])
            for written in naming.spellings(form):
                add(written, kind, name, entry["sector"], entry["name"].lower())
    found.pop((), None)
    return found


def _own_name(form: str, name: str) -> str:
    """The name of an occupation for a form of it: another word for it is its own name."""
    is_inflected = fuzz.ratio(without_accents(form), without_accents(name)) >= SPELLED_ALIKE
    return name if is_inflected else form


def _read_list(path: Path) -> list[dict[str, Any]]:
    loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError(f"{path.name}: {error}") from error
    if not isinstance(content, list):
        raise ContentError(f"{path.name}: expected a list, found {type(content).__name__}")
    return content


def _entities(found: Found[_Term], words: Words) -> Iterator[Entity]:
    term = found.value
    before = words.words[max(0, found.first - 3) : found.first]
    is_workplace = term.kind == "course" and before[1:] == ["in", "de"] and before[0] in _WORKING
    if not is_workplace and term.kind in ("occupation", "course"):
        yield words.entity(term.kind, term.name, found.first, found.last)
    is_said = term.kind in ("occupation", "course") and term.subject == term.name
    if term.subject and not is_said and not is_workplace:
        yield words.entity("subject", term.subject, found.first, found.last)
    if term.sector:
        yield words.entity("sector", term.sector, found.first, found.last)
    if term.taught:
        yield words.entity("sector", term.taught, found.first, found.last)
