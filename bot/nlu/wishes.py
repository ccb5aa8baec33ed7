"""More than one wish in a message: where to cut it."""

import re

MOST_WISHES = 3
FEWEST_WORDS = 3

_ASKING = (
    "hoe|hoeveel|wat|waar|wanneer|welke?|wie|kan|kun|mag|moet|krijg|is|heb|zijn|bestaat|verdien|betaal|"
    "kost|waarom|wordt|telt|hoelang|hoezo|waarvoor|klopt|geldt|weet"
)
_SENTENCE_END = re.compile(r"(?<=[?!.;])\s+")
_NEW_QUESTION = re.compile(
    rf"(?:,?\s+(?:en|maar|of|ook|verder|daarnaast|plus)|\s*[,+&])\s+"
    rf"(?=(?:(?:ook|dan|verder|bij|tot|vanaf|met|voor|in|op|van|om)\s+)*(?:{_ASKING})\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    rf"\?|^(?:(?:en|maar|dus|ook|dan|hoi|hey|ja)\W+)*(?:{_ASKING})\b|\b(?:weten|vraag|zoek|wil)\b",
    re.IGNORECASE,
)


def parts(text: str) -> list[str]:
    """The parts of a message that could each be a wish, in order; one part when it cannot be cut.

    Sentences that ask nothing, such as the story before a question, are no wish.
    """
    pieces = [
        piece.strip(" ,")
        for sentence in _SENTENCE_END.split(text)
        for piece in _NEW_QUESTION.split(sentence)
    ]
    asked = [p for p in pieces if len(p.split()) >= FEWEST_WORDS and _QUESTION.search(p)]
    return asked or [text]
