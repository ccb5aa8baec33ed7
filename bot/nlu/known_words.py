"""Whether a word is known: Dutch, or of this field; only other words are compared for typing errors."""

from functools import lru_cache

from spacy.lang.nl.stop_words import STOP_WORDS

from bot.nlu.language import dutch


def is_known(word: str) -> bool:
    """Whether a lower-case word without accents needs no guess at what was meant."""
    return word in STOP_WORDS or word in _table() or word in _lemmas()


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    return dict(dutch().get_pipe("lemmatizer").lookups.get_table("lemma_lookup"))
