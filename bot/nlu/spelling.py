"""Words with one typing error, read as the word that was meant.

Only a word that is no Dutch word and that hardly anybody used is looked at, and only words that many
of the questions have are guessed: everything one letter missed, added, changed or swapped away.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from string import ascii_lowercase

import numpy as np
from numpy.typing import NDArray

from bot.nlu.known_words import is_well_spelled

SHORTEST = 4
"""Letters; shorter words are one letter away from too many others."""

USED = 3
"""Questions that must have a word for it to be no error."""

COMMON = 5
"""Questions that must have a word for it to be guessed."""

_WORD = re.compile(r"[a-z]+")


class Spelling:
    """The words that questions are made of, with the number of times that each was used."""

    def __init__(self, used: Mapping[str, int]) -> None:
        self._used = dict(used)
        self._meant = lru_cache(maxsize=4096)(self._guess)

    @classmethod
    def learn(cls, texts: Iterable[str]) -> "Spelling":
        """The words of normalised texts."""
        counts = Counter(word for text in texts for word in _WORD.findall(text))
        return cls({word: count for word, count in counts.items() if count >= USED})

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray]) -> "Spelling":
        """The words that `arrays` gave."""
        return cls(dict(zip(arrays["words"].tolist(), arrays["counts"].tolist(), strict=True)))

    def arrays(self) -> dict[str, NDArray]:
        """All there is to keep."""
        return {
            "words": np.array(list(self._used), np.str_),
            "counts": np.array(list(self._used.values()), np.int32),
        }

    def repaired(self, text: str) -> str:
        """A normalised text with the words that were meant in place of those that were typed."""
        return _WORD.sub(lambda match: self.meant(match.group()), text)

    def meant(self, word: str) -> str:
        """The most used word that is one typing error away; the word itself when it needs no guess."""
        if len(word) < SHORTEST or word in self._used:
            return word
        return self._meant(word)

    def _guess(self, word: str) -> str:
        if is_well_spelled(word):
            return word
        best = max(_one_error_away(word), key=lambda other: self._used.get(other, 0))
        return best if self._used.get(best, 0) >= COMMON else word


def _one_error_away(word: str) -> Iterator[str]:
    for at in range(len(word)):
        before, after = word[:at], word[at + 1 :]
        yield before + after
        if after:
            yield before + after[0] + word[at] + after[1:]
        for letter in ascii_lowercase:
            yield before + letter + after
            yield before + letter + word[at:]
    for letter in ascii_lowercase:
        yield word + letter
