"""Which topic a question is about by what it means as a whole, whatever the words that it is put in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.nlu.encoder import SIZE, SentenceEncoder
from bot.nlu.features import Question, Row
from bot.nlu.linear import DenseClasses, Margins

_ALL = np.arange(SIZE)


@dataclass(frozen=True)
class MeaningModel:
    """Scores topics by the sentence encoder; the topics stand in the order of their names."""

    encoder: SentenceEncoder
    topics: DenseClasses

    @classmethod
    def learn(cls, questions: Sequence[Question], topics: NDArray[np.str_]) -> "MeaningModel":
        """Learn from questions with their topics; at least two topics are needed."""
        from bot.nlu import learning
        from bot.nlu.encoder_source import encoder_of

        texts = [question.text for question in questions]
        encoder = encoder_of({word for text in texts for word in text.split()})
        rows = encoder.encode(texts)
        return cls(encoder, learning.odds(rows, topics))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> "MeaningModel":
        """The model that `arrays` gave."""
        return cls(
            SentenceEncoder.from_arrays(arrays["encoder"]),
            DenseClasses.from_arrays(arrays["topics"]),
        )

    def arrays(self) -> dict[str, Any]:
        """All there is to keep."""
        return {"encoder": self.encoder.arrays(), "topics": self.topics.arrays()}

    def margins(self, question: Question) -> Margins:
        """The log odds of each topic, up to a constant."""
        meaning = self.encoder.encode([question.text])[0]
        return self.topics.margins(Row(_ALL, meaning))
