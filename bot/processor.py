"""Rasa's message processor and agent, with the parts of this project in them."""

from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from bot.custom_actions import CustomAction
from bot.graph import InOrder
from bot.metrics.turns import IN_HAND, Stage, stage


class Processor(MessageProcessor):
    """Handles one message: understanding, rules, answer or action, store."""

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        """Unpack a model; its graph is run by `InOrder`."""
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), Path(model_path), LocalModelStorage, InOrder
            )
        return Path(model_path).name, metadata, runner

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Left out: `check-content` knows every intent and entity, and Rasa builds a domain to compare."""

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """How a message is understood."""
        with stage(Stage.UNDERSTANDING):
            return await super().parse_message(message, tracker, only_output_properties)

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Answer a message."""
        with IN_HAND.track_inprogress():
            return await super().handle_message(message)

    async def get_tracker(self, conversation_id: str) -> DialogueStateTracker:
        """What is stored of a conversation."""
        with stage(Stage.READ):
            return await super().get_tracker(conversation_id)

    async def save_tracker(self, tracker: DialogueStateTracker) -> None:
        """Store what is new in a conversation."""
        with stage(Stage.STORE):
            await super().save_tracker(tracker)

    def predict_next_with_tracker_if_should(
        self, tracker: DialogueStateTracker
    ) -> tuple[Action, PolicyPrediction]:
        """The next action and why."""
        with stage(Stage.RULES):
            action, prediction = super().predict_next_with_tracker_if_should(tracker)
        if isinstance(action, RemoteAction):
            action = CustomAction(action.name(), self.action_endpoint)
        return action, prediction

    async def _run_action(
        self, action: Action, tracker: DialogueStateTracker, *rest: Any, **options: Any
    ) -> bool:
        with stage(Stage.ACTION if isinstance(action, CustomAction) else Stage.ANSWER):
            return await super()._run_action(action, tracker, *rest, **options)


class Assistant(Agent):
    """Rasa's agent around our processor."""

    @classmethod
    def with_model(cls, model: Path, endpoints: AvailableEndpoints) -> "Assistant":
        """An agent with a model; whatever is wrong with the file is raised as it comes."""
        agent = cls(
            generator=endpoints.nlg,
            tracker_store=TrackerStore.create(endpoints.tracker_store),
            lock_store=endpoints.lock_store,
            action_endpoint=endpoints.action,
        )
        agent.load_model(model)
        return agent

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Take a model in use."""
        self.processor = Processor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        self.nlg.responses = self.domain.responses
