"""Questions grouped by likeness."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from rapidfuzz import fuzz, process, utils

from bot.statistics.questions import Asked

ALIKE = 85
"""Likeness (0-100, the order of words left aside) from which two questions are of one group."""


class Order(str, Enum):
    """Which group comes first."""

    NEWEST = "nieuwste"
    MOST_FREQUENT = "vaakst"


@dataclass(frozen=True)
class Group:
    """Questions that are alike; the first one stands for them."""

    asked: tuple[Asked, ...]

    @property
    def first(self) -> Asked:
        """The newest question."""
        return self.asked[0]

    @property
    def texts(self) -> tuple[str, ...]:
        """The different questions in it."""
        return tuple(dict.fromkeys(one.question for one in self.asked))

    @property
    def thumbs_down(self) -> int:
        """How many visitors said that the answer was of no use."""
        return sum(one.thumb_down for one in self.asked)


def grouped(asked: Iterable[Asked], order: Order) -> list[Group]:
    """Questions in groups of those that are alike.

    Args:
        asked: questions, newest first.
        order: of the groups.
    """
    members: dict[str, list[Asked]] = {}
    for one in asked:
        text = utils.default_process(one.question) or one.question
        found = process.extractOne(
            text, members.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE
        )
        members.setdefault(found[0] if found else text, []).append(one)
    groups: Sequence[Group] = [Group(tuple(own)) for own in members.values()]
    if order is Order.MOST_FREQUENT:
        return sorted(groups, key=lambda group: -len(group.asked))
    return list(groups)
