"""What is known of one turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answers.topics import topic_of

CRISIS = "crisis"
SEPARATOR = "+"
"""Between topics, or answers, of a message with several wishes."""


@dataclass(frozen=True)
class Turn:
    """A message of a visitor and how it was answered.

    Attributes:
        at: seconds since the epoch.
        seconds: how long the answer took.
        topic: what it was about; of several wishes `a+b`. "" when the assistant itself did not answer.
        answer: the answers that were given, in the same way; "" for a choice, "I do not know" and
            whatever has no name.
        conversation: None when it belongs to none, or no longer.
        question: what was typed; None for a button and in a crisis. Masked once it is stored.
        band: see `bot.nlu.bands.Band`; None for a button.
        confidence: 0-1; None for a button.
        town: where courses were looked for; "" when that was nowhere we know.
        sector: in which sector; "" when that was none we know.
        useful: the thumb that was given for it; None without one.
    """

    at: int
    seconds: float
    topic: str = ""
    answer: str = ""
    conversation: str | None = None
    question: str | None = None
    previous_topic: str = ""
    band: str | None = None
    confidence: float | None = None
    town: str = ""
    sector: str = ""
    useful: bool | None = None

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics one by one."""
        return tuple(filter(None, self.topic.split(SEPARATOR)))


def turn_of(
    parsed: Mapping[str, Any],
    answers: Sequence[str],
    *,
    at: float,
    seconds: float,
    conversation: str | None,
    previous_topic: str | None,
    searched: Mapping[str, str],
) -> Turn:
    """The record of a turn.

    Args:
        parsed: how the message was understood, as Rasa's processor gives it.
        answers: the names of the answers that were given, in order.
        at: when the turn began, seconds since the epoch.
        seconds: how long the answer took.
        conversation: to which it belongs; None for a question by itself.
        previous_topic: what it followed on.
        searched: `town` and `sector` when courses were looked for.
    """
    band = parsed.get("band")
    intent = parsed.get("intent") or {}
    typed = band is not None and band != CRISIS
    wishes = parsed.get("wishes") or []
    decided = [parsed.get("decided") or intent.get("name") or ""]
    return Turn(
        at=int(at),
        seconds=seconds,
        topic=_joined(topic_of(name) for name in (wishes if len(wishes) > 1 else decided)),
        answer=_joined(answers),
        conversation=conversation,
        question=str(parsed.get("text") or "") if typed else None,
        previous_topic=previous_topic or "",
        band=band,
        confidence=None if band is None else float(intent.get("confidence") or 0.0),
        town=searched.get("town", ""),
        sector=searched.get("sector", ""),
    )


def _joined(names: Any) -> str:
    return SEPARATOR.join(dict.fromkeys(filter(None, names)))
