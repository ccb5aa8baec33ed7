"""Where a question leads that goes on from another: on within the topic, or to which other one.

"En wat betaalt dat?" after work there is asks for wages, after a grant for its amount: the words count
anew for each topic before them, beside what they say after any topic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.nlu.features import Features, Question, Row
from bot.nlu.linear import DenseClasses, Margins, shares

SAME = "same"
"""The direction of a follow-up that stays with the topic before it."""

REGULARISATION = 2.0
TEMPERATURE = 0.17
AFTER_THE_TOPIC = 1.5
"""How long the part of a row is that goes by the topic before; its words and pieces have length 1 each."""


@dataclass(frozen=True)
class Directions:
    """Tells where follow-ups lead; `after` has the weights of words by the topic before them."""

    features: Features
    words: DenseClasses
    after: DenseClasses

    @classmethod
    def learn(
        cls,
        rows: csr_matrix,
        topics: NDArray[np.str_],
        questions: Sequence[Question],
        previous: Sequence[str],
    ) -> "Directions":
        """Learn from follow-ups.

        Args:
            rows: `len(questions)` × vocabulary.
            topics: where each leads.
            questions: the follow-ups.
            previous: the topic before each.
        """
        from bot.nlu import learning

        asked = [_after(*each) for each in zip(questions, previous, strict=True)]
        features = Features.learn(asked)
        directions = np.where(topics == np.array(previous), SAME, topics)
        if len(set(directions)) == 1:
            constant = DenseClasses.constant
            return cls(features, constant(SAME, rows.shape[1]), constant(SAME, len(features)))
        learned = learning.against_the_others(
            learning.beside(rows, learning.matrix(features, asked) * AFTER_THE_TOPIC),
            directions,
            regularisation=REGULARISATION,
            balanced=True,
        )
        words, after = np.split(learned.weights, [rows.shape[1]])
        nothing = np.zeros_like(learned.offsets)
        return cls(
            features,
            DenseClasses(learned.names, words, learned.offsets),
            DenseClasses(learned.names, after, nothing),
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> "Directions":
        """What `arrays` gave."""
        return cls(
            Features.from_arrays(arrays["features"]),
            DenseClasses.from_arrays(arrays["words"]),
            DenseClasses.from_arrays(arrays["after"]),
        )

    def arrays(self) -> dict[str, Any]:
        """All there is to keep."""
        return {
            "features": self.features.arrays(),
            "words": self.words.arrays(),
            "after": self.after.arrays(),
        }

    def of(
        self, row: Row, question: Question, names: tuple[str, ...], before: str
    ) -> tuple[float, Margins]:
        """How likely a follow-up stays with its topic, and which others it leads to (adding up to 1).

        Args:
            row: of the question.
            question: the follow-up.
            names: the topics.
            before: the topic before the question.
        """
        own = self.features.row(_after(question, before))
        own = Row(own.columns, own.values * AFTER_THE_TOPIC)
        found = shares(self.words.margins(row) + self.after.margins(own), TEMPERATURE)
        stays = 0.0
        elsewhere = np.zeros(len(names), np.float32)
        for name, share in zip(self.words.names, found.tolist(), strict=True):
            if name == SAME:
                stays = share
            else:
                elsewhere[names.index(name)] = share
        return stays, elsewhere / max(float(elsewhere.sum()), 1e-9)


def _after(question: Question, before: str) -> Question:
    """A question of which only the words count, each as said after the topic."""
    return Question("", (before, *(f"{before}>{term}" for term in question.terms)))
