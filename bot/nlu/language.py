"""Dutch through spaCy: the same tokens and lemmas on every machine."""

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc


@lru_cache(maxsize=1)
def dutch() -> Language:
    """SpaCy's Dutch tokenizer with lemmas by look-up; needs no trained model."""
    nlp = spacy.blank("nl")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return nlp


def read(text: str) -> Doc:
    """The tokens of a text with their lemmas."""
    return dutch()(text)


def is_dutch_word(word: str) -> bool:
    """Whether the look-up table of lemmas knows a lower-case word form."""
    table = dutch().get_pipe("lemmatizer").lookups.get_table("lemma_lookup")
    return word in table
