"""Which words are known to Dutch; only other words are compared with names for typing errors."""

from functools import lru_cache

from spacy.lang.nl.stop_words import STOP_WORDS

from bot.nlu.lemmas import dutch_lemmas, dutch_lexicon
from bot.paths import DATA
from bot.yaml_files import read_mapping

_ENDINGS = ("e", "s", "en")
_SHORTEST_STEM = 4


def is_dictionary_word(word: str) -> bool:
    """Whether a lower-case word is a word form or a lemma of the look-up table, or a stop word."""
    table = dutch_lemmas()
    return word in STOP_WORDS or word in table or table.is_lemma(word)


def is_known(word: str) -> bool:
    """Whether a lower-case word without accents needs no guess at what was meant."""
    return is_dictionary_word(word) or word in _of_this_field()


def is_well_spelled(word: str) -> bool:
    """Whether a lower-case word without accents is a Dutch word, or one with a Dutch ending."""
    if _is_a_word(word):
        return True
    stems = (word[: -len(end)] for end in _ENDINGS if word.endswith(end))
    return any(len(stem) >= _SHORTEST_STEM and _is_a_word(stem) for stem in stems)


def _is_a_word(word: str) -> bool:
    return is_known(word) or word in dutch_lexicon()


@lru_cache(maxsize=1)
def _of_this_field() -> frozenset[str]:
    return frozenset(read_mapping(DATA / "vocabulary" / "known_words.yml")["words"])
