"""Which words are known to Dutch; only other words are compared with names for typing errors."""

from functools import lru_cache

from spacy.lang.nl.stop_words import STOP_WORDS

from bot.nlu.language import dutch, is_dutch_word


def is_known(word: str) -> bool:
    """Whether a lower-case word is Dutch: a stop word, a word form or a lemma of the look-up table."""
    return word in STOP_WORDS or is_dutch_word(word) or word in _lemmas()


@lru_cache(maxsize=1)
def _lemmas() -> frozenset[str]:
    return frozenset(dutch().get_pipe("lemmatizer").lookups.get_table("lemma_lookup").values())
