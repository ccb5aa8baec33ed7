"""How the bot calls its custom actions: Rasa's way, with only what they read and without the waste.

Rasa sends the whole domain and every event with each call, and checks the schema of the answer's
schema each time: in a profile most of a turn with an action, half of it for the schema.
"""

from functools import lru_cache
from typing import Any

from jsonschema import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.exceptions import RasaException

from bot.metrics.turns import FAILED_ACTIONS


class CustomAction(RemoteAction):
    """A custom action in the action server."""

    async def run(self, *arguments: Any, **options: Any) -> list[Event]:
        """Call it; that it gave no answer is counted, and left to Rasa."""
        try:
            return await super().run(*arguments, **options)
        except Exception:
            FAILED_ACTIONS.inc()
            raise

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        """The call: slots, the message in hand, and of the events only what a person typed."""
        state = tracker.current_state(EventVerbosity.NONE)
        state["events"] = [
            {"event": event.type_name, "text": event.text, "timestamp": event.timestamp}
            for event in tracker.events
            if isinstance(event, UserUttered)
        ]
        return {"next_action": self.name(), "sender_id": tracker.sender_id, "tracker": state}

    def _validate_action_result(self, result: Any) -> bool:
        """See that an answer has the shape of one.

        Raises:
            RasaException: it has not; the message says where, and nothing of what is in it.
        """
        try:
            _answer_validator().validate(result)
        except ValidationError as error:
            raise RasaException(
                f"{self.name()} answered in a wrong shape at {error.json_path}"
            ) from None
        return True


@lru_cache(maxsize=1)
def _answer_validator() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)
