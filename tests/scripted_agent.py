"""An agent that understands what a question says of itself: "bbl_loon choose wat verdien je"."""

from typing import Any

BANDS = ("answer", "choose", "unknown", "crisis", "language")


class ScriptedAgent:
    """Understands the first word as the answer and the second, if it is one, as the band."""

    def __init__(self) -> None:
        self.processor = self
        self.model_filename = "models/scripted.tar.gz"
        self.before_each = None

    def is_ready(self) -> bool:
        return True

    async def parse_message(self, message: Any) -> dict[str, Any]:
        if self.before_each is not None:
            await self.before_each()
        intent, *rest = message.text.split()
        band = rest[0] if rest and rest[0] in BANDS else "answer"
        return {
            "text": message.text,
            "intent": {"name": intent, "confidence": 0.75},
            "intent_ranking": [{"name": intent, "confidence": 0.75}],
            "decided": intent,
            "band": band,
            "entities": [],
        }
