"""Which topic and which answer a question is about, from its words and characters and its meaning.

Models of words score the topics, and within each topic its answers; one of meaning (meaning.py) has its say in both.
What was said before counts for questions that go on from it (follow_ups.py). Chosen by measurement, see bench/README.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.features import Features, Question
from bot.nlu.follow_ups import FollowUps
from bot.nlu.linear import DenseClasses, Margins, SparseClasses, shares, shares_within
from bot.nlu.meaning import MeaningModel

REGULARISATION = 0.5
TEMPERATURE = 0.2
"""Turns margins of words into probabilities; fitted by cross-validation (bench/tune.py)."""

MEANING = 0.3
"""Share of a question's meaning in what its topic is; its words have the rest."""

MEANING_OF_ANSWERS = 0.2
"""The same in which answer of the topic it is."""

UNHEARD_OF = 1e-6
"""The least probability that a model is taken to mean."""

CLEAR_BY_WORDS = 0.95
"""Share of a topic from which words are enough: of 6,132 questions of strangers meaning changes none of those."""

CLEAR_WITHIN = 0.6
"""The same for an answer's share of its topic."""


@dataclass(frozen=True)
class Example:
    """A question with its intent; with topics when it only makes sense after one of them."""

    question: Question
    intent: str
    previous_topics: tuple[str, ...] = ()


Ranking = list[tuple[str, float]]


@lru_cache(maxsize=1024)
def topic_of(intent: str) -> str:
    """The topic to which an intent belongs."""
    return intent.partition(".")[0]


def mixed(words: Margins, meaning: Margins, share: float) -> Margins:
    """The logarithms of probabilities by words and by meaning as one, up to a constant."""
    by_words, by_meaning = (np.log(np.maximum(each, UNHEARD_OF)) for each in (words, meaning))
    return (1 - share) * by_words + share * by_meaning


@dataclass(frozen=True)
class TopicModel:
    """Ranks topics and answers for a question.

    The answers stand by topic, in the order of the topics. `follow_ups` is there where there were any to
    learn from.
    """

    features: Features
    topics: DenseClasses
    meaning: MeaningModel
    answers: SparseClasses
    follow_ups: FollowUps | None

    @classmethod
    def learn(cls, examples: Sequence[Example], features: Features) -> "TopicModel":
        """Learn from examples; at least two topics are needed."""
        from bot.nlu import learning

        questions = [example.question for example in examples]
        previous = [example.previous_topics for example in examples]
        rows = learning.matrix(features, questions)
        topics = np.array([topic_of(example.intent) for example in examples])
        intents = np.array([example.intent for example in examples])
        alone = np.array([not example.previous_topics for example in examples])
        return cls(
            features,
            learning.against_the_others(
                rows[alone], topics[alone], regularisation=REGULARISATION, balanced=False
            ),
            MeaningModel.learn(questions, intents, previous),
            learning.within_groups(rows, topics, intents, regularisation=REGULARISATION),
            None if alone.all() else FollowUps.learn(rows, topics, questions, previous),
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any], features: Features) -> "TopicModel":
        """The model that `arrays` gave, with the features that it learned with."""
        follow_ups = arrays.get("follow_ups")
        return cls(
            features,
            DenseClasses.from_arrays(arrays["topics"]),
            MeaningModel.from_arrays(arrays["meaning"]),
            SparseClasses.from_arrays(arrays["answers"]),
            None if follow_ups is None else FollowUps.from_arrays(follow_ups),
        )

    def arrays(self) -> dict[str, Any]:
        """All there is to keep but the features."""
        kept: dict[str, Any] = {
            "topics": self.topics.arrays(),
            "meaning": self.meaning.arrays(),
            "answers": self.answers.arrays(),
        }
        if self.follow_ups is not None:
            kept["follow_ups"] = self.follow_ups.arrays()
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

    @cached_property
    def _by_meaning(self) -> NDArray[np.intp]:
        """Where the network has each of the answers."""
        places = {name: place for place, name in enumerate(self.meaning.network.names)}
        return np.array([places[name] for name in self.answers.names])

    def rank(self, question: Question, previous_topic: str | None = None) -> Ranking:
        """All answers with their probability, likeliest first."""
        row = self.features.row(question)
        topics = shares(self.topics.margins(row), TEMPERATURE)
        within = shares_within(self.answers.margins(row), self._first_answers, TEMPERATURE)
        before = previous_topic if previous_topic in self.topics.names else None
        if before is not None and self.follow_ups is not None:
            topics = self.follow_ups.in_context(
                topics, row, question, names=self.topics.names, before=before
            )
        if self._has_a_say(before, topics, within):
            answers = self.meaning.answers(question, before)[self._by_meaning]
            by_meaning = np.add.reduceat(answers, self._first_answers)
            topics = shares(mixed(topics, by_meaning, MEANING), 1.0)
            within = shares_within(
                mixed(within, answers, MEANING_OF_ANSWERS), self._first_answers, 1.0
            )
        probabilities = within * topics[self._topic_of_answers]
        order = np.argsort(-probabilities, kind="stable")
        names = [self.answers.names[at] for at in order.tolist()]
        return list(zip(names, probabilities[order].tolist(), strict=True))

    def _has_a_say(self, before: str | None, topics: Margins, within: Margins) -> bool:
        """Whether meaning counts: where words leave doubt about the topic or its answer, and not after a topic
        that it learned nothing after.
        """
        likeliest = within[self._topic_of_answers == topics.argmax()].max()
        is_clear = topics.max() >= CLEAR_BY_WORDS and likeliest >= CLEAR_WITHIN
        return not is_clear and (before is None or before in self.meaning.before)

    def orienting_intents(self) -> frozenset[str]:
        """The topics that have an orienting answer: an intent of the topic's own name."""
        return frozenset(self.topics.names) & frozenset(self.answers.names)

    def leans_on_context(self, question: Question) -> float:
        """How likely it is that a question only makes sense after another one (0–1)."""
        if self.follow_ups is None:
            return 0.0
        return self.follow_ups.leans(self.features.row(question))
