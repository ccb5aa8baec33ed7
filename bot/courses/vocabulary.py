"""What people call occupations, subjects, sectors and schools, and which programmes they mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.paths import DATA
from bot.places import normalise

FOLDER = DATA / "vocabulary"
SUBJECT_KINDS = ("occupation", "course", "sector")


@dataclass(frozen=True)
class Pieces:
    """Pieces of names, best fit first.

    "beginning of a word", "whole word.", "*anywhere" or "=the whole name".
    """

    texts: tuple[str, ...]
    codes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, values: Iterable[str]) -> "Pieces":
        """Pieces from a vocabulary file; those of digits only are crebo codes."""
        values = [str(value).lower() for value in values]
        return cls(
            tuple(value for value in values if not value.isdigit()),
            frozenset(value for value in values if value.isdigit()),
        )

    def rank(self, names: Sequence[str], codes: Sequence[str] = ()) -> int | None:
        """The place of the first piece that fits one of the names or codes, or None."""
        if self.codes and not self.codes.isdisjoint(codes):
            return 0
        lowered = [name.lower() for name in names]
        if not any(self._any.search(name) for name in lowered):
            return None
        for number, pattern in enumerate(self._patterns):
            if any(pattern.search(name) for name in lowered):
                return number
        return None

    def search_texts(self) -> tuple[str, ...]:
        """What to ask a server that finds pieces anywhere in a name."""
        return tuple(dict.fromkeys(text.lstrip("*=").rstrip(".") for text in self.texts))

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """Finds what one of the pieces finds; most names have none."""
        return re.compile(
            "|".join(f"(?:{pattern.pattern})" for pattern in self._patterns) or "(?!)"
        )

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(_pattern(text) for text in self.texts)

    def __bool__(self) -> bool:
        return bool(self.texts or self.codes)


@dataclass(frozen=True)
class Subject:
    """What someone wants to learn or become.

    note is what to say when the way to it is not in any catalogue.
    """

    name: str
    kind: str
    sector: str
    mbo: Pieces
    ho: Pieces
    domains: Pieces = field(default_factory=lambda: Pieces(()))
    note: str = ""


class Vocabulary:
    """The files of data/vocabulary."""

    def __init__(
        self,
        occupations: Sequence[Mapping[str, Any]],
        sectors: Mapping[str, Mapping[str, Any]],
        schools: Mapping[str, Mapping[str, Any]],
    ) -> None:
        """Indexes the entries by every way to say them."""
        self._subjects: dict[str, Subject] = {}
        for sector, entry in sectors.items():
            subject = Subject(
                entry["label"],
                "sector",
                sector,
                Pieces(()),
                Pieces.of(entry["ho"]),
                Pieces.of(entry["mbo"]),
            )
            for word in (sector, entry["label"], *entry["words"]):
                self._subjects.setdefault(normalise(word), subject)
        for entry in occupations:
            subject = Subject(
                entry["name"],
                entry["kind"],
                entry["sector"],
                Pieces.of(entry["mbo"]),
                Pieces.of(entry["ho"]),
                note=entry.get("note", ""),
            )
            for word in (entry["name"], *entry["forms"]):
                self._subjects.setdefault(normalise(word), subject)
        self.sector_labels = {sector: str(entry["label"]) for sector, entry in sectors.items()}
        self._schools: dict[str, str] = {}
        self._school_sectors: dict[str, tuple[str, ...]] = {}
        for name, entry in schools.items():
            self._school_sectors[name] = tuple(entry.get("sectors", ()))
            for word in (name, *entry["forms"]):
                self._schools.setdefault(normalise(word), name)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Vocabulary":
        """The vocabulary in a folder."""
        return cls(
            *(_read(folder / name) for name in ("occupations.yml", "sectors.yml", "schools.yml"))
        )

    def subject(self, word: str, kind: str = "course") -> Subject:
        """What a word means; a word we do not know is looked for in the names themselves."""
        known = self._subjects.get(normalise(word))
        if known is not None:
            return known
        pieces = Pieces.of([word])
        return Subject(word, kind, "", pieces, pieces)

    def knows(self, word: str) -> bool:
        """Whether a word names an occupation, course or sector."""
        return normalise(word) in self._subjects

    def school(self, word: str) -> str | None:
        """The name in the catalogue of the school that people call so, or None."""
        return self._schools.get(normalise(word))

    def specialises(self, school: str, sector: str) -> bool:
        """Whether a school teaches only a few sectors, of which this is one."""
        return bool(sector) and sector in self._school_sectors.get(school, ())

    def teaches(self, school: str, sector: str) -> bool:
        """Whether a school may teach a sector; "" is any sector."""
        own = self._school_sectors.get(school, ())
        return not own or not sector or sector in own


def _pattern(text: str) -> re.Pattern[str]:
    if text.startswith("="):
        return re.compile(rf"^{re.escape(text[1:])}$")
    if text.endswith("."):
        return re.compile(rf"(?<!\w){re.escape(text[:-1])}(?!\w)")
    if text.startswith("*"):
        return re.compile(re.escape(text[1:]))
    return re.compile(rf"(?<!\w){re.escape(text)}")


def _read(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
