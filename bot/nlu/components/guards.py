"""Graph component: what must be seen before any topic, a crisis and another language."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.crisis import CrisisGuard
from bot.nlu.foreign import DUTCH, LanguageGuard

IN_CRISIS = "in_crisis"
LANGUAGE = "language"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Guards(GraphComponent):
    """Marks a message as a call for help, and names the language it is in."""

    def __init__(self, crisis: CrisisGuard, languages: LanguageGuard) -> None:
        self._crisis = crisis
        self._languages = languages

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """Load the phrases of the crisis guard and the language models."""
        return cls(CrisisGuard.load(), LanguageGuard.load())

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the questions as they are: the guards learn nothing from them."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Set `in_crisis` and `language` on each message, and the entity `lang` if it is not Dutch."""
        for message in messages:
            text = message.get(TEXT) or ""
            in_crisis = self._crisis.matches(text)
            message.set(IN_CRISIS, in_crisis, add_to_output=True)
            named = self._languages.likeliest if in_crisis else self._languages.language
            language = named(text)
            message.set(LANGUAGE, language, add_to_output=True)
            if language != DUTCH:
                entity = {"entity": "lang", "value": language, "extractor": type(self).__name__}
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages
