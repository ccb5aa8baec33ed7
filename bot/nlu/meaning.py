"""What a question asks by what it means as a whole, whatever the words that it is put in.

A small network reads the meaning of a question and the topic before it. It learns answers rather than
topics: those are seven times as many, and tell it more about what belongs together (bench/README.md).
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.encoder import SIZE, SentenceEncoder
from bot.nlu.features import Question
from bot.nlu.linear import Margins
from bot.nlu.network import Network

STRETCH, STRETCH_OF_TOPIC = 16.0, 8.0
"""How long the meaning of a question, and the topic before it, are made for the network to learn from."""

SEED = 0

Meaning = NDArray[np.float32]


@dataclass(frozen=True)
class MeaningModel:
    """Scores answers by the sentence encoder and one of the topics that may stand `before`."""

    encoder: SentenceEncoder
    before: tuple[str, ...]
    network: Network

    @classmethod
    def learn(
        cls,
        questions: Sequence[Question],
        intents: NDArray[np.str_],
        previous: Sequence[tuple[str, ...]],
    ) -> "MeaningModel":
        """Learn from questions with their intents and, for follow-ups, the topics that may be before them.

        At least two intents are needed.
        """
        from bot.nlu import learning
        from bot.nlu.encoder_source import encoder_of

        texts = [question.text for question in questions]
        encoder = encoder_of({word for text in texts for word in text.split()})
        meanings = encoder.encode(texts)
        before = tuple(sorted({topic for topics in previous for topic in topics}))
        asked = list(_asked(previous, before))
        rows = np.empty((len(asked), SIZE + len(before)), np.float32)
        for row, (at, topic) in zip(rows, asked, strict=True):
            row[:] = _row(meanings[at], topic, before)
        labels = intents[[at for at, _ in asked]]
        return cls(encoder, before, learning.network(rows, labels))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> "MeaningModel":
        """The model that `arrays` gave."""
        return cls(
            SentenceEncoder.from_arrays(arrays["encoder"]),
            tuple(arrays["before"].tolist()),
            Network.from_arrays(arrays["network"]),
        )

    def arrays(self) -> dict[str, Any]:
        """All there is to keep."""
        return {
            "encoder": self.encoder.arrays(),
            "before": np.array(self.before, dtype=np.str_),
            "network": self.network.arrays(),
        }

    def answers(self, question: Question, before: str | None = None) -> Margins:
        """The probability of each answer, in the order of the network's names."""
        meaning = self.encoder.encode([question.text])[0]
        return self.network.probabilities(_row(meaning, before, self.before))


def _asked(
    previous: Sequence[tuple[str, ...]], before: Sequence[str]
) -> Iterator[tuple[int, str | None]]:
    """The place of each question with what stood before it.

    A whole question is asked at the start and, as it may be after any topic, once more after one by chance.
    """
    chance = random.Random(SEED)
    for at, topics in enumerate(previous):
        yield from ((at, topic) for topic in topics)
        if not topics:
            yield at, None
            if before:
                yield at, chance.choice(before)


def _row(meaning: Meaning, before: str | None, topics: tuple[str, ...]) -> Margins:
    is_before = np.array([topic == before for topic in topics], np.float32)
    return np.concatenate([meaning * STRETCH, is_before * STRETCH_OF_TOPIC])
