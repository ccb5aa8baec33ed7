"""Answers every wish of a message that holds more than one, in the order in which they were asked."""

from typing import Any, Dict, List, Optional

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers.topics import RESPONSE_PREFIX


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class WishPolicy(Policy):
    """Predicts one answer per wish; messages with one wish are left to the rules.

    Configuration: `actions` maps the intents that a custom action answers to that action.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """A priority above the rules."""
        return {"priority": 10, "actions": {}}

    @staticmethod
    def supported_data() -> SupportedData:
        """Accepts rules and stories, though nothing is learned from them."""
        return SupportedData.ML_AND_RULE_DATA

    def train(
        self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any
    ) -> Resource:
        """Nothing is learned: the wishes come with the message."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The answer to the first wish that has none yet, then the end of the turn."""
        probabilities = self._default_predictions(domain)
        wishes = self._wishes(tracker)
        if len(wishes) > 1:
            answered = _actions_since_the_message(tracker)
            actions = [self._action(intent) for intent in wishes]
            following = actions[answered] if answered < len(actions) else ACTION_LISTEN_NAME
            probabilities[domain.index_for_action(following)] = 1.0
        return self._prediction(probabilities)

    def _action(self, intent: str) -> str:
        return str(self.config["actions"].get(intent, RESPONSE_PREFIX + intent))

    @staticmethod
    def _wishes(tracker: DialogueStateTracker) -> List[str]:
        message = tracker.latest_message
        return list((message.parse_data or {}).get("wishes") or []) if message else []


def _actions_since_the_message(tracker: DialogueStateTracker) -> int:
    done = 0
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, ActionExecuted) and event.action_name != ACTION_LISTEN_NAME:
            done += 1
    return done
