"""Which topic and which answer a question is about, from linear models over words and characters.

A topic model scores the topics; within each topic an answer model scores its answers; a follow-up
model tells whether a question leans on the topic before it. Chosen by measurement, see bench/README.md.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

CHARACTER_NGRAMS = (2, 5)
REGULARISATION = 0.5
TEMPERATURE = 0.25
"""Turns the margins of the topic model into probabilities; fitted on held-out questions."""

FOLLOW_UP_PULL = 0.75
"""How much of a follow-up question's probability belongs to the topic before it."""


@dataclass(frozen=True)
class Question:
    """A question as the models see it: a normalised text and extra words (lemmas, entity kinds)."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """A question with its intent; `follow_up` when it only makes sense after its own topic."""

    question: Question
    intent: str
    follow_up: bool = False


Ranking = list[tuple[str, float]]


def _topic_of(intent: str) -> str:
    return intent.partition(".")[0]


def _terms(question: Question) -> Iterable[str]:
    words = question.terms
    yield from words
    for first, second in itertools.pairwise(words):
        yield f"{first} {second}"


def _text(question: Question) -> str:
    return question.text


class Features:
    """Questions as sparse rows: words and word pairs beside pieces of words."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(analyzer=_analyse_words, sublinear_tf=True, min_df=1)
        self._characters = TfidfVectorizer(
            preprocessor=_text,
            analyzer="char_wb",
            ngram_range=CHARACTER_NGRAMS,
            sublinear_tf=True,
            min_df=2,
            lowercase=False,
        )

    def fit(self, questions: Sequence[Question]) -> csr_matrix:
        """Learn the vocabulary; returns the rows of these questions."""
        return self._joined(
            self._words.fit_transform(questions), self._characters.fit_transform(questions)
        )

    def rows(self, questions: Sequence[Question]) -> csr_matrix:
        """One row per question, `len(questions)` × vocabulary."""
        return self._joined(self._words.transform(questions), self._characters.transform(questions))

    @staticmethod
    def _joined(words: csr_matrix, characters: csr_matrix) -> csr_matrix:
        return hstack([words, characters], format="csr", dtype=np.float32)


def _analyse_words(question: Question) -> list[str]:
    return list(_terms(question))


class TopicModel:
    """Ranks topics and answers for a question."""

    def __init__(self) -> None:
        self._features = Features()
        self._topics = LinearSVC(C=REGULARISATION)
        self._answers: dict[str, LinearSVC] = {}
        self._follow_up = LogisticRegression(C=4.0, class_weight="balanced", max_iter=200)
        self._with_follow_ups: frozenset[str] = frozenset()
        self._intents: dict[str, list[str]] = {}

    def fit(self, examples: Sequence[Example]) -> None:
        """Learn from examples; at least two topics are needed."""
        rows = self._features.fit([example.question for example in examples])
        topics = np.array([_topic_of(example.intent) for example in examples])
        follow_up = np.array([example.follow_up for example in examples])
        self._topics.fit(rows[~follow_up], topics[~follow_up])
        self._with_follow_ups = frozenset(topics[follow_up])
        if self._with_follow_ups:
            self._follow_up.fit(rows, follow_up)
        intents = np.array([example.intent for example in examples])
        for topic in sorted(set(topics)):
            chosen = topics == topic
            self._intents[topic] = sorted(set(intents[chosen]))
            if len(self._intents[topic]) > 1:
                model = LinearSVC(C=REGULARISATION, class_weight="balanced")
                self._answers[topic] = model.fit(rows[chosen], intents[chosen])

    def rank(self, question: Question, previous_topic: str | None = None) -> Ranking:
        """All answers with their probability, likeliest first."""
        row = self._features.rows([question])
        topics = self._topic_probabilities(row)
        if previous_topic in self._with_follow_ups:
            topics = self._with_context(topics, row, str(previous_topic))
        ranking = [
            (intent, topic_probability * share)
            for topic, topic_probability in topics.items()
            for intent, share in self._shares(topic, row)
        ]
        return sorted(ranking, key=lambda item: -item[1])

    def orienting_intents(self) -> frozenset[str]:
        """The topics that have an orienting answer: an intent of the topic's own name."""
        return frozenset(topic for topic, names in self._intents.items() if topic in names)

    def follow_up_probability(self, question: Question) -> float:
        """How likely it is that a question leans on what was said before it."""
        return self._leans(self._features.rows([question]))

    def _leans(self, row: csr_matrix) -> float:
        if not self._with_follow_ups:
            return 0.0
        return float(self._follow_up.predict_proba(row)[0, 1])

    def _topic_probabilities(self, row: csr_matrix) -> dict[str, float]:
        return dict(_probabilities(self._topics, row))

    def _with_context(
        self, topics: Mapping[str, float], row: csr_matrix, previous_topic: str
    ) -> dict[str, float]:
        pull = self._leans(row) * FOLLOW_UP_PULL
        return {
            topic: (1 - pull) * share + (pull if topic == previous_topic else 0.0)
            for topic, share in topics.items()
        }

    def _shares(self, topic: str, row: csr_matrix) -> Iterable[tuple[str, float]]:
        model = self._answers.get(topic)
        return [(self._intents[topic][0], 1.0)] if model is None else _probabilities(model, row)


def _probabilities(model: LinearSVC, row: csr_matrix) -> list[tuple[str, float]]:
    """The classes of a model with their share for one row, from its margins."""
    margins = np.atleast_1d(model.decision_function(row)[0])
    if len(model.classes_) == 2:
        margins = np.array([-margins[0], margins[0]])
    exponents = np.exp((margins - margins.max()) / TEMPERATURE)
    shares = exponents / exponents.sum()
    return [(str(name), float(share)) for name, share in zip(model.classes_, shares, strict=False)]
