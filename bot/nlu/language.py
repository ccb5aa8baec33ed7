"""Dutch through spaCy: the same tokens and lemmas on every machine."""

from functools import lru_cache

import spacy
from spacy.language import Language

from bot.nlu.lemmas import dutch_lemmas


@lru_cache(maxsize=1)
def dutch() -> Language:
    """SpaCy's Dutch tokenizer; needs no trained model."""
    return spacy.blank("nl")


def lemmas(text: str) -> list[str]:
    """The lemmas of the tokens of a text, in order."""
    table = dutch_lemmas()
    return [table.lemma(token.text) for token in dutch().make_doc(text) if not token.is_space]
