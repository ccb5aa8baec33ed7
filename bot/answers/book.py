"""The answer book: an answer with today's facts, its status, sources and date, ready to send."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answers.facts import Facts, FactValue
from bot.answers.sources import Sources
from bot.answers.topics import Answer, Topics

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?:@(\d{4}-\d{2}-\d{2}))?\}")

Message = dict[str, Any]


@dataclass(frozen=True)
class Filled:
    """A text with its facts filled in.

    `text` is None when a fact has no value that may be said; `missing` then names who knows it.
    """

    text: str | None
    facts: dict[str, FactValue]
    missing: tuple[str, ...] = ()


def fill(text: str, facts: Facts, today: date) -> Filled:
    """Fill `{fact}` with its value for today and `{fact@DAY}` with its value on that day."""
    used: dict[str, FactValue] = {}
    missing: list[str] = []

    def replace(match: re.Match[str]) -> str:
        name, day_text = match.group(1), match.group(2)
        if name not in facts:
            missing.append(name)
            return ""
        fact, day = facts[name], date.fromisoformat(day_text) if day_text else today
        value = fact.on(day)
        if value is None:
            missing.append(fact.ask)
            return ""
        used[match.group(0)[1:-1]] = value
        return fact.text_on(day) or ""

    filled = PLACEHOLDER.sub(replace, text)
    return Filled(None if missing else filled, used, tuple(missing))


class AnswerBook:
    """Answers by intent, filled in for the day of the clock."""

    def __init__(
        self,
        topics: Topics,
        facts: Facts,
        sources: Sources,
        *,
        clock: Callable[[], date] = date.today,
    ) -> None:
        self.topics = topics
        self.facts = facts
        self.sources = sources
        self.clock = clock

    @classmethod
    def load(cls) -> "AnswerBook":
        """Read the project's topics, facts and sources.

        Raises:
            ContentError: one of the files breaks its format.
        """
        return cls(Topics.load(), Facts.load(), Sources.load())

    def answer(self, intent: str) -> Answer | None:
        """The answer to an intent as it is said today, or None when there is none of that name."""
        answer = self.topics.answer(intent)
        return answer.on(self.clock()) if answer else None

    def message(self, intent: str) -> Message | None:
        """The answer to an intent as a message, or None when there is none of that name."""
        answer = self.answer(intent)
        return None if answer is None else self.said(answer, answer.text)

    def easier(self, intent: str) -> Message | None:
        """The same answer in fewer and easier words."""
        answer = self.answer(intent)
        return self.said(answer, answer.easier) if answer and answer.easier else None

    def more(self, intent: str) -> Message | None:
        """More about the same answer, or an example."""
        answer = self.answer(intent)
        return self.said(answer, answer.more) if answer and answer.more else None

    def said(self, answer: Answer, text: str) -> Message:
        """A text of an answer with its facts, sources, status and date."""
        filled = self._filled(answer, text)
        message: Message = {
            "text": filled.text,
            "buttons": [{"title": b.title, "payload": b.payload} for b in answer.buttons],
            "metadata": self.provenance(answer, filled.facts),
        }
        return message

    def provenance(self, answer: Answer, used: Mapping[str, FactValue]) -> dict[str, Any]:
        """Status, sources and date of an answer and of the facts that were used in it.

        Args:
            answer: what is said.
            used: the facts in it as the placeholders that name them, `fact` or `fact@DAY`; they are
                told along as `facts`, which the website channel leaves out.
        """
        cited = dict.fromkeys(answer.sources)
        cited.update(dict.fromkeys(value.source for value in used.values() if value.source))
        shown = {
            "answer": answer.intent,
            "status": answer.status,
            "status_label": answer.status_label,
            "sources": [self.sources[name].shown() for name in cited if name in self.sources],
            "checked": answer.checked,
            "facts": list(used),
        }
        return {key: value for key, value in shown.items() if value}

    def _filled(self, answer: Answer, text: str) -> Filled:
        today = self.clock()
        filled = fill(text, self.facts, today)
        if filled.text is None and answer.unchecked:
            filled = fill(answer.unchecked, self.facts, today)
        if filled.text is None:
            where = " of ".join(dict.fromkeys(filled.missing))
            filled = Filled(
                "Wat hiervoor nu geldt, hebben we niet kunnen controleren. "
                f"Daarom noem ik het niet. Vraag het na bij {where}.",
                {},
            )
        return filled
