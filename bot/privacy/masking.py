"""Personal data made unreadable before anything is understood, stored or logged."""

import re

from bot.privacy.known_names import KnownNames
from bot.privacy.names import NAME, names_in, without
from bot.privacy.numbers import without_numbers
from bot.privacy.recogniser import persons_in

CRISIS_TEXT = "[niet bewaard]"
MAIL = "[mail]"
LINK = "[link]"
ADDRESS = "[adres]"
ACCOUNT = "[account]"
SECRET = "[geheim]"

_AT = r"(?:\s*(?:@|＠|\(at\)|\[at\]|\{at\}|\(apenstaart(?:je)?\))\s*|\s+(?:apenstaart(?:je)?)\s+)"
_SPOKEN_DOT = r"(?:\s*[(\[](?:punt|dot)[)\]]\s*|\s+(?:punt|dot|punkt)\s+)"
_DOT = rf"(?:\s?\.\s?|{_SPOKEN_DOT})"
_PROVIDERS = (
    "gmail|googlemail|hotmail|outlook|live|icloud|yahoo|ziggo|kpnmail|planet|xs4all|student"
)
_USER = r"(?<![\w@])[\w.+\-]+(?:\s+(?:punt|dot|underscore|streepje)\s+[\w+\-]+)*"
_MAIL = re.compile(
    rf"{_USER}{_AT}[\w\-]+(?:{_DOT}[\w\-]+)*?{_DOT}[a-z]{{2,}}(?:\.[a-z]{{2,}})*\b"
    rf"|{_USER}\s+at\s+(?:[\w\-]+(?:{_SPOKEN_DOT}\w+)+|(?:{_PROVIDERS})(?:\.\w+)*)"
    r"|[\w.+\-]+@[\w.\-]+\w"
    rf"|{_USER}\s+apenstaart(?:je)?\s+\w+",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LINK_BARE = re.compile(r"\b[\w-]+(?:\.[\w-]+)+/\S*[?&#=]\S+", re.IGNORECASE)
_SECRET_IN_LINK = re.compile(
    r"[?&#;]\S|//[^/\s]*@|/(?=[\w.%\-]*\d)(?=[\w.%\-]*[A-Za-z])[\w.%\-]{16,}|/[\w%\-]{24,}"
)
_HANDLE = re.compile(r"(?<![\w/.@])@[A-Za-z_][\w.]{1,29}")
_SOCIAL = re.compile(
    r"(\b(?:insta(?:gram)?|snap(?:chat)?|sc|tiktok|discord|facebook|fb|twitter|telegram|linkedin|youtube|twitch|psn|gamertag)"
    r"(?:[\s-]?(?:naam|account|name|id|handle))?\s*(?:(?:is|heet|:|=|van\s+mij\s+is)\s*)+@?)"
    r"(?!(?:niet|geen|een|het|de|wel|ook|leuk|stom|verboden|privé|dat|er|voor|alleen|toch|weg|te|in|op|hier|handig)\b)[\w.#\-]{3,30}",
    re.IGNORECASE,
)
_SOCIAL_NEAR = re.compile(
    r"(\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|discord|telegram)\s+)(?=[\w.#]*[\d_.#])[A-Za-z_][\w.#]{3,30}\w",
    re.IGNORECASE,
)
_PASSWORD = re.compile(
    r"(\b(?:wachtwoord(?:en)?|password|passwort|paswoord|ww|inlogcode|pincode|şifrem?|hasło|mot\s+de\s+passe)"
    r"\s*(?:(?:is|was|:|=|van\s+\w+\s+is|nog\s+steeds|dus)\s*)+)"
    r"(?!(?:vergeten|kwijt|niet|geen|fout|verkeerd|verlopen|nodig|te|veranderd|gewijzigd|onbekend|weg|al|ook|nog)\b)(\S+)",
    re.IGNORECASE,
)
_LETTERS_NOT_A_POSTCODE = frozenset(
    [
        "en",
        "of",
        "is",
        "in",
        "op",
        "te",
        "om",
        "al",
        "km",
        "kw",
        "ha",
        "ik",
        "je",
        "we",
        "ze",
        "er",
        "de",
        "ad",
        "mb",
        "gb",
        "uu",
        "of",
        "na",
        "nu",
        "zo",
        "ze",
        "ma",
        "br",
        "bo",
        "sa",
        "sd",
        "ss",
    ]
)
_POSTCODE = re.compile(
    r"\b(?P<digits>[1-9]\d{3})(?P<space>\s?)(?P<letters>[A-Za-z]{2})\b"
    r"(?P<number>[\s,]*(?:(?:huis)?(?:nummer|nr\.?)\s*)?\d{1,5}(?:\s?-\s?\d{1,4}|\s?[a-zA-Z]\b(?!\s))?)?"
)
_STREET = re.compile(
    r"\b(?:[A-Z][\w'’.\-]*\s){0,3}(?:[A-Z][\w'’\-]*|[A-Z][\w'’\-]*\s(?=[SGWLKPD]))(?i:straat|laan|weg|plein|kade|gracht|singel|dreef|hof|pad|steeg|dijk|"
    r"plantsoen|park|markt|wal|baan|burg|erf|hoek|tuin|veld|str\.?)\s+\d{1,4}(?:\s?[a-zA-Z]\b(?!\s[a-z])|-\d{1,4})?"
)
_STREET_SPOKEN = re.compile(
    r"(\b(?:adres(?:\s+is)?|woon(?:t|en)?(?:\s+(?:op|aan|in))?(?:\s+de)?)\s*:?\s+)"
    r"(\w{3,}(?:straat|laan|weg|plein|kade|gracht|singel|dreef|hof|pad|steeg|dijk|plantsoen|park|markt|wal)\s+\d{1,4}\s?[a-z]?)\b",
    re.IGNORECASE,
)


def masked(text: str) -> str:
    """The text with what tells who someone is replaced by what it was, such as `[naam]`.

    What is masked already stays as it is.
    """
    text = _LINK.sub(_link, text)
    text = _LINK_BARE.sub(LINK, text)
    text = _PASSWORD.sub(rf"\1{SECRET}", text)
    text = _MAIL.sub(MAIL, text)
    text = _SOCIAL.sub(rf"\1{ACCOUNT}", text)
    text = _SOCIAL_NEAR.sub(rf"\1{ACCOUNT}", text)
    text = _HANDLE.sub(ACCOUNT, text)
    text = _STREET.sub(ADDRESS, text)
    text = _STREET_SPOKEN.sub(rf"\1{ADDRESS}", text)
    text = without_numbers(text)
    text = _POSTCODE.sub(_postcode, text)
    text = without(text, names_in(text), NAME)
    return without(text, _recognised(text), NAME)


def _link(match: "re.Match[str]") -> str:
    return LINK if _SECRET_IN_LINK.search(match[0]) else match[0]


def _postcode(match: "re.Match[str]") -> str:
    """Four digits say in which part of a town someone lives, the rest at which door."""
    plain = not match["letters"].isupper()
    word = match["letters"].lower() in _LETTERS_NOT_A_POSTCODE
    if plain and (not match["number"] or (word and match["space"])):
        return match[0]
    return f"{match['digits']} {ADDRESS}"


def _recognised(text: str) -> list[tuple[int, int]]:
    never = KnownNames.load().never
    return [
        (begin, end)
        for begin, end in persons_in(text)
        if not never.intersection(text[begin:end].lower().split())
    ]
