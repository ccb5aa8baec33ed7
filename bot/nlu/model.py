"""Which topic and which answer a question is about, from linear models over words and characters.

A topic model scores the topics; within each topic an answer model scores its answers; a follow-up
model tells whether a question leans on the topic before it. Chosen by measurement, see bench/README.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.features import Features, Question, Row
from bot.nlu.linear import DenseClasses, Margins, SparseClasses, shares, shares_within

REGULARISATION = 0.5
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


@dataclass(frozen=True)
class TopicModel:
    """Ranks topics and answers for a question.

    The answers stand by topic, in the order of the topics. `leaning` tells follow-ups from questions,
    where there were follow-ups.
    """

    features: Features
    topics: DenseClasses
    answers: SparseClasses
    leaning: DenseClasses | None
    with_follow_ups: frozenset[str]

    @classmethod
    def learn(cls, examples: Sequence[Example], features: Features) -> "TopicModel":
        """Learn from examples; at least two topics are needed."""
        from bot.nlu import learning

        rows = learning.matrix(features, [example.question for example in examples])
        topics = np.array([topic_of(example.intent) for example in examples])
        intents = np.array([example.intent for example in examples])
        follow_up = np.array([example.follow_up for example in examples])
        kinds = np.where(follow_up, FOLLOW_UP, QUESTION)
        return cls(
            features,
            learning.against_the_others(
                rows[~follow_up], topics[~follow_up], regularisation=REGULARISATION, balanced=False
            ),
            learning.within_groups(rows, topics, intents, regularisation=REGULARISATION),
            learning.against_the_others(rows, kinds, regularisation=1.0, balanced=True)
            if follow_up.any()
            else None,
            frozenset(topics[follow_up].tolist()),
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any], features: Features) -> "TopicModel":
        """The model that `arrays` gave, with the features that it learned with."""
        leaning = arrays.get("leaning")
        return cls(
            features,
            DenseClasses.from_arrays(arrays["topics"]),
            SparseClasses.from_arrays(arrays["answers"]),
            None if leaning is None else DenseClasses.from_arrays(leaning),
            frozenset(arrays["with_follow_ups"].tolist()),
        )

    def arrays(self) -> dict[str, Any]:
        """All there is to keep but the features."""
        kept: dict[str, Any] = {
            "topics": self.topics.arrays(),
            "answers": self.answers.arrays(),
            "with_follow_ups": np.array(sorted(self.with_follow_ups), np.str_),
        }
        if self.leaning is not None:
            kept["leaning"] = self.leaning.arrays()
        return kept

    @cached_property
    def _first_answers(self) -> NDArray[np.intp]:
        """Where the answers of each topic begin."""
        return np.unique([topic_of(name) for name in self.answers.names], return_index=True)[1]

    @cached_property
    def _topic_of_answers(self) -> NDArray[np.intp]:
        """The place of the topic of each answer."""
        sizes = np.diff(np.append(self._first_answers, len(self.answers.names)))
        return np.repeat(np.arange(len(sizes)), sizes)

    def rank(self, question: Question, previous_topic: str | None = None) -> Ranking:
        """All answers with their probability, likeliest first."""
        row = self.features.row(question)
        topics = shares(self.topics.margins(row), TEMPERATURE)
        if previous_topic in self.with_follow_ups:
            topics = self._with_context(topics, row, str(previous_topic))
        within = shares_within(self.answers.margins(row), self._first_answers, TEMPERATURE)
        probabilities = within * topics[self._topic_of_answers]
        order = np.argsort(-probabilities, kind="stable")
        names = [self.answers.names[at] for at in order.tolist()]
        return list(zip(names, probabilities[order].tolist(), strict=True))

    def orienting_intents(self) -> frozenset[str]:
        """The topics that have an orienting answer: an intent of the topic's own name."""
        return frozenset(self.topics.names) & frozenset(self.answers.names)

    def leans_on_context(self, question: Question) -> float:
        """How likely it is that a question only makes sense after another one (0–1)."""
        return self._leans(self.features.row(question))

    def _with_context(self, topics: Margins, row: Row, previous_topic: str) -> Margins:
        """Move probability to the topic before: of all topics when the question leans on it.

        After a topic "hoe lang?" is not unclear, so what speaks for that moves first.
        """
        leaning = self._leans(row)
        before = self.topics.names.index(previous_topic)
        pulled = topics.copy()
        if UNCLEAR in self.topics.names:
            unclear = self.topics.names.index(UNCLEAR)
            cleared = pulled[unclear] * leaning
            pulled[unclear] -= cleared
            pulled[before] += cleared
        pulled *= 1 - leaning * FOLLOW_UP_PULL
        pulled[before] += leaning * FOLLOW_UP_PULL
        return pulled

    def _leans(self, row: Row) -> float:
        if self.leaning is None:
            return 0.0
        both = shares(self.leaning.margins(row), 1.0)
        return float(both[self.leaning.names.index(FOLLOW_UP)])
