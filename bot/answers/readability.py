"""How hard a Dutch text is to read, as one number to compare answers with."""

import re

_VOWELS = re.compile(r"[aeiouyáéíóúäëïöü]+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?:]+(?:\s|$)|\n")


def reading_ease(text: str) -> float:
    """The reading ease of a text by Flesch-Douma: about 90 is easy, 30 hard.

    It counts only the length of sentences and words, so connecting words cost points that readers
    in fact gain from them (Land, 2009); use it to find outliers, not as a goal.
    """
    words = _WORD.findall(text)
    if not words:
        return 100.0
    sentences = max(1, len([part for part in _SENTENCE.split(text) if _WORD.search(part)]))
    syllables = sum(max(1, len(_VOWELS.findall(word))) for word in words)
    return 206.84 - 0.93 * len(words) / sentences - 77.0 * syllables / len(words)
