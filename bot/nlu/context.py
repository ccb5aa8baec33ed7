"""What was said before a message, as the website channel passes it along."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

_ORDINALS = {
    "eerste": 0, "1e": 0, "1": 0, "bovenste": 0,
    "tweede": 1, "2e": 1, "2": 1, "middelste": 1,
    "derde": 2, "3e": 2, "3": 2,
    "vierde": 3, "4e": 3, "4": 3,
    "vijfde": 4, "5e": 4, "5": 4,
    "laatste": -1, "onderste": -1,
}  # fmt: skip
_WORDS = re.compile(r"\w+")
SAME_TITLE = 90
"""Likeness (0–100) from which a text counts as the title of a button."""


@dataclass(frozen=True)
class Option:
    """A button that was offered."""

    title: str
    payload: str


@dataclass(frozen=True)
class Context:
    """The topic of the previous answer and the buttons that were under it."""

    previous_topic: str | None = None
    options: tuple[Option, ...] = ()

    @classmethod
    def from_metadata(cls, metadata: Mapping[str, Any] | None) -> "Context":
        """The context in a message's metadata; an empty one when there is none."""
        metadata = metadata or {}
        return cls(
            previous_topic=metadata.get("previous_topic"),
            options=tuple(
                Option(title=str(option["title"]), payload=str(option["payload"]))
                for option in metadata.get("options") or []
            ),
        )

    def by_title(self, text: str) -> Option | None:
        """The option whose title is what was typed."""
        typed = text.strip(" ?!.").lower()
        for option in self.options:
            if fuzz.ratio(typed, option.title.strip(" ?!.").lower()) >= SAME_TITLE:
                return option
        return None

    def by_number(self, text: str) -> Option | None:
        """The option that "de tweede" or "de laatste" points at."""
        for word in _WORDS.findall(text.lower()):
            place = _ORDINALS.get(word)
            if place is not None and -1 <= place < len(self.options):
                return self.options[place] if self.options else None
        return None
