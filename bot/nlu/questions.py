"""From what someone typed to a question as the models see it."""

from collections.abc import Iterable

from bot.nlu.features import Question
from bot.nlu.language import lemmas
from bot.nlu.spelling import Spelling
from bot.nlu.text import normalised

LONGEST = 500
"""Characters; the channel accepts no more, and training questions are shorter."""


def plain(text: str) -> str:
    """The text as all models read it, at most `LONGEST` characters of it."""
    return normalised(text[:LONGEST])


def question(text: str, entity_kinds: Iterable[str] = (), *, spelling: Spelling) -> Question:
    """The normalised text with its lemmas and the kinds of entities in it as extra words.

    Args:
        text: as typed.
        entity_kinds: names of the entities found in the text; a word in common for all towns or
            all occupations lets a question about one town help with another.
        spelling: what it makes of words with a typing error.
    """
    repaired = spelling.repaired(plain(text))
    kinds = (f"<{kind}>" for kind in sorted(set(entity_kinds)))
    return Question(text=repaired, terms=(*lemmas(repaired), *kinds))
