"""Collects what the assistant says in a turn, in the shape of the channel's contract."""

from collections.abc import Mapping
from typing import Any

from rasa.core.channels.channel import OutputChannel

FIELDS = (
    "courses", "image", "table", "status", "status_label", "sources", "checked", "answer", "lang",
    "dir",
)  # fmt: skip
OWN_DIALOGUE = frozenset(
    {
        "bron_vragen", "makkelijker_uitleggen", "meer_uitleg", "bevestigen", "ontkennen",
        "keuze_maken", "bedankt_afscheid", "groet", "onzin", "schelden", "feedback_klacht",
        "verduidelijking_nodig", "taal_wisselen",
    }
)  # fmt: skip
"""Answers after which the topic before them is still the one at hand."""

Message = dict[str, Any]


class TurnOutput(OutputChannel):
    """The messages of one turn."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.searched: dict[str, str] = {}
        """`town` and `sector` when the turn looked for courses; not for the visitor."""

    @classmethod
    def name(cls) -> str:
        """The channel to which the output belongs."""
        return "website"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one message of the assistant."""
        said = shown(message)
        if said:
            self.messages.append(said)
        self.searched = (message.get("custom") or {}).get("searched") or self.searched


def shown(message: Mapping[str, Any]) -> Message:
    """A Rasa message as the contract has it; fields that do not apply are left out."""
    extra = {**(message.get("metadata") or {}), **(message.get("custom") or {})}
    said: Message = {"text": message.get("text") or ""}
    buttons = [
        {"title": str(button["title"]), "payload": str(button["payload"])}
        for button in message.get("buttons") or []
        if button.get("title") and button.get("payload")
    ]
    if buttons:
        said["buttons"] = buttons
    said.update({field: extra[field] for field in FIELDS if extra.get(field)})
    return said if len(said) > 1 or said["text"] else {}


def context_after(messages: list[Message], before: Mapping[str, Any]) -> dict[str, Any]:
    """What the next message is understood with: the topic at hand and the buttons on screen."""
    topic = before.get("previous_topic")
    options: list[dict[str, str]] = []
    for message in messages:
        answered = str(message.get("answer") or "").partition(".")[0]
        if answered and answered not in OWN_DIALOGUE:
            topic = answered
        options = message.get("buttons", options)
    return {"previous_topic": topic, "options": options}
