"""Rasa's rules, with two things more: several wishes in a message, and speed.

Rasa's RulePolicy compares a message with every rule, which with a rule for each of hundreds of
answers takes most of a turn. Here "intent → its answer" is looked up; everything else is left to
the rules, which are trained and checked as always.
"""

from typing import Any, Dict, List, Optional

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers.topics import RESPONSE_PREFIX

SOURCE = "answer of its own name"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class AnswerRules(RulePolicy):
    """The rules of the assistant.

    Configuration, beside that of RulePolicy: `actions` maps the intents that something else
    than the answer of their own name answers, mostly a custom action, to that.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """No fallback action: the understanding has bands of its own."""
        return {
            **RulePolicy.get_default_config(),
            "enable_fallback_prediction": False,
            "actions": {},
        }

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The answers to the wishes of the message, one by one, then the end of the turn."""
        actions = [] if tracker.active_loop_name else self._answers(tracker, domain)
        if not actions:
            return super().predict_action_probabilities(tracker, domain, rule_only_data, **kwargs)
        done = _actions_since_the_message(tracker)
        following = actions[done] if done < len(actions) else ACTION_LISTEN_NAME
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(following)] = 1.0
        return self._rule_prediction(probabilities, SOURCE)

    def _answers(self, tracker: DialogueStateTracker, domain: Domain) -> List[str]:
        message = tracker.latest_message
        if message is None or not message.intent:
            return []
        wishes = (message.parse_data or {}).get("wishes") or []
        if len(wishes) > 1:
            return [self._action(intent) for intent in wishes]
        own = self._action(str(message.intent.get("name")))
        return [own] if own in domain.action_names_or_texts else []

    def _action(self, intent: str) -> str:
        return str(self.config["actions"].get(intent, RESPONSE_PREFIX + intent))


def _actions_since_the_message(tracker: DialogueStateTracker) -> int:
    done = 0
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, ActionExecuted) and event.action_name != ACTION_LISTEN_NAME:
            done += 1
    return done
