"""Whether a message is a call for help: phrases first, because recall comes before everything.

The phrases are in data/guards/crisis_patterns.yml, by language: `direct` ones always count, `veiled`
ones count unless an `everyday` phrase explains them.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from bot.nlu.text import visible, without_accents
from bot.paths import DATA
from bot.yaml_files import ContentError, read_mapping

_REPEATED = re.compile(r"(\w)\1{2,}")


def plain(text: str) -> str:
    """The form of a text that the phrases are written for: lower case, no accents, calm spelling."""
    return _REPEATED.sub(r"\1", without_accents(visible(text).lower()).replace("’", "'"))


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
        return bool(self._veiled.search(said)) and not self._everyday.search(said)


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases) or r"(?!)")
