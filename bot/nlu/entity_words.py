"""A message as the entity finders read it: plain words that know where they were typed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.nlu.language import dutch
from bot.nlu.text import normalised

EXTRACTOR = "CatalogueEntityExtractor"

CACHED_WORDS = 2_000

_PIECE = re.compile(r"[\w'’`´]+")
_RUN = re.compile(r"[^\W\d_]+|\d+")
_SENTENCE_END = re.compile(r"[.?!;:\n]\s")

T = TypeVar("T")


@dataclass(frozen=True)
class Entity:
    """Something that was named in a message: its kind, its lower-case value and where it stands."""

    name: str
    value: str
    start: int
    end: int

    def as_rasa(self) -> dict[str, Any]:
        """The entity as Rasa's messages carry it."""
        return {
            "entity": self.name,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "extractor": EXTRACTOR,
        }


@dataclass(frozen=True)
class Found(Generic[T]):
    """A value found in words `first` up to (not with) `last`."""

    value: T
    first: int
    last: int


class Words:
    """The words of a message: lower case, no accents, chat words written out.

    Letters and digits are apart, and punctuation is only in `gap`, so that "mbo-4", "mbo 4" and
    "MBO4" are the same two words. One chat word may give several words with the same place. Marks
    without a shape (soft hyphens, direction marks) are not in `typed`; entities do count them.
    """

    def __init__(self, text: str) -> None:
        seen = [at for at, char in enumerate(text) if unicodedata.category(char) != "Cf"]
        typed = "".join(text[at] for at in seen)
        self._places = seen
        self.typed = typed
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for piece in _PIECE.finditer(typed):
            for word, start, end in _split(piece.group()):
                self.words.append(word)
                self.starts.append(piece.start() + start)
                self.ends.append(piece.start() + end)
        self.doc = Doc(dutch().vocab, words=self.words)
        self.shouted = typed.upper() == typed

    def __len__(self) -> int:
        return len(self.words)

    def at(self, index: int) -> str:
        """The word at an index; an empty text outside the message."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """What was typed between the word before `index` and the word at it."""
        start = self.ends[index - 1] if index > 0 else 0
        end = self.starts[index] if index < len(self.words) else len(self.typed)
        return self.typed[start:end]

    def begins_sentence(self, index: int) -> bool:
        """Whether the word is the first of the message or of a sentence."""
        return index == 0 or bool(_SENTENCE_END.search(self.gap(index)))

    def sentence_start(self, index: int) -> int:
        """The index of the first word of the sentence that a word is in."""
        return self._sentence_starts[index]

    def sentence_of(self, index: int) -> list[str]:
        """The words of the sentence that a word is in."""
        start = self.sentence_start(index)
        end = next(
            (at for at in range(index + 1, len(self)) if self.begins_sentence(at)), len(self)
        )
        return self.words[start:end]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        starts: list[int] = []
        for index in range(len(self.words)):
            starts.append(index if self.begins_sentence(index) else starts[-1])
        return starts

    def has_capital(self, index: int) -> bool:
        """Whether a capital marks the word as a name, so not at the start and not in capitals."""
        if self.shouted or self.begins_sentence(index):
            return False
        return self.typed[self.starts[index]].isupper()

    def entity(self, name: str, value: str, first: int, last: int) -> Entity:
        """An entity over the words `first` up to (not with) `last`."""
        return self.in_text(Entity(name, value, self.starts[first], self.ends[last - 1]))

    def covered_by(self, entities: Iterable[Entity]) -> list[bool]:
        """For each word whether one of the entities stands over it."""
        covered = [False] * len(self.words)
        for entity in entities:
            for index, start in enumerate(self.starts):
                covered[index] |= entity.start <= self._places[start] < entity.end
        return covered

    def in_text(self, entity: Entity) -> Entity:
        """An entity of `typed` as an entity of the text that it was made from."""
        start, end = self._places[entity.start], self._places[entity.end - 1] + 1
        return replace(entity, start=start, end=end)


class Phrases(Generic[T]):
    """Words, and phrases found with spaCy's PhraseMatcher, that stand for something."""

    def __init__(self, forms: Iterable[tuple[str, T]]) -> None:
        """Args:
        forms: pairs of a form as people write it and what it stands for.
        """
        vocab = dutch().vocab
        self._values: dict[tuple[str, ...], tuple[T, ...]] = {}
        for form, value in forms:
            words = words_of(form)
            values = self._values.get(words, ())
            if words and value not in values:
                self._values[words] = (*values, value)
        self._matcher = PhraseMatcher(vocab)
        self._matcher.add(
            "form", [Doc(vocab, words=list(words)) for words in self._values if len(words) > 1]
        )

    def __contains__(self, word: str) -> bool:
        return (word,) in self._values

    def find(self, words: Words) -> Iterator[Found[T]]:
        """Everything that is named, the longest phrase where phrases overlap, in order."""
        spans = [(first, last) for _, first, last in self._matcher(words.doc)]
        spans += [(at, at + 1) for at, word in enumerate(words.words) if word in self]
        taken = 0
        for first, last in sorted(spans, key=lambda span: (span[0], -span[1])):
            if first < taken:
                continue
            taken = last
            for value in self._values[tuple(words.words[first:last])]:
                yield Found(value, first, last)


def words_of(form: str) -> tuple[str, ...]:
    """The words of a form, as `Words` reads them."""
    return tuple(word for piece in _PIECE.findall(form) for word, _, _ in _split(piece))


@lru_cache(maxsize=CACHED_WORDS)
def _split(piece: str) -> tuple[tuple[str, int, int], ...]:
    plain = normalised(piece)
    aligned = len(plain) == len(piece)
    return tuple(
        (run.group(), run.start(), run.end()) if aligned else (run.group(), 0, len(piece))
        for run in _RUN.finditer(plain)
    )
