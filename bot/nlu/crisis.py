"""Whether a message is a call for help: phrases first, because recall comes before everything.

The phrases are in data/guards/crisis_patterns.yml, by language: `direct` ones always count, `veiled`
ones count unless an `everyday` phrase overlaps them.
"""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from bot.paths import DATA
from bot.yaml_files import ContentError, read_mapping

_LIKE_LATIN = str.maketrans({"ı": "i", "ł": "l", "ـ": None})
_QUOTES = re.compile(r"['’‘`´]")
_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_REPEATED = re.compile(r"([^\W\d_])\1+")


def plain(text: str) -> str:
    """The form of a text that the phrases are written for: see the head of their file."""
    lower = text.lower()
    kept = lower if lower.isascii() else _like_ascii(lower)
    spaced = _NO_LETTER_OR_DIGIT.sub(" ", _QUOTES.sub("", kept))
    return _REPEATED.sub(r"\1", spaced).strip()


def _like_ascii(text: str) -> str:
    return "".join(
        char
        for char in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    ).translate(_LIKE_LATIN)


class CrisisGuard:
    """Finds messages about suicide, self-harm or a wish to die, of the writer or someone else."""

    def __init__(
        self, direct: Sequence[str], veiled: Sequence[str], everyday: Sequence[str]
    ) -> None:
        self._direct = _any_of(direct)
        self._veiled = _any_of(veiled)
        self._everyday = _any_of(everyday)

    @classmethod
    def load(cls, path: Path = DATA / "guards" / "crisis_patterns.yml") -> "CrisisGuard":
        """Read the phrases of all languages.

        Raises:
            ContentError: a phrase is not a regular expression.
        """
        languages = read_mapping(path).values()
        kinds = [
            [phrase for language in languages for phrase in language.get(kind) or []]
            for kind in ("direct", "veiled", "everyday")
        ]
        try:
            return cls(*kinds)
        except re.error as error:
            raise ContentError(f"{path.name}: {error.pattern!r} is no pattern: {error}") from error

    def matches(self, text: str) -> bool:
        """Whether the text must be answered as a crisis."""
        said = plain(text)
        if self._direct.search(said):
            return True
        hits = [match.span() for match in self._veiled.finditer(said)]
        if not hits:
            return False
        explained = [match.span() for match in self._everyday.finditer(said)]
        return any(
            not any(start < hit_end and hit_start < end for start, end in explained)
            for hit_start, hit_end in hits
        )


def harmless_lookalikes(
    path: Path = DATA / "guards" / "crisis_hard_negatives.yml",
) -> list[tuple[str, str | None]]:
    """Messages that look like a call for help and are none, with their topic where it is clear.

    Raises:
        ContentError: the file cannot be read.
    """
    items = read_mapping(path)["hard_negatives"]
    return [(str(item["text"]), item.get("topic")) for item in items]


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases) or r"(?!)")
