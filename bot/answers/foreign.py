"""Short answers in other languages: help in a crisis, what this is, and the most asked subjects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.answers.book import PLACEHOLDER, AnswerBook, Filled, Message, fill
from bot.answers.facts import Fact, Facts, written
from bot.answers.topics import topic_of
from bot.paths import DATA
from bot.yaml_files import read_mapping

CRISIS = "crisis"
INTRODUCED = frozenset({"taal_wisselen", "bot_identiteit", "mens_spreken", "groet"})
"""Topics to which the introduction is the whole answer."""

RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True)
class Writing:
    """How a language writes dates and numbers."""

    months: tuple[str, ...]
    thousands: str
    decimal: str

    def written(self, value: float | int | str, unit: str) -> str:
        """A value of a fact as text; `value` and `unit` as in `bot.answers.facts.written`."""
        if unit == "datum":
            *year, month, day = str(value).split("-")
            return " ".join([str(int(day)), self.months[int(month) - 1], *year])
        text = written(value, unit)
        if isinstance(value, str):
            return text
        return text.translate({ord("."): self.thousands, ord(","): self.decimal})


@dataclass(frozen=True)
class _FactInLanguage(Fact):
    writing: Writing

    def text_on(self, day: date) -> str | None:
        value = self.on(day)
        return None if value is None else self.writing.written(value.value, self.unit)


class ForeignAnswers:
    """Answers by language and topic, from data/languages.yml and data/guards/crisis_answers.yml."""

    def __init__(
        self, languages: Mapping[str, Mapping[str, Any]], crisis: Mapping[str, str]
    ) -> None:
        self._languages = languages
        self._crisis = crisis
        self._writings = {
            language: Writing(**{**spoken["writing"], "months": tuple(spoken["writing"]["months"])})
            for language, spoken in languages.items()
        }

    @classmethod
    def load(cls, folder: Path = DATA) -> "ForeignAnswers":
        """Read the texts.

        Raises:
            ContentError: a file cannot be read or is no mapping.
        """
        return cls(
            read_mapping(folder / "languages.yml"),
            read_mapping(folder / "guards" / "crisis_answers.yml"),
        )

    def message(self, intent: str, language: str, *, book: AnswerBook) -> Message | None:
        """What is said in a language about a topic, or None when we do not speak it.

        Args:
            intent: what the message is about, such as `kosten_lesgeld` or `crisis.ander`.
            language: ISO 639-1 code.
            book: gives the facts of today, and status, sources and date of the Dutch answer.
        """
        spoken = self._languages.get(language)
        if spoken is None:
            return None
        topic = topic_of(intent)
        metadata = {
            "answer": topic,
            "lang": language,
            "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        }
        dutch = book.topics.answer(topic)
        if topic == CRISIS:
            provenance = book.provenance(dutch, {}) if dutch else {}
            return _said([self._crisis[language]], {**provenance, **metadata})
        filled = self._filled(topic, language, book)
        if filled.text is None:
            parts = [] if topic in INTRODUCED else [spoken["in_dutch"]]
            return _said([*parts, spoken["intro"], spoken["note"]], metadata)
        provenance = book.provenance(dutch, filled.facts) if dutch else {}
        return _said([filled.text, spoken["note"]], {**provenance, **metadata})

    def _filled(self, topic: str, language: str, book: AnswerBook) -> Filled:
        """The text about a topic with its facts; without text when nothing sure can be said."""
        subject = self._languages[language]["subjects"].get(topic, {})
        today = book.clock()
        filled = Filled(None, {})
        for text in (subject.get("text"), subject.get("unchecked")):
            if text and filled.text is None:
                filled = fill(text, _in_language(book.facts, text, self._writings[language]), today)
        return filled


def _in_language(facts: Facts, text: str, writing: Writing) -> Facts:
    """The facts that a text names, written as a language writes them."""
    named = {name for name, _ in PLACEHOLDER.findall(text) if name in facts}
    return Facts({name: _FactInLanguage(**vars(facts[name]), writing=writing) for name in named})


def _said(parts: list[str], metadata: dict[str, Any]) -> Message:
    return {"text": "\n\n".join(part.strip() for part in parts), "metadata": metadata}
