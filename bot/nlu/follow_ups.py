"""Where a short question leads that goes on from something: on within a topic, or to a neighbouring one.

"En als ik 17 ben?" stays with the topic before it; "en is daar veel werk in?" after an answer about a
course is about work. One model tells follow-ups from questions that stand by themselves, another where a
follow-up leads: to the same topic, or to which other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.nlu.features import Row
from bot.nlu.linear import DenseClasses, Margins, shares

UNCLEAR = "verduidelijking_nodig"
FOLLOW_UP = "follow-up"
QUESTION = "question"
SAME = "same"
"""The direction of a follow-up that stays with the topic before it."""

REGULARISATION = 1.0
DIRECTION_REGULARISATION = 5.0
DIRECTION_TEMPERATURE = 0.18
NEARNESS = 10.0
"""How many times likelier the topic before is than its words alone make it."""

CLEARED = 0.1
"""What is left of being unclear once there is a topic: "hoe lang?" is not unclear any more."""

MOST_MOVED = 0.95
"""How much of a question's probability context may decide when it is sure to be a follow-up."""


@dataclass(frozen=True)
class FollowUps:
    """Tells follow-ups from questions, and where they lead."""

    leaning: DenseClasses
    directions: DenseClasses

    @classmethod
    def learn(
        cls, rows: csr_matrix, topics: NDArray[np.str_], previous: Sequence[str | None]
    ) -> "FollowUps":
        """Learn from questions, with their topics and, for follow-ups, the topics before them."""
        from bot.nlu import learning

        follows = np.array([before is not None for before in previous])
        kinds = np.where(follows, FOLLOW_UP, QUESTION)
        directions = np.where(topics == np.array(previous, dtype=object), SAME, topics)
        return cls(
            learning.against_the_others(rows, kinds, regularisation=REGULARISATION, balanced=True),
            learning.against_the_others(
                rows[follows],
                directions[follows],
                regularisation=DIRECTION_REGULARISATION,
                balanced=True,
            )
            if len(set(directions[follows])) > 1
            else DenseClasses.constant(SAME, rows.shape[1]),
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> "FollowUps":
        """What `arrays` gave."""
        return cls(
            DenseClasses.from_arrays(arrays["leaning"]),
            DenseClasses.from_arrays(arrays["directions"]),
        )

    def arrays(self) -> dict[str, Any]:
        """All there is to keep."""
        return {"leaning": self.leaning.arrays(), "directions": self.directions.arrays()}

    def leans(self, row: Row) -> float:
        """How likely it is that a question only makes sense after another one (0–1)."""
        both = shares(self.leaning.margins(row), 1.0)
        return float(both[self.leaning.names.index(FOLLOW_UP)])

    def in_context(
        self, topics: Margins, row: Row, leans: float, names: tuple[str, ...], before: int
    ) -> Margins:
        """The probabilities of topics once the topic before is known.

        Args:
            topics: what the words alone say, in the order of `names`.
            row: the question.
            leans: how likely it is to be a follow-up, see `leans`.
            names: the topics.
            before: the place of the topic before the question in `names`.
        """
        moved = leans * MOST_MOVED
        known = topics.copy()
        if UNCLEAR in names:
            unclear = names.index(UNCLEAR)
            moved += (1 - moved) * topics[unclear]
            known[unclear] *= CLEARED
        known[before] *= NEARNESS
        known /= known.sum()
        stays, elsewhere = self._directions(row, names)
        follow_up = (1 - stays) * (elsewhere + known) / 2
        follow_up[before] += stays
        return (1 - moved) * known + moved * follow_up

    def _directions(self, row: Row, names: tuple[str, ...]) -> tuple[float, Margins]:
        """How likely a follow-up stays with its topic, and which others it leads to (adding up to 1)."""
        found = shares(self.directions.margins(row), DIRECTION_TEMPERATURE)
        stays = 0.0
        elsewhere = np.zeros(len(names), np.float32)
        for name, share in zip(self.directions.names, found.tolist(), strict=True):
            if name == SAME:
                stays = share
            else:
                elsewhere[names.index(name)] = share
        return stays, elsewhere / max(float(elsewhere.sum()), 1e-9)
