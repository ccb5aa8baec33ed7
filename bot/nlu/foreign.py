"""In which language a message is written, also when it is only a few words."""

import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from spacy.lang.en.stop_words import STOP_WORDS as EN
from spacy.lang.nl.stop_words import STOP_WORDS as NL
from spacy.lang.pl.stop_words import STOP_WORDS as PL
from spacy.lang.tr.stop_words import STOP_WORDS as TR

from bot.nlu.known_words import is_known

DUTCH = "nl"
LANGUAGES = (DUTCH, "en", "tr", "pl")
FEWEST_WORDS = 3
SURE = 0.90
LEAST_COMMON = 3
"""One in so many words must be a common word of the language."""

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {"tr": "ışğİ", "pl": "ąęłńśźż"}
_COMMON = {
    "en": EN | {"hi", "hello", "want", "need", "school", "help", "study", "find", "much"},
    "tr": TR,
    "pl": PL,
}
"""Words that hardly any sentence of a language does without, from spaCy's lists."""


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
        words = _WORD.findall(text.lower())
        if len(words) < FEWEST_WORDS:
            return "nl"
        language = max(_COMMON, key=lambda code: _evidence(words, code))
        foreign = _evidence(words, language)
        dutch = sum(is_known(w) and w not in _COMMON[language] for w in words)
        if foreign > dutch and foreign * LEAST_COMMON >= len(words):
            return language
        guess, probability = self._identifier.classify(text.lower())
        inflected = guess in _LETTERS and probability >= SURE and foreign > dutch
        return str(guess) if inflected else "nl"


def _evidence(words: list[str], language: str) -> int:
    """How many words, and letters of its own, speak for a language."""
    common = _COMMON[language]
    letters = _LETTERS.get(language, "")
    return sum(word in common and word not in NL for word in words) + sum(
        char in letters for word in words for char in word
    )
