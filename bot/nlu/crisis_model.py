"""How likely a Dutch message is a call for help that no phrase of the crisis guard names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.nlu.features import Features, Question
from bot.nlu.linear import DenseClasses

HARMLESS_WEIGHT = 3.0
"""A false alarm on a harmless message weighs so much more than a miss; the guard finds the rest."""

REGULARISATION = 10.0
HARMLESS, CRISIS = "harmless", "crisis"


@dataclass(frozen=True)
class CrisisModel:
    """Tells crisis messages from all others; `about` tells whose crisis it is, where that was learned."""

    features: Features
    crisis: DenseClasses
    about: DenseClasses | None

    @classmethod
    def learn(
        cls,
        crisis: Sequence[tuple[Question, str]],
        harmless: Sequence[Question],
        features: Features,
    ) -> "CrisisModel":
        """Learn from crisis messages with their intents, and from harmless messages."""
        from bot.nlu import learning

        rows = learning.matrix(features, [*(question for question, _ in crisis), *harmless])
        kinds = np.array([CRISIS] * len(crisis) + [HARMLESS] * len(harmless))
        intents = np.array([intent for _, intent in crisis])
        return cls(
            features,
            learning.likelihood(
                rows,
                kinds,
                regularisation=REGULARISATION,
                weights={HARMLESS: HARMLESS_WEIGHT, CRISIS: 1.0},
            ),
            learning.against_the_others(
                rows[: len(crisis)], intents, regularisation=1.0, balanced=True
            )
            if len(set(intents)) > 1
            else None,
        )

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any], features: Features) -> "CrisisModel":
        """The model that `arrays` gave, with the features that it learned with."""
        about = arrays.get("about")
        return cls(
            features,
            DenseClasses.from_arrays(arrays["crisis"]),
            None if about is None else DenseClasses.from_arrays(about),
        )

    def arrays(self) -> dict[str, Any]:
        """All there is to keep but the features."""
        kept: dict[str, Any] = {"crisis": self.crisis.arrays()}
        if self.about is not None:
            kept["about"] = self.about.arrays()
        return kept

    def read(self, question: Question) -> tuple[float, str]:
        """The probability of a crisis (0–1) and the intent that fits if it is one."""
        row = self.features.row(question)
        margin = self.crisis.margins(row)[self.crisis.names.index(CRISIS)]
        intent = CRISIS
        if self.about is not None:
            intent = self.about.names[int(np.argmax(self.about.margins(row)))]
        return float(1 / (1 + np.exp(-margin))), intent
