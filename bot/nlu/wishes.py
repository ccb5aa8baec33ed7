"""More than one wish in a message: where to cut it."""

import re

MOST_WISHES = 3
FEWEST_WORDS = 3

_SENTENCE_END = re.compile(r"(?<=[?!.;])\s+")
_NEW_QUESTION = re.compile(
    r",?\s+(?:en|maar|of|ook|en dan|en ook|verder)\s+(?=(?:ook\s+)?(?:dan\s+)?(?:hoe|hoeveel|wat|waar|wanneer|"
    r"welke|wie|kan|mag|moet|krijg|is|heb|zijn|bestaat|verdien|betaal|kost|waarom|wordt|telt)\b)",
    re.IGNORECASE,
)


def parts(text: str) -> list[str]:
    """The parts of a message that could each be a wish, in order; one part when it cannot be cut."""
    pieces = [
        piece.strip(" ,")
        for sentence in _SENTENCE_END.split(text)
        for piece in _NEW_QUESTION.split(sentence)
    ]
    return [piece for piece in pieces if len(piece.split()) >= FEWEST_WORDS] or [text]
