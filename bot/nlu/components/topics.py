"""Graph component: the topic, the answer and the band of a message."""

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.memory import give_back
from bot.nlu.bands import DOUBT, SURE, Band, Decision, best_per_topic
from bot.nlu.components.guards import IN_CRISIS, LANGUAGE
from bot.nlu.context import Context
from bot.nlu.crisis import harmless_lookalikes
from bot.nlu.foreign import DUTCH, LanguageGuard
from bot.nlu.foreign_subjects import ForeignSubjects
from bot.nlu.learned import Asked, Learned
from bot.nlu.model import Ranking
from bot.nlu.understanding import Understanding

MODEL_FILE = "topics.npz"
SHOWN = 5
ANSWERS_SHOWN = 6
PAYLOAD = "/"
"""Begins the text of a button, which names its intent itself."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Decides what a message is about and how sure that is.

    Besides `intent` and `intent_ranking` (the likeliest answer of each topic, with how likely the topic
    is) it sets `likely_answers` (with how likely each answer is itself), `band`, `reason`, `decided` (what
    the message is about, also when no single answer is given), `beside` (another answer that may be
    meant or asked for as well, or None) and `wishes` (the intents of a message with more than one wish, in order).
    """

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        learned: Optional[Learned] = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._languages = LanguageGuard.load()
        self._understanding = self._wrap(learned) if learned else None

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`sure` and `doubt`: the probabilities at which the bands begin."""
        return {"sure": SURE, "doubt": DOUBT}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """A classifier that is still to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GraphComponent:
        """The trained classifier."""
        with model_storage.read_from(resource) as folder:
            learned = Learned.read(folder / MODEL_FILE)
        give_back()
        return cls(config, model_storage, resource, learned)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the Dutch questions and keep what was learned."""
        asked = [
            Asked(
                message.get(TEXT),
                message.get(INTENT),
                tuple(entity["entity"] for entity in message.get(ENTITIES, [])),
                tuple((message.get(METADATA) or {}).get("previous_topics", ())),
            )
            for message in training_data.intent_examples
            if self._is_dutch(message.get(TEXT))
        ]
        lookalikes = [each for each in harmless_lookalikes() if self._is_dutch(each[0])]
        learned = Learned.learn(asked, lookalikes)
        with self._storage.write_to(self._resource) as folder:
            learned.write(folder / MODEL_FILE)
        self._understanding = self._wrap(learned)
        return self._resource

    def _is_dutch(self, text: str) -> bool:
        return self._languages.language(text) == DUTCH

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent and the band of each message."""
        for message in messages:
            text = message.get(TEXT)
            if text and not text.startswith(PAYLOAD) and self._understanding is not None:
                self._decide(message, self._understanding)
        return messages

    def _wrap(self, learned: Learned) -> Understanding:
        return Understanding(
            learned.topics,
            learned.crisis,
            ForeignSubjects.load(),
            learned.spelling,
            sure=self._config["sure"],
            doubt=self._config["doubt"],
        )

    @staticmethod
    def _decide(message: Message, understanding: Understanding) -> None:
        understood = understanding.understand(
            message.get(TEXT),
            entities=message.get(ENTITIES) or [],
            context=Context.from_metadata(message.get(METADATA)),
            in_crisis=bool(message.get(IN_CRISIS)),
            language=message.get(LANGUAGE) or "nl",
        )
        decision: Decision = understood.decision
        ranking: Ranking = best_per_topic(understood.ranking)[:SHOWN]
        intent = "nlu_fallback" if decision.band in _WITHOUT_AN_ANSWER else decision.intent
        message.set(
            "intent", {"name": intent, "confidence": decision.confidence}, add_to_output=True
        )
        message.set("intent_ranking", _as_rasa(ranking), add_to_output=True)
        answers = understood.ranking[:ANSWERS_SHOWN]
        message.set("likely_answers", _as_rasa(answers), add_to_output=True)
        message.set("decided", understood.said or decision.intent, add_to_output=True)
        message.set("band", decision.band.value, add_to_output=True)
        message.set("reason", decision.reason, add_to_output=True)
        message.set("beside", decision.beside, add_to_output=True)
        message.set("wishes", list(understood.wishes), add_to_output=True)
        if understood.chosen_entities:
            message.set(ENTITIES, list(understood.chosen_entities), add_to_output=True)


def _as_rasa(ranking: Ranking) -> List[Dict[str, Any]]:
    return [{"name": name, "confidence": round(share, 4)} for name, share in ranking]


_WITHOUT_AN_ANSWER = (Band.CHOOSE, Band.UNKNOWN, Band.LANGUAGE)
