"""Everything that the understanding learns from questions: made, kept and read back together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.nlu import storage
from bot.nlu.crisis_model import CRISIS, CrisisModel
from bot.nlu.features import Features
from bot.nlu.model import Example, TopicModel, topic_of
from bot.nlu.questions import plain, question
from bot.nlu.spelling import Spelling


@dataclass(frozen=True)
class Asked:
    """A training question as typed, with the kinds of entities in it and what it asks.

    `previous_topics` are there when it only makes sense after an answer about one of them.
    """

    text: str
    intent: str
    entity_kinds: tuple[str, ...] = ()
    previous_topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Learned:
    """The spelling of the questions, and the models of their topics and of a crisis."""

    spelling: Spelling
    features: Features
    topics: TopicModel
    crisis: CrisisModel

    @classmethod
    def learn(
        cls, asked: Sequence[Asked], lookalikes: Sequence[tuple[str, str | None]]
    ) -> "Learned":
        """Learn from questions, and from harmless messages that look like a crisis, with their topics."""
        spelling = Spelling.learn(
            plain(text) for text in [a.text for a in asked] + [t for t, _ in lookalikes]
        )
        examples = [
            Example(
                question(each.text, each.entity_kinds, spelling=spelling),
                each.intent,
                each.previous_topics,
            )
            for each in asked
        ]
        harmless = [(question(text, spelling=spelling), topic) for text, topic in lookalikes]
        # What only makes sense after a call for help ("bellen durf ik niet") is none by itself.
        in_crisis = [
            (example.question, example.intent)
            for example in examples
            if topic_of(example.intent) == CRISIS and CRISIS not in example.previous_topics
        ]
        others = [example for example in examples if topic_of(example.intent) != CRISIS]
        others += [Example(asked, topic) for asked, topic in harmless if topic]
        no_crisis = [example.question for example in others]
        no_crisis += [asked for asked, topic in harmless if not topic]
        features = Features.learn([*no_crisis, *(asked for asked, _ in in_crisis)])
        return cls(
            spelling,
            features,
            TopicModel.learn(others, features),
            CrisisModel.learn(in_crisis, no_crisis, features),
        )

    @classmethod
    def read(cls, path: Path) -> "Learned":
        """What `write` kept."""
        kept = storage.read(path)
        features = Features.from_arrays(kept["features"])
        return cls(
            Spelling.from_arrays(kept["spelling"]),
            features,
            TopicModel.from_arrays(kept["topics"], features),
            CrisisModel.from_arrays(kept["crisis"], features),
        )

    def write(self, path: Path) -> None:
        """Keep everything in one file."""
        parts = {
            "spelling": self.spelling.arrays(),
            "features": self.features.arrays(),
            "topics": self.topics.arrays(),
            "crisis": self.crisis.arrays(),
        }
        storage.write(path, parts)
