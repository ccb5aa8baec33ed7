"""SpaCy's look-up table of Dutch word forms and their lemmas, in a few megabytes.

The table of `spacy-lookups-data` as Python holds it takes 70 MB. Here the forms are sorted hashes, and
each has the place of its lemma in one long text.
"""

import gzip
import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from io import StringIO

import numpy as np
from numpy.typing import NDArray

from bot.memory import give_back
from bot.nlu.text import without_accents

TABLE = "nl_lemma_lookup.json.gz"
LEXICON = "nl_lemma_index.json.gz"
BETWEEN = "\n"

Hashes = NDArray[np.int64]
"""Python's own hashes of texts: they differ from process to process, so they are never stored."""

_TEXT = re.compile(r'"([^"]+)"')
_PAIR = re.compile(r'"([^"]+)": "([^"]+)"')
"""A form and its lemma in the JSON, which has nothing else in it: read one by one, as parsing all of it at
once would leave memory behind that is never used again."""


class LemmaTable:
    """Word forms with their lemmas; read-only."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        forms, places, bare = array("q"), array("i"), array("q")
        text = StringIO()
        for form, lemma in pairs:
            forms.append(hash(form))
            bare.append(hash(lemma))
            places.append(text.tell())
            text.write(lemma + BETWEEN)
        order = np.argsort(forms)
        self._forms = np.asarray(forms)[order]
        self._places = np.asarray(places)[order]
        self._bare = np.unique(bare)
        self._lemmas = text.getvalue()

    @classmethod
    def of_spacy(cls) -> "LemmaTable":
        """The table of spacy-lookups-data."""
        return cls(_pairs_of_spacy())

    def __contains__(self, form: str) -> bool:
        return self._place(form) is not None

    def lemma(self, form: str) -> str:
        """The lemma of a word form; the form itself when the table does not have it."""
        place = self._place(form)
        if place is None:
            return form
        start = int(self._places[place])
        return self._lemmas[start : self._lemmas.index(BETWEEN, start)]

    def is_lemma(self, word: str) -> bool:
        """Whether the word is the lemma of some form."""
        return _find(self._bare, word) is not None

    def _place(self, form: str) -> int | None:
        return _find(self._forms, form)


@lru_cache(maxsize=1)
def dutch_lemmas() -> LemmaTable:
    """The table of Dutch, read once."""
    table = LemmaTable.of_spacy()
    give_back()
    return table


def dutch_words() -> set[str]:
    """All word forms and lemmas of the table, without accents; for when a model is trained."""
    return {without_accents(word) for pair in _pairs_of_spacy() for word in pair}


class Lexicon:
    """The words that spaCy's rules for Dutch lemmas know, without accents."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = np.unique(array("q", (hash(without_accents(word)) for word in words)))

    @classmethod
    def of_spacy(cls) -> "Lexicon":
        """The index of spacy-lookups-data."""
        return cls(found[1] for found in _TEXT.finditer(_json_of_spacy(LEXICON)))

    def __contains__(self, word: str) -> bool:
        return _find(self._words, word) is not None


@lru_cache(maxsize=1)
def dutch_lexicon() -> Lexicon:
    """The lexicon of Dutch, read once."""
    lexicon = Lexicon.of_spacy()
    give_back()
    return lexicon


def _pairs_of_spacy() -> Iterator[tuple[str, str]]:
    return ((pair[1], pair[2]) for pair in _PAIR.finditer(_json_of_spacy(TABLE)))


def _json_of_spacy(name: str) -> str:
    packed = (files("spacy_lookups_data") / "data" / name).read_bytes()
    return gzip.decompress(packed).decode()


def _find(hashes: Hashes, word: str) -> int | None:
    wanted = hash(word)
    place = int(hashes.searchsorted(wanted))
    return place if place < len(hashes) and hashes[place] == wanted else None
