"""In which language a message is written, also when it is only a few words."""

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from spacy.lang.en.stop_words import STOP_WORDS as EN
from spacy.lang.nl.stop_words import STOP_WORDS as NL
from spacy.lang.pl.stop_words import STOP_WORDS as PL
from spacy.lang.tr.stop_words import STOP_WORDS as TR

from bot.memory import give_back
from bot.nlu.foreign_subjects import ForeignSubjects
from bot.nlu.known_words import is_known

DUTCH = "nl"
LANGUAGES = (DUTCH, "en", "tr", "pl")
FEWEST_WORDS = 3
SURE = 0.90
LEAST_COMMON = 3
"""One in so many words must be a common word of the language."""

_SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff\u0750-\u077f]+"),
    "uk": re.compile(r"[\u0400-\u04ff]+"),
}
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {"tr": "ışğİ", "pl": "ąęłńśźż"}
DUTCH_TOO = frozenset(
    [
        "per",
        "via",
        "top",
        "over",
        "made",
        "it",
        "of",
        "in",
        "is",
        "was",
        "we",
        "me",
        "die",
        "had",
        "van",
        "en",
        "de",
        "school",
    ]
)
_COMMON = {
    "en": (EN | {"hi", "hello", "want", "need", "study", "find", "much"}) - DUTCH_TOO,
    "tr": TR - DUTCH_TOO,
    "pl": PL - {"o", "z", "w", "e"} - DUTCH_TOO,
}
"""Words that hardly any sentence of a language does without, from spaCy's lists."""


class LanguageGuard:
    """Tells Dutch, English, Turkish, Arabic, Polish and Ukrainian apart; in doubt it is Dutch."""

    def __init__(self, identifier: LanguageIdentifier, subjects: ForeignSubjects) -> None:
        self._identifier = identifier
        self._subjects = subjects

    @classmethod
    def load(cls) -> "LanguageGuard":
        """Load the language models that come with py3langid, and the subjects' cues."""
        return cls(_identifier(), ForeignSubjects.load())

    def language(self, text: str) -> str:
        """The ISO 639-1 code of the language of a text."""
        words = _WORD.findall(text.lower())
        for language, script in _SCRIPTS.items():
            if len(script.findall(text)) * LEAST_COMMON > len(words):
                return language
        if len(words) < FEWEST_WORDS:
            return DUTCH
        known = [word for word in words if is_known(word)]
        evidence = {code: _evidence(words, code) for code in _COMMON}
        if known and not any(evidence.values()):
            return DUTCH
        guess, probability = self._identifier.classify(text.lower())
        likely = str(guess) if probability >= SURE else DUTCH
        return self._foreign(text, words, known, evidence, likely)

    def likeliest(self, text: str) -> str:
        """The best guess at the language of a text of any length, where a guess beats none."""
        certain = self.language(text)
        words = _WORD.findall(text.lower())
        if certain != DUTCH or 2 * sum(map(is_known, words)) > len(words):
            return certain
        return str(self._identifier.classify(text.lower())[0])

    def _foreign(
        self, text: str, words: list[str], known: list[str], evidence: dict[str, int], guess: str
    ) -> str:
        for code, found in evidence.items():
            if (found or (code == guess and not known)) and self._subjects.topic(text, code):
                evidence[code] += 1
        language = max(evidence, key=lambda code: (evidence[code], code == guess))
        dutch = sum(word not in _COMMON[language] for word in known)
        if evidence[language] <= dutch:
            return DUTCH
        enough = evidence[language] * LEAST_COMMON >= len(words)
        return language if enough or (language == guess and language in _LETTERS) else DUTCH


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The models of our languages, without the ninety others that they come with."""
    full = LanguageIdentifier.from_pickled_model(MODEL_FILE)
    full.set_languages(list(LANGUAGES))
    ours = LanguageIdentifier(
        full.nb_ptc, full.nb_pc, full.nb_numfeats, full.nb_classes, full.tk_nextmove,
        full.tk_output, norm_probs=True,
    )  # fmt: skip
    del full
    give_back()
    return ours


def _evidence(words: list[str], language: str) -> int:
    """How many words, and letters of its own, speak for a language."""
    common = _COMMON[language]
    letters = _LETTERS.get(language, "")
    return sum(word in common and word not in NL for word in words) + sum(
        char in letters for word in words for char in word
    )
