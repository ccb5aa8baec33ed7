"""Questions as sparse rows: words and word pairs beside pieces of words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

CHARACTER_NGRAMS = (2, 5)
SEEN_IN = 2
"""Questions in which a word, pair or piece must occur: half the vocabulary, and as many right."""


@dataclass(frozen=True)
class Question:
    """A question as the models see it: a normalised text and words (lemmas, entity kinds)."""

    text: str
    terms: tuple[str, ...]


def _text(question: Question) -> str:
    return question.text


def _words_and_pairs(question: Question) -> list[str]:
    words = question.terms
    pairs = pairwise(words)
    return [*words, *(f"{first} {second}" for first, second in pairs)]


class Features:
    """Learns a vocabulary and turns questions into rows of it."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(
            analyzer=_words_and_pairs, sublinear_tf=True, min_df=SEEN_IN, dtype=np.float32
        )
        self._characters = TfidfVectorizer(
            preprocessor=_text,
            analyzer="char_wb",
            ngram_range=CHARACTER_NGRAMS,
            sublinear_tf=True,
            min_df=SEEN_IN,
            lowercase=False,
            dtype=np.float32,
        )

    def fit(self, questions: Sequence[Question]) -> csr_matrix:
        """Learn the vocabulary; returns the rows of these questions."""
        parts = [vectors.fit_transform(questions) for vectors in (self._words, self._characters)]
        for vectors in (self._words, self._characters):
            del vectors.stop_words_  # every rare piece of a word: most of the model's memory
        return hstack(parts, format="csr")

    def rows(self, questions: Sequence[Question]) -> csr_matrix:
        """One row per question, `len(questions)` × vocabulary."""
        parts = [vectors.transform(questions) for vectors in (self._words, self._characters)]
        return hstack(parts, format="csr")
