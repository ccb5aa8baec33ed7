"""Regularisation, temperature and thresholds of the topic model, by cross-validation.

    python -m bench.tune [--folds 3] [--per-intent 0]

Only training questions are used, so the test sets stay unseen. For each regularisation: the share of
held-out questions with the right topic, and the temperature with the least surprise (log loss). Then,
with the values in use, what each threshold of being sure would answer, and how much of that is wrong.
Note that training questions on either side of a fold were written by the same people: strangers'
questions get lower shares (bench/README.md).
"""

# ruff: noqa: E402 - the stand-ins come before everything that imports Rasa
import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

import bot.standins

bot.standins.install(learns=True)

from bench.nlu import Questions, questions_by_intent, sampled
from bot import logs
from bot.nlu.bands import SURE, topic_of
from bot.nlu.entities import EntityReader
from bot.nlu.features import Features, Question
from bot.nlu.learning import against_the_others, matrix
from bot.nlu.linear import shares
from bot.nlu.model import REGULARISATION, TEMPERATURE
from bot.nlu.questions import plain, question
from bot.nlu.spelling import Spelling
from bot.settings import prepare_environment, settings

REGULARISATIONS = sorted({0.3, 1.0, 3.0, REGULARISATION})
TEMPERATURES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
THRESHOLDS = sorted({0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, SURE})
SEED = 20261123


@dataclass(frozen=True)
class HeldOut:
    """Margins (questions × topics) of questions that the model did not learn, and the right column."""

    margins: NDArray[np.float32]
    right: NDArray[np.intp]

    def accuracy(self) -> float:
        """Share whose highest margin is the right topic's."""
        return float((self.margins.argmax(axis=1) == self.right).mean())

    def probabilities(self, temperature: float) -> NDArray[np.float32]:
        """Probabilities, questions × topics."""
        return np.array([shares(margins, temperature) for margins in self.margins])

    def log_loss(self, temperature: float) -> float:
        """Mean surprise (nats) about the right topic."""
        own = self.probabilities(temperature)[np.arange(len(self.right)), self.right]
        return float(-np.log(np.maximum(own, 1e-9)).mean())


def main() -> int:
    """Cross-validate and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument(
        "--per-intent", type=int, default=0, help="questions of each answer; 0: all"
    )
    chosen = parser.parse_args()
    logs.configure()
    prepare_environment(settings())
    found = questions_by_intent()
    questions, topics = labelled(sampled(found, chosen.per_intent) if chosen.per_intent else found)
    _print(f"{len(questions)} questions, {chosen.folds} folds", "")
    _print("| C | right topic | best temperature | log loss there |", "|---:|---:|---:|---:|")
    by_regularisation = {}
    for regularisation in REGULARISATIONS:
        held_out = by_regularisation[regularisation] = cross_validated(
            questions, topics, regularisation, folds=chosen.folds
        )
        losses = {each: held_out.log_loss(each) for each in TEMPERATURES}
        best = min(losses, key=lambda each: losses[each])
        mark = " (in use)" if regularisation == REGULARISATION else ""
        _print(
            f"| {regularisation}{mark} | {held_out.accuracy():.4f} | {best} | {losses[best]:.3f} |"
        )
    _print("", *threshold_lines(by_regularisation[REGULARISATION]))
    return 0


def labelled(by_intent: Questions) -> tuple[list[Question], NDArray[np.str_]]:
    """The questions as the models see them, with their topics."""
    entities = EntityReader.load()
    spelling = Spelling.learn(plain(text) for texts in by_intent.values() for text in texts)
    questions, topics = [], []
    for intent, texts in by_intent.items():
        for text in texts:
            kinds = [entity.as_rasa()["entity"] for entity in entities.find(text)]
            questions.append(question(text, kinds, spelling=spelling))
            topics.append(topic_of(intent))
    return questions, np.array(topics)


def cross_validated(
    questions: Sequence[Question], topics: NDArray[np.str_], regularisation: float, *, folds: int
) -> HeldOut:
    """The margins of every question by a model that learned from the other folds."""
    names, right = np.unique(topics, return_inverse=True)
    margins = np.zeros((len(questions), len(names)), dtype=np.float32)
    split = StratifiedKFold(folds, shuffle=True, random_state=SEED)
    for learned, held_out in split.split(np.zeros(len(questions)), topics):
        known = [questions[at] for at in learned]
        features = Features.learn(known)
        model = against_the_others(
            matrix(features, known), topics[learned], regularisation=regularisation, balanced=False
        )
        others = matrix(features, [questions[at] for at in held_out])
        margins[held_out] = others @ model.weights.astype(np.float32) + model.offsets
    return HeldOut(margins, right)


def threshold_lines(held_out: HeldOut) -> list[str]:
    """What being sure from each threshold gives, at the temperature in use."""
    probabilities = held_out.probabilities(TEMPERATURE)
    confidence = probabilities.max(axis=1)
    wrong = probabilities.argmax(axis=1) != held_out.right
    lines = [
        f"At temperature {TEMPERATURE}:",
        "",
        "| sure from | answered | sure and wrong | of what is answered |",
        "|---:|---:|---:|---:|",
    ]
    for threshold in THRESHOLDS:
        sure = confidence >= threshold
        mark = " (in use)" if threshold == SURE else ""
        lines.append(
            f"| {threshold}{mark} | {sure.mean():.3f} | {(sure & wrong).mean():.4f}"
            f" | {(sure & wrong).sum() / max(sure.sum(), 1):.4f} |"
        )
    return lines


def _print(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
