"""Shows visitors what is kept of their conversation."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

SHOWN_MESSAGES = 5
SOURCE = {"name": "Vakroute, over deze chatbot", "url": "/over", "date": "2026-11-23"}


class ShowMyData(Action):
    """Answers "welke gegevens heb je van mij" from the conversation itself."""

    def name(self) -> str:
        return "action_show_my_data"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(
            text=what_is_kept(tracker.events, tracker.slots),
            buttons=[
                {"title": "Hoe verwijder ik het?", "payload": "/privacy_gegevens.verwijderen"},
            ],
            json_message={
                "answer": "privacy_gegevens.inzage",
                "status": "bestaat",
                "sources": [SOURCE],
                "checked": SOURCE["date"],
            },
        )
        return []


def what_is_kept(events: list[Mapping[str, Any]], slots: Mapping[str, Any]) -> str:
    """What is kept of a conversation, in Dutch.

    Args:
        events: the conversation's events as they are stored, with masked texts.
        slots: what was remembered between messages.
    """
    typed = [str(event.get("text")) for event in events if event.get("event") == "user"]
    newest = "\n".join(f"- {text}" for text in typed[-SHOWN_MESSAGES:])
    wishes = "ook je zoekwensen voor opleidingen" if slots.get("course_search") else "verder niets"
    count = "1 bericht" if len(typed) == 1 else f"{len(typed)} berichten"
    return (
        f"Van dit gesprek bewaar ik {count} van jou en mijn antwoorden, en {wishes}. "
        "Ik weet niet wie je bent: ik bewaar geen naam en geen account. Dit zijn je laatste "
        f"berichten, zoals ze bewaard zijn:\n{newest}\n"
        "Uiterlijk een uur na je laatste bericht is dit gesprek weg. Je mentor en je ouders kunnen "
        "het niet openen. Een vraag die ik niet goed kon beantwoorden, kan een decaan nalezen, "
        "zonder naam."
    )
