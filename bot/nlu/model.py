"""Which topic and which answer a question is about, from linear models over words and characters.

A topic model scores the topics; within each topic an answer model scores its answers; a follow-up
model tells whether a question leans on the topic before it. Chosen by measurement, see bench/README.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.features import Features, Question
from bot.nlu.linear import LinearClasses, Margins, shares

REGULARISATION = 1.0
TEMPERATURE = 0.2
"""Turns margins into probabilities; fitted by cross-validation (bench/tune.py)."""

FOLLOW_UP_PULL = 0.9
"""How much of a follow-up question's probability belongs to the topic before it."""

UNCLEAR = "verduidelijking_nodig"
FOLLOW_UP = "follow-up"
QUESTION = "question"


@dataclass(frozen=True)
class Example:
    """A question with its intent; `follow_up` when it only makes sense after its own topic."""

    question: Question
    intent: str
    follow_up: bool = False


Ranking = list[tuple[str, float]]


def topic_of(intent: str) -> str:
    """The topic to which an intent belongs."""
    return intent.partition(".")[0]


class TopicModel:
    """Ranks topics and answers for a question."""

    def __init__(self) -> None:
        self._features = Features()
        self._topics: LinearClasses
        self._answers: LinearClasses
        self._answers_of: dict[str, slice] = {}
        self._leaning: LinearClasses | None = None
        self._with_follow_ups: frozenset[str] = frozenset()

    def fit(self, examples: Sequence[Example]) -> None:
        """Learn from examples; at least two topics are needed."""
        rows = self._features.fit([example.question for example in examples])
        topics = np.array([topic_of(example.intent) for example in examples])
        intents = np.array([example.intent for example in examples])
        follow_up = np.array([example.follow_up for example in examples])
        self._topics = LinearClasses.fit(
            rows[~follow_up], topics[~follow_up], regularisation=REGULARISATION, balanced=False
        )
        self._with_follow_ups = frozenset(topics[follow_up])
        if self._with_follow_ups:
            kinds = np.where(follow_up, FOLLOW_UP, QUESTION)
            self._leaning = LinearClasses.fit(rows, kinds, regularisation=1.0, balanced=True)
        self._fit_answers(rows, topics, intents)

    def _fit_answers(self, rows: csr_matrix, topics: np.ndarray, intents: np.ndarray) -> None:
        models = []
        start = 0
        for topic in self._topics.names:
            own = topics == topic
            names = sorted(set(intents[own]))
            model = (
                LinearClasses.constant(str(names[0]), rows.shape[1])
                if len(names) == 1
                else LinearClasses.fit(
                    rows[own], intents[own], regularisation=REGULARISATION, balanced=True
                )
            )
            models.append(model)
            self._answers_of[topic] = slice(start, start + len(model.names))
            start += len(model.names)
        self._answers = LinearClasses.side_by_side(models)

    def rank(self, question: Question, previous_topic: str | None = None) -> Ranking:
        """All answers with their probability, likeliest first."""
        row = self._features.rows([question])
        topics = shares(self._topics.margins(row), TEMPERATURE)
        if previous_topic in self._with_follow_ups:
            topics = self._with_context(topics, row, str(previous_topic))
        margins = self._answers.margins(row)
        ranking: Ranking = []
        for topic, probability in zip(self._topics.names, topics, strict=True):
            own = self._answers_of[topic]
            within = shares(margins[own], TEMPERATURE)
            names = self._answers.names[own]
            ranking += [
                (name, float(probability * share))
                for name, share in zip(names, within, strict=True)
            ]
        return sorted(ranking, key=lambda item: -item[1])

    def orienting_intents(self) -> frozenset[str]:
        """The topics that have an orienting answer: an intent of the topic's own name."""
        return frozenset(self._topics.names) & frozenset(self._answers.names)

    def leans_on_context(self, question: Question) -> float:
        """How likely it is that a question only makes sense after another one (0–1)."""
        return self._leans(self._features.rows([question]))

    def _with_context(self, topics: Margins, row: csr_matrix, previous_topic: str) -> Margins:
        """Move probability to the topic before: of all topics when the question leans on it.

        After a topic "hoe lang?" is not unclear, so what speaks for that moves first.
        """
        leaning = self._leans(row)
        before = self._topics.names.index(previous_topic)
        pulled = topics.copy()
        if UNCLEAR in self._topics.names:
            unclear = self._topics.names.index(UNCLEAR)
            cleared = pulled[unclear] * leaning
            pulled[unclear] -= cleared
            pulled[before] += cleared
        pulled *= 1 - leaning * FOLLOW_UP_PULL
        pulled[before] += leaning * FOLLOW_UP_PULL
        return pulled

    def _leans(self, row: csr_matrix) -> float:
        if self._leaning is None:
            return 0.0
        both = shares(self._leaning.margins(row), 1.0)
        return float(both[self._leaning.names.index(FOLLOW_UP)])
