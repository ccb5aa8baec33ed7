"""Questions as rows of numbers: words, word pairs and pieces of words, each under its hash.

A vocabulary of hashes takes a tenth of the memory of one of texts, and numpy finds all pieces of a
question at once. Two of some hundred thousand 64-bit hashes are never the same in practice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

LONGEST_PIECE = 5
"""Letters of the longest piece of a word; a space before or after the word counts as one."""

SEEN_IN = 2
"""Questions in which a word, pair or piece must occur: half the vocabulary, and as many right."""

Hashes = NDArray[np.uint64]

_WORD = np.uint64(1 << 63)
"""Marks the hash of a word or a pair; those of pieces do not have it."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_SPACE = ord(" ")


@dataclass(frozen=True)
class Question:
    """A question as the models see it: a normalised text and words (lemmas, entity kinds)."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """What is not zero in the row of a question: columns of the vocabulary and their values."""

    columns: NDArray[np.int64]
    values: NDArray[np.float32]


class Features:
    """A vocabulary with the weight of each entry, and questions as rows of it."""

    def __init__(self, hashes: Hashes, rarity: NDArray[np.float32]) -> None:
        self._hashes = hashes
        self._rarity = rarity
        self._first_word = int(np.searchsorted(hashes, _WORD))
        self._last: tuple[Question, Row] | None = None

    def __len__(self) -> int:
        return len(self._hashes)

    @classmethod
    def learn(cls, questions: Iterable[Question]) -> "Features":
        """The vocabulary of the questions; the rarer an entry, the more it weighs (tf-idf)."""
        found = [np.unique(_hashes(question)) for question in questions]
        hashes, seen_in = np.unique(np.concatenate(found), return_counts=True)
        kept = seen_in >= SEEN_IN
        rarity = np.log((1 + len(found)) / (1 + seen_in[kept])) + 1
        return cls(hashes[kept], rarity.astype(np.float32))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray]) -> "Features":
        """The vocabulary that `arrays` gave."""
        return cls(arrays["hashes"], arrays["rarity"])

    def arrays(self) -> dict[str, NDArray]:
        """All there is to keep."""
        return {"hashes": self._hashes, "rarity": self._rarity}

    def row(self, question: Question) -> Row:
        """The row of a question; words and pieces weigh as much together, whatever their number.

        The last row is remembered, because several models read the same question.
        """
        if self._last is None or self._last[0] is not question:
            self._last = (question, self._row(question))
        return self._last[1]

    def _row(self, question: Question) -> Row:
        hashes, counts = np.unique(_hashes(question), return_counts=True)
        columns = np.searchsorted(self._hashes, hashes)
        columns[columns == len(self._hashes)] = 0
        known = self._hashes[columns] == hashes if len(self._hashes) else np.zeros(0, bool)
        columns = columns[known]
        values = (1 + np.log(counts[known])).astype(np.float32) * self._rarity[columns]
        pieces = int(np.searchsorted(columns, self._first_word))
        for part in (values[:pieces], values[pieces:]):
            part /= np.sqrt(part @ part) or 1
        return Row(columns, values)


def _hashes(question: Question) -> Hashes:
    """The hashes of all words, pairs and pieces, as often as they occur."""
    words = question.terms
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    named = [crc32(text.encode()) for text in (*words, *pairs)]
    return np.concatenate([_pieces(question.text), np.array(named, np.uint64) | _WORD])


def _pieces(text: str) -> Hashes:
    """The hashes of every two to five letters in a row, with the spaces around a word but none within."""
    spaced = f" {' '.join(text.split())} "
    codes = np.frombuffer(spaced.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    is_space = codes == _SPACE
    hashes, within = codes, np.ones(len(codes), bool)
    found: list[Hashes] = []
    for length in range(2, LONGEST_PIECE + 1):
        if len(codes) < length:
            break
        within = within[:-1]
        if length > 2:
            within = within & ~is_space[length - 2 : len(codes) - 1]
        hashes = hashes[:-1] * _BASE + codes[length - 1 :]
        found.append(hashes[within])
    return np.concatenate(found) & ~_WORD if found else np.zeros(0, np.uint64)
