"""What was said before, for a question that goes on from it: does it, and what does that make of it.

"En als ik 17 ben?" stays with the topic before it; "en is daar veel werk in?" after an answer about a
course is about work. One model tells follow-ups from questions that stand by themselves, another where a
follow-up leads (directions.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.nlu.directions import Directions
from bot.nlu.features import Question, Row
from bot.nlu.linear import DenseClasses, Margins, shares

UNCLEAR = "verduidelijking_nodig"
FOLLOW_UP = "follow-up"
QUESTION = "question"
REGULARISATION = 1.0
NEARNESS = 20.0
"""How many times likelier the topic before is than its words alone make it."""

CLEARED = 0.1
"""What is left of being unclear once there is a topic: "hoe lang?" is not unclear any more."""

MOST_MOVED = 0.95
"""How much of a question's probability context may decide when it is sure to be a follow-up."""

ELSEWHERE = 0.7
"""Share of the direction in which other topic a follow-up leads to; its own words have the rest."""


@dataclass(frozen=True)
class FollowUps:
    """Tells follow-ups from questions, and where they lead."""

    leaning: DenseClasses
    directions: Directions

    @classmethod
    def learn(
        cls,
        rows: csr_matrix,
        topics: NDArray[np.str_],
        questions: Sequence[Question],
        previous: Sequence[tuple[str, ...]],
    ) -> "FollowUps":
        """Learn from questions, with their topics and, for follow-ups, the topics that may be before them."""
        from bot.nlu import learning

        kinds = np.where([bool(before) for before in previous], FOLLOW_UP, QUESTION)
        pairs = [(at, before) for at, all_of_it in enumerate(previous) for before in all_of_it]
        follows = [at for at, _ in pairs]
        return cls(
            learning.against_the_others(rows, kinds, regularisation=REGULARISATION, balanced=True),
            Directions.learn(
                rows[follows],
                topics[follows],
                [questions[at] for at in follows],
                [before for _, before in pairs],
            ),
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> "FollowUps":
        """What `arrays` gave."""
        return cls(
            DenseClasses.from_arrays(arrays["leaning"]),
            Directions.from_arrays(arrays["directions"]),
        )

    def arrays(self) -> dict[str, Any]:
        """All there is to keep."""
        return {"leaning": self.leaning.arrays(), "directions": self.directions.arrays()}

    def leans(self, row: Row) -> float:
        """How likely it is that a question only makes sense after another one (0–1)."""
        both = shares(self.leaning.margins(row), 1.0)
        return float(both[self.leaning.names.index(FOLLOW_UP)])

    def in_context(
        self,
        topics: Margins,
        row: Row,
        question: Question,
        *,
        names: tuple[str, ...],
        before: str,
    ) -> Margins:
        """The probabilities of topics once the topic before is known.

        Args:
            topics: what the words alone say, in the order of `names`.
            row: of the question.
            question: what was asked.
            names: the topics.
            before: the topic before the question, one of `names`.
        """
        place = names.index(before)
        moved = self.leans(row) * MOST_MOVED
        known = topics.copy()
        if UNCLEAR in names:
            unclear = names.index(UNCLEAR)
            moved += (1 - moved) * topics[unclear]
            known[unclear] *= CLEARED
        known[place] *= NEARNESS
        known /= known.sum()
        stays, elsewhere = self.directions.of(row, question, names, before)
        follow_up = (1 - stays) * (ELSEWHERE * elsewhere + (1 - ELSEWHERE) * known)
        follow_up[place] += stays
        return (1 - moved) * known + moved * follow_up
