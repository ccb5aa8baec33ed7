"""More than one wish in a message: where to cut it."""

import re

MOST_WISHES = 3
FEWEST_WORDS = 3

_QUESTION_WORD = (
    r"(?:hoe|hoeveel|hoelang|hoezo|wat|waar|waarom|waarvoor|waarmee|wanneer|welke?|wie|wiens)\b"
)
_VERB = (
    "kan|kunnen|kun|mag|mogen|moet|moeten|krijg|krijgt|krijgen|is|zijn|heb|hebben|heeft|bestaat|bestaan|"
    "verdien|verdient|betaal|betaalt|betalen|kost|wordt|word|telt|klopt|geldt|weet|ben|zit|zitten|ga|gaat|"
    "komt|komen|duurt|helpt|hoef|hoeft|zou|zal|doe"
)
_SUBJECT = (
    "ik|je|jij|we|wij|u|hij|ze|zij|er|dat|dit|het|die|een|de|mijn|onze|ons|men|iemand|daar|hier|"
    "bol|bbl|mbo|hbo|havo|stap|slim"
)
_ASKING = rf"(?:{_QUESTION_WORD}|(?:{_VERB})\s+(?:{_SUBJECT})\b)"
"""How a question begins: a question word, or a verb before its subject ("mag ik", "is dat")."""

_LEAD = r"(?:(?:ook|dan|verder|bij|tot|vanaf|met|voor|in|op|van|om|aan|naar)\s+)*"
_SENTENCE_END = re.compile(r"(?<=[?!.;])\s+")
_NEW_QUESTION = re.compile(
    rf"(?:,?\s+(?:en|maar|of|ook|verder|daarnaast|plus)|\s*[,+&])\s+(?={_LEAD}{_ASKING})"
)
_QUESTION = re.compile(
    rf"\?|^(?:(?:en|maar|dus|of|ook|dan|hoi|hey|hallo|ja)\W+)*{_LEAD}{_ASKING}|\b(?:weten|vraag)\b"
    r"|\b(?:mag|kan|moet) (?:dat|dit|het)\b"
)
_STATED = re.compile(r"\b(?:wil|willen|zoek|zoeken)\b")


def parts(text: str) -> list[str]:
    """The parts of a normalised message that could each be a wish; one when it cannot be cut.

    A statement ("ik wil stoppen") is a wish when it stands in one sentence with a question; a
    sentence of its own before a question is the story that leads up to it, and asks nothing.
    """
    asked: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        pieces = [piece.strip(" ,") for piece in _NEW_QUESTION.split(sentence)]
        asks = any(_QUESTION.search(piece) for piece in pieces)
        asked += [
            piece
            for piece in pieces
            if len(piece.split()) >= FEWEST_WORDS
            and (_QUESTION.search(piece) or (asks and _STATED.search(piece)))
        ]
    return asked or [text]
