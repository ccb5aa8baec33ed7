"""How likely a Dutch message is a call for help that no phrase of the crisis guard names."""

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.nlu.features import Features, Question
from bot.nlu.linear import LinearClasses

HARMLESS_WEIGHT = 3.0
"""A false alarm on a harmless message weighs so much more than a miss; the guard finds the rest."""

REGULARISATION = 10.0
HARMLESS, CRISIS = "harmless", "crisis"


class CrisisModel:
    """Tells crisis messages from all others, and whether they are about somebody else."""

    def __init__(self) -> None:
        self._features = Features()
        self._crisis: LinearClasses
        self._about: LinearClasses | None = None

    def fit(self, crisis: Sequence[tuple[Question, str]], harmless: Sequence[Question]) -> None:
        """Learn from crisis messages with their intents, and from harmless messages."""
        questions = [*(question for question, _ in crisis), *harmless]
        kinds = np.array([CRISIS] * len(crisis) + [HARMLESS] * len(harmless))
        rows = self._features.fit(questions)
        model = LogisticRegression(
            C=REGULARISATION, class_weight={HARMLESS: HARMLESS_WEIGHT, CRISIS: 1.0}, max_iter=200
        )
        self._crisis = LinearClasses.from_fitted(model.fit(rows, kinds))
        intents = np.array([intent for _, intent in crisis])
        if len(set(intents)) > 1:
            self._about = LinearClasses.fit(
                rows[: len(crisis)], intents, regularisation=1.0, balanced=True
            )

    def read(self, question: Question) -> tuple[float, str]:
        """The probability of a crisis (0–1) and the intent that fits if it is one."""
        row = self._features.rows([question])
        margin = self._crisis.margins(row)[self._crisis.names.index(CRISIS)]
        intent = CRISIS
        if self._about is not None:
            intent = self._about.names[int(np.argmax(self._about.margins(row)))]
        return float(1 / (1 + np.exp(-margin))), intent
