"""Which words are known to Dutch; only other words are compared with names for typing errors."""

from functools import lru_cache

from spacy.lang.nl.stop_words import STOP_WORDS

from bot.nlu.language import dutch, is_dutch_word
from bot.paths import DATA
from bot.yaml_files import read_mapping


def is_dictionary_word(word: str) -> bool:
    """Whether a lower-case word is a word form or a lemma of the look-up table, or a stop word."""
    return word in STOP_WORDS or is_dutch_word(word) or word in _lemmas()


def is_known(word: str) -> bool:
    """Whether a lower-case word without accents needs no guess at what was meant."""
    return is_dictionary_word(word) or word in _of_this_field()


@lru_cache(maxsize=1)
def _lemmas() -> frozenset[str]:
    return frozenset(dutch().get_pipe("lemmatizer").lookups.get_table("lemma_lookup").values())


@lru_cache(maxsize=1)
def _of_this_field() -> frozenset[str]:
    return frozenset(read_mapping(DATA / "vocabulary" / "known_words.yml")["words"])
