"""Topic files as Rasa training data: questions, responses, and one rule for each answer."""

from collections.abc import Sequence
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


class TrainingQuestion(Message):
    """A question to learn from; Rasa copies and compares all of them several times on the way."""

    @classmethod
    def of(cls, text: str, intent: str, *, after: Sequence[str] = ()) -> "TrainingQuestion":
        """A question with its intent, and the topics that it may follow on when it goes on from one."""
        follows = {METADATA: {"previous_topics": list(after)}} if after else {}
        return cls({TEXT: text, INTENT: intent, **follows})

    def __deepcopy__(self, memo: dict[int, Any]) -> "TrainingQuestion":
        """A question of its own; the values are shared, and are replaced rather than changed."""
        return TrainingQuestion(self.data, set(self.output_properties), self.time, [*self.features])

    def __eq__(self, other: object) -> bool:
        """Whether all that is known of both is the same."""
        return isinstance(other, Message) and self.data == other.data

    def __hash__(self) -> int:
        """The same for equal questions; Rasa's own writes all that is known as JSON first."""
        return hash((self.get(TEXT), self.get(INTENT)))


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
        """Every question with its intent; a follow-up question carries the topics it may follow on."""
        questions = [
            TrainingQuestion.of(text, intent)
            for topic in self._topics
            for intent, texts in topic.questions.items()
            for text in texts
        ]
        followups = [
            TrainingQuestion.of(text, intent, after=[topic_of(intent)])
            for topic in self._topics
            for intent, texts in topic.followups.items()
            for text in texts
        ]
        crossings = [
            TrainingQuestion.of(text, crossing.intent, after=crossing.after)
            for topic in self._topics
            for crossing in topic.crossings
            for text in crossing.texts
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
