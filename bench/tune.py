"""Regularisation, temperature and thresholds of the topic model, by cross-validation.

    python -m bench.tune [--folds 3] [--per-intent 0]

Only training questions are used, so the test sets stay unseen. For each regularisation: the share of
held-out questions with the right topic, and the temperature with the least surprise (log loss). The same
for each share of the meaning. Then, with the values in use, what each threshold of being sure would answer, and how much of that is wrong.
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
from bot.nlu.meaning import MeaningModel
from bot.nlu.model import MEANING, REGULARISATION, TEMPERATURE, mixed
from bot.nlu.questions import plain, question
from bot.nlu.spelling import Spelling
from bot.settings import prepare_environment, settings

REGULARISATIONS = sorted({0.3, 1.0, 3.0, REGULARISATION})
MEANINGS = sorted({0.0, 0.15, 0.2, 0.25, 0.3, 0.4, MEANING})
TEMPERATURES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
THRESHOLDS = sorted({0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, SURE})
SEED = 20261123


Margins = NDArray[np.float32]
Folds = Sequence[tuple[NDArray[np.intp], NDArray[np.intp]]]


@dataclass(frozen=True)
class HeldOut:
    """Of questions that the models did not learn: margins by their words and probabilities by their meaning
    (questions × topics), and the right column.
    """

    words: Margins
    meaning: Margins
    right: NDArray[np.intp]

    def probabilities(self, temperature: float = TEMPERATURE, share: float = MEANING) -> Margins:
        """Probabilities, questions × topics."""
        return np.array(
            [
                shares(mixed(shares(words, temperature), meaning, share), 1.0)
                for words, meaning in zip(self.words, self.meaning, strict=True)
            ]
        )

    def row(self, name: str, share: float) -> str:
        """A line of a table: the share with the right topic, and the temperature with least surprise."""
        losses = {each: self._log_loss(each, share) for each in TEMPERATURES}
        best = min(losses, key=lambda each: losses[each])
        right = self.probabilities(share=share).argmax(axis=1) == self.right
        return f"| {name} | {right.mean():.4f} | {best} | {losses[best]:.3f} |"

    def _log_loss(self, temperature: float, share: float) -> float:
        own = self.probabilities(temperature, share)[np.arange(len(self.right)), self.right]
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
    questions, intents = labelled(sampled(found, chosen.per_intent) if chosen.per_intent else found)
    topics = np.array([topic_of(intent) for intent in intents])
    _print(f"{len(questions)} questions, {chosen.folds} folds", "")
    groups = np.unique(topics, return_inverse=True)[1]
    split = StratifiedKFold(chosen.folds, shuffle=True, random_state=SEED)
    folds = list(split.split(np.zeros(len(questions)), groups))
    meaning = by_meaning(questions, intents, folds)
    head = "| right topic | best temperature | log loss there |"
    _print(f"| C {head}", "|---:|---:|---:|---:|")
    by_regularisation = {}
    for regularisation in REGULARISATIONS:
        words = by_words(questions, topics, folds, regularisation)
        held_out = by_regularisation[regularisation] = HeldOut(words, meaning, groups)
        _print(held_out.row(_marked(regularisation, REGULARISATION), MEANING))
    _print("", f"| meaning {head}", "|---:|---:|---:|---:|")
    for share in MEANINGS:
        _print(by_regularisation[REGULARISATION].row(_marked(share, MEANING), share))
    _print("", *threshold_lines(by_regularisation[REGULARISATION]))
    return 0


def labelled(by_intent: Questions) -> tuple[list[Question], NDArray[np.str_]]:
    """The questions as the models see them, with their intents."""
    entities = EntityReader.load()
    spelling = Spelling.learn(plain(text) for texts in by_intent.values() for text in texts)
    questions, intents = [], []
    for intent, texts in by_intent.items():
        for text in texts:
            kinds = [entity.as_rasa()["entity"] for entity in entities.find(text)]
            questions.append(question(text, kinds, spelling=spelling))
            intents.append(intent)
    return questions, np.array(intents)


def by_words(
    questions: Sequence[Question], topics: NDArray[np.str_], folds: Folds, regularisation: float
) -> Margins:
    """The margins of every question by a model of words that learned from the other folds."""
    margins = np.zeros((len(questions), len(set(topics))), dtype=np.float32)
    for learned, held_out in folds:
        known = [questions[at] for at in learned]
        features = Features.learn(known)
        model = against_the_others(
            matrix(features, known), topics[learned], regularisation=regularisation, balanced=False
        )
        others = matrix(features, [questions[at] for at in held_out])
        margins[held_out] = others @ model.weights.astype(np.float32) + model.offsets
    return margins


def by_meaning(questions: Sequence[Question], intents: NDArray[np.str_], folds: Folds) -> Margins:
    """The probabilities by a model of meaning, which learns answers, added up to those of their topics."""
    topics = sorted({topic_of(intent) for intent in intents})
    found = np.zeros((len(questions), len(topics)), dtype=np.float32)
    for learned, held_out in folds:
        alone: list[tuple[str, ...]] = [()] * len(learned)
        model = MeaningModel.learn([questions[at] for at in learned], intents[learned], alone)
        of_topic = [topics.index(topic_of(name)) for name in model.network.names]
        for at in held_out:
            np.add.at(found[at], of_topic, model.answers(questions[at]))
    return found


def threshold_lines(held_out: HeldOut) -> list[str]:
    """What being sure from each threshold gives, at the temperature in use."""
    probabilities = held_out.probabilities()
    confidence = probabilities.max(axis=1)
    wrong = probabilities.argmax(axis=1) != held_out.right
    lines = [
        f"At temperature {TEMPERATURE} and meaning {MEANING}:",
        "",
        "| sure from | answered | sure and wrong | of what is answered |",
        "|---:|---:|---:|---:|",
    ]
    for threshold in THRESHOLDS:
        sure = confidence >= threshold
        lines.append(
            f"| {_marked(threshold, SURE)} | {sure.mean():.3f} | {(sure & wrong).mean():.4f}"
            f" | {(sure & wrong).sum() / max(sure.sum(), 1):.4f} |"
        )
    return lines


def _marked(value: float, in_use: float) -> str:
    return f"{value} (in use)" if value == in_use else str(value)


def _print(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
