"""The route (bbl or bol) and the form of study (voltijd, deeltijd …) in a message."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.nlu.entity_words import Entity, Phrases, Words
from bot.paths import DATA
from bot.yaml_files import read_mapping


class RouteFinder:
    """Finds the route and the form of study."""

    def __init__(self, vocabulary: Mapping[str, Any]) -> None:
        """
        Args:
            vocabulary: as in data/vocabulary/routes.yml.
        """
        self._phrases = Phrases[tuple[str, str] | None](
            [
                *(
                    (form, (name, value))
                    for name in ("route", "form")
                    for value, forms in vocabulary[name].items()
                    for form in forms
                ),
                *((form, None) for form in vocabulary["never"]),
            ]
        )

    @classmethod
    def load(cls) -> "RouteFinder":
        """The finder for data/vocabulary/routes.yml."""
        return cls(read_mapping(DATA / "vocabulary" / "routes.yml"))

    def find(self, words: Words, taken: Sequence[bool]) -> Iterator[Entity]:
        """The routes and forms named in a message.

        Args:
            words: the message.
            taken: for each word whether a school is named by it.
        """
        for found in self._phrases.find(words):
            if found.value is not None and not taken[found.first]:
                name, value = found.value
                yield words.entity(name, value, found.first, found.last)
