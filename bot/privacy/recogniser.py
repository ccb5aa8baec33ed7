"""Person names by spaCy's Dutch model, where it is installed (docs/decisions.md, decision 8)."""

from functools import lru_cache

import spacy
from spacy.language import Language

MODEL = "nl_core_news_sm"
PERSON = "PERSON"
_NOT_NEEDED = ("morphologizer", "tagger", "parser", "lemmatizer", "attribute_ruler", "senter")


@lru_cache(maxsize=1)
def person_model() -> Language | None:
    """The model, or None where it is not installed: then the lists of names do all the work."""
    if not spacy.util.is_package(MODEL):
        return None
    return spacy.load(MODEL, exclude=list(_NOT_NEEDED))


def persons_in(text: str) -> list[tuple[int, int]]:
    """Where the model sees persons: begin and end of each, in order; empty without the model.

    A small model takes "Bol" and "Mbo" for persons, so only names of two words or more count.
    """
    model = person_model()
    if model is None:
        return []
    return [
        (entity.start_char, entity.end_char)
        for entity in model(text).ents
        if entity.label_ == PERSON and len(entity) > 1 and entity.text.istitle()
    ]
