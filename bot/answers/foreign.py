"""Short answers in other languages: help in a crisis, what this is, and the most asked subjects."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.paths import DATA
from bot.yaml_files import read_mapping

CRISIS = "crisis"
RIGHT_TO_LEFT = frozenset({"ar"})


class ForeignAnswers:
    """Answers by language and subject, from data/languages.yml and data/guards/crisis_answers.yml."""

    def __init__(
        self, languages: Mapping[str, Mapping[str, Any]], crisis: Mapping[str, str]
    ) -> None:
        self._languages = languages
        self._crisis = crisis

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

    def message(self, intent: str, language: str, text: str) -> dict[str, Any] | None:
        """What is said in a language to a message, or None when we do not speak it.

        Args:
            intent: `crisis` gives the crisis answer; anything else what the text asks.
            language: ISO 639-1 code.
            text: the message, searched for the subjects' words.
        """
        spoken = self._languages.get(language)
        if spoken is None:
            return None
        metadata = {"lang": language, "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr"}
        if intent.partition(".")[0] == CRISIS:
            return {"text": self._crisis[language], "metadata": {**metadata, "answer": CRISIS}}
        said = [
            str(subject["text"]).strip()
            for subject in spoken["subjects"].values()
            if re.search(subject["asked"], text.lower())
        ][:2]
        parts = said or [str(spoken["intro"]).strip()]
        return {
            "text": "\n\n".join([*parts, str(spoken["note"]).strip()]),
            "metadata": {**metadata, "answer": "taal_wisselen"},
        }
