"""Topic files as Rasa training data: questions, responses, and one rule for each answer."""

from itertools import cycle
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.answers.topics import RESPONSE_PREFIX, Topics, topic_of
from bot.paths import STORIES, TOPICS


class TopicImporter(RasaFileImporter):
    """Adds the topic files to what Rasa reads from the domain, the rules and the stories."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        *,
        topics: str = str(TOPICS),
        stories: str = str(STORIES),
    ) -> None:
        super().__init__(config_file, domain_path, [stories])
        self._topics = Topics.load(Path(topics))

    def get_domain(self) -> Domain:
        """The domain with an intent and a response for every answer of the topic files."""
        responses = {
            RESPONSE_PREFIX + answer.intent: [{"text": answer.text}]
            for topic in self._topics
            for answer in topic.answers.values()
        }
        added = Domain.from_dict({"intents": self._topics.intents(), "responses": responses})
        return super().get_domain().merge(added)

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """The stories and rules, and a rule "intent → its answer" for each answer."""
        reader = YAMLStoryReader(self.get_domain())
        steps = reader.read_from_parsed_yaml({"rules": self._rules()})
        return super().get_stories(exclusion_percentage).merge(StoryGraph(steps))

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Every question with its intent; a follow-up question carries the topic it follows on.

        The topics that a crossing may come from take turns.
        """
        questions = [
            Message({TEXT: text, INTENT: intent})
            for topic in self._topics
            for intent, texts in topic.questions.items()
            for text in texts
        ]
        followups = [
            Message({TEXT: text, INTENT: intent, METADATA: {"previous_topic": topic_of(intent)}})
            for topic in self._topics
            for intent, texts in topic.followups.items()
            for text in texts
        ]
        crossings = [
            Message({TEXT: text, INTENT: crossing.intent, METADATA: {"previous_topic": before}})
            for topic in self._topics
            for crossing in topic.crossings
            for text, before in zip(crossing.texts, cycle(crossing.after), strict=False)
        ]
        return TrainingData(questions + followups + crossings)

    def _rules(self) -> list[dict[str, Any]]:
        return [
            {
                "rule": f"answer {answer.intent}",
                "steps": [{"intent": answer.intent}, {"action": RESPONSE_PREFIX + answer.intent}],
            }
            for topic in self._topics
            for answer in topic.answers.values()
        ]
