"""Which words are names of persons: lists of first names and surnames, and what looks like one."""

import csv
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.paths import DATA
from bot.yaml_files import ContentError, read_mapping

NAMES_FILE = DATA / "privacy" / "names.yml"
_LISTS = "data/lookup/src/names"
"""Where the package deduce keeps its lists of names that occur in the Netherlands."""


@dataclass(frozen=True)
class KnownNames:
    """Lower-case words by what they say of a name."""

    first: frozenset[str]
    surnames: frozenset[str]
    words_too: frozenset[str]
    """First names that are ordinary words, towns or schools as well."""
    never: frozenset[str]
    """Words that are never a name."""
    nobody: tuple[str, ...]
    """Phrases that begin like a name and are nobody."""

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> "KnownNames":
        """The lists of deduce with our own additions.

        Raises:
            ContentError: our own file is not as it must be.
        """
        own = read_mapping(NAMES_FILE)
        for key in ("more", "words_too", "nobody", "never"):
            if not all(isinstance(word, str) for word in own.get(key) or [None]):
                raise ContentError(f"{NAMES_FILE.name}: {key!r} must be a list of words")
        first = frozenset(_deduce("lst_first_name")) | _lower(own["more"])
        nobody = _lower(own["nobody"]).union(_places_like_names(first))
        return cls(
            first=first,
            surnames=frozenset(_deduce("lst_surname")) | frozenset(_deduce("lst_interfix_surname")),
            words_too=_lower(own["words_too"]),
            never=_lower(own["never"]),
            nobody=tuple(sorted(nobody, key=len, reverse=True)),
        )


def _places_like_names(first: frozenset[str]) -> Iterable[str]:
    """Names of places with a first name in them, such as Anna Paulowna and Egmond aan Zee."""
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"].lower() for row in csv.DictReader(file)]
    return (
        name
        for name in names
        if " " in name and any(len(word) > 3 and word in first for word in name.split())
    )


def _deduce(name: str) -> Iterable[str]:
    """One list of deduce. The package itself is not imported: it would build its look-ups first."""
    package = importlib.util.find_spec("deduce")
    folder = Path(str(package.origin)).parent if package else Path()
    text = (folder / _LISTS / name / "items.txt").read_text(encoding="utf-8")
    return (line.strip().lower() for line in text.splitlines() if line.strip())


def _lower(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)
