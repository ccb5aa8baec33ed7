"""In which language a message is written, also when it is only a few words."""

import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.nlu.language import is_dutch_word
from bot.nlu.text import normalised

LANGUAGES = ("nl", "en", "tr", "pl")
FEWEST_WORDS = 3
SURE = 0.90
MOST_DUTCH = 0.5
"""Share of Dutch words up to which a message can be in another language."""

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W\d_]+")


class LanguageGuard:
    """Tells Dutch, English, Turkish, Arabic, Polish and Ukrainian apart; in doubt it is Dutch."""

    def __init__(self, identifier: LanguageIdentifier) -> None:
        self._identifier = identifier

    @classmethod
    def load(cls) -> "LanguageGuard":
        """Load the language models that come with py3langid."""
        identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
        identifier.set_languages(list(LANGUAGES))
        return cls(identifier)

    def language(self, text: str) -> str:
        """The ISO 639-1 code of the language of a text."""
        letters = [char for char in text if char.isalpha()]
        if letters:
            if len(_ARABIC.findall(text)) > len(letters) / 2:
                return "ar"
            if len(_CYRILLIC.findall(text)) > len(letters) / 2:
                return "uk"
        plain = normalised(text)
        words = _WORD.findall(plain)
        if len(words) < FEWEST_WORDS:
            return "nl"
        if sum(map(is_dutch_word, words)) / len(words) > MOST_DUTCH:
            return "nl"
        language, probability = self._identifier.classify(text.lower())
        return str(language) if probability >= SURE else "nl"
