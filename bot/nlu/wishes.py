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
    "komt|komen|duurt|helpt|hoef|hoeft|zou|zal|doe|vind|vindt|vinden|reis|reist|regelt|regelen|staat|staan|"
    "blijf|blijft|houd|houdt|hou|verlies|verliest|werkt|start|begint|lukt|bestond|kwam"
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
    rf"(?:,?\s+(?:en|maar|of|ook|verder|daarnaast|plus)|\s*[,+&])\s+(?!(?:ook )?hoe (?:heet|heette|noem je) (?:dat|dit|zoiets|het)\W*$)(?={_LEAD}{_ASKING})"
)
"""Not at "of hoe heet dat", which looks for a word and asks nothing."""

_QUESTION = re.compile(
    rf"\?|(?:^|: )(?:(?:en|maar|dus|of|ook|dan|hoi|hey|hallo|ja)\W+)*{_LEAD}{_ASKING}"
    r"|\b(?:weten|vraag|vragen|benieuwd|informatie|verschil)\b|\b(?:mag|kan|moet) (?:dat|dit|het)\b"
)
_STATED = re.compile(
    r"\b(?:wil|willen|zoek|zoeken)\b|\bgeen\b.*\b(?:gevonden|vinden)\b|\b(?:vind|krijg) geen\b"
)
_POINTING_BACK = re.compile(
    r"^(?:en )?(?:klopt|kan|mag|is|hoe zit|hoe komt) (?:dat|dit|het)\b(?: \w+)?\W*$"
)
"""A question about the sentence before it: "klopt dat?"."""

_POINTER = re.compile(
    r"\b(?:die|dat|dit|deze|daar|er|ermee|ervan|eraan|daarvoor|daarmee|daarbij|dan|het)\b"
)
LONGEST_POINTING_PART = 5
"""Words of a part that may need the part before it to be understood: "en wat kost dat?"."""


def parts(text: str) -> list[str]:
    """The parts of a normalised message that could each be a wish; one when it cannot be cut.

    A statement ("ik wil stoppen") is a wish when it stands in one sentence with a question; a
    sentence of its own before a question is the story that leads up to it, and asks nothing, unless
    the question is about that sentence ("STAP is weg. Klopt dat?").
    """
    asked: list[str] = []
    for sentence in _with_what_they_point_at(_SENTENCE_END.split(text)):
        pieces = [piece.strip(" ,") for piece in _NEW_QUESTION.split(sentence)]
        asks = any(_QUESTION.search(piece) for piece in pieces)
        asked += [
            piece
            for piece in pieces
            if len(piece.split()) >= FEWEST_WORDS
            and (_QUESTION.search(piece) or (asks and _STATED.search(piece)))
        ]
    return asked or [text]


def _with_what_they_point_at(sentences: list[str]) -> list[str]:
    joined: list[str] = []
    for sentence in sentences:
        if joined and _POINTING_BACK.search(sentence):
            joined[-1] = f"{joined[-1]} {sentence}"
        else:
            joined.append(sentence)
    return joined


def points_back(part: str) -> bool:
    """Whether a part is too short to be understood without the part before it."""
    return len(part.split()) <= LONGEST_POINTING_PART and bool(_POINTER.search(part))
