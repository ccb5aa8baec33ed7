"""What a message in another language than Dutch is about, by the cues in data/languages.yml."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from bot.nlu.text import visible, without_accents
from bot.paths import DATA
from bot.yaml_files import ContentError, read_mapping

TOGETHER = " & "
_ALIKE = str.maketrans(
    {"ı": "i", "ł": "l", "ґ": "г", "ة": "ه", "ى": "ي", "ـ": None, "’": "'", "ʼ": "'"}
)
"""Letters that people swap, besides those that differ only by an accent."""

Cue = tuple[re.Pattern[str], ...]
"""Patterns that must all be found."""


class ForeignSubjects:
    """The topics that are recognised in each language, by their cues."""

    def __init__(self, cues: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._cues = {
            language: {
                topic: [_cue(cue, where=f"{language}, {topic}") for cue in of_topic]
                for topic, of_topic in topics.items()
            }
            for language, topics in cues.items()
        }

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls, path: Path = DATA / "languages.yml") -> "ForeignSubjects":
        """Read the cues, once: those of the answered subjects first, then the merely recognised ones.

        Raises:
            ContentError: the file cannot be read, misses something, or a cue is no pattern.
        """
        try:
            return cls(
                {
                    language: {
                        **{name: item["asked"] for name, item in spoken["subjects"].items()},
                        **spoken["recognised"],
                    }
                    for language, spoken in read_mapping(path).items()
                }
            )
        except (KeyError, TypeError) as error:
            raise ContentError(f"{path.name}: missing or malformed ({error!r})") from error

    def topic(self, text: str, language: str) -> str | None:
        """The topic with the most cues in the text, or None when there is no cue.

        Of topics with as many cues the first in the file counts.

        Args:
            text: the message as it was typed.
            language: ISO 639-1 code.
        """
        said = _plain(visible(text).lower())
        found = {
            topic: sum(all(part.search(said) for part in cue) for cue in cues)
            for topic, cues in self._cues.get(language, {}).items()
        }
        best = max(found, key=lambda topic: found[topic], default=None)
        return best if best is not None and found[best] else None


def _plain(text: str) -> str:
    return without_accents(text).translate(_ALIKE)


def _cue(cue: str, *, where: str) -> Cue:
    try:
        return tuple(re.compile(_plain(part)) for part in cue.split(TOGETHER))
    except re.error as error:
        raise ContentError(f"{where}: {cue!r} is no pattern: {error}") from error
