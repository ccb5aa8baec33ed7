"""From what someone typed to a question as the models see it."""

from collections.abc import Iterable

from bot.nlu.features import Question
from bot.nlu.language import read
from bot.nlu.text import normalised

LONGEST = 500
"""Characters; the channel accepts no more, and training questions are shorter."""


def question(text: str, entity_kinds: Iterable[str] = ()) -> Question:
    """The normalised text with its lemmas and the kinds of entities in it as extra words.

    Args:
        text: as typed.
        entity_kinds: names of the entities found in the text; a word in common for all towns or
            all occupations lets a question about one town help with another.
    """
    plain = normalised(text[:LONGEST])
    lemmas = (token.lemma_.lower() for token in read(plain) if not token.is_space)
    kinds = (f"<{kind}>" for kind in sorted(set(entity_kinds)))
    return Question(text=plain, terms=(*lemmas, *kinds))
