"""Amounts in euros and years in a message."""

import re
from collections.abc import Iterator

from bot.nlu.entity_numbers import written_number
from bot.nlu.entity_words import Entity

EARLIEST_YEAR, LATEST_YEAR = 1990, 2049
EARLIEST_WRITTEN = 1950

_COUNTS = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10, "twaalf": 12, "vijftien": 15, "twintig": 20,
}  # fmt: skip
_SCALES = {
    "k": 1_000, "duizend": 1_000, "mille": 1_000, "mln": 1_000_000, "miljoen": 1_000_000,
    "miljard": 1_000_000_000,
}  # fmt: skip

_WHOLE = r"(?:\d{1,3}(?:[. ]\d{3})+|\d+)"
_CENTS = r"(?:,\d{2}|\.\d{2}(?!\d)|,[-=–—]+)?"
_SCALE = r"(?:\s*(?P<scale>k|duizend|mille|mln|miljoen|miljard)\b)?"
_NO_DIGIT_BEFORE = r"(?<![\d.,])"

_AFTER_SIGN = re.compile(
    rf"(?:€|eur(?:o)?\b)\s*(?P<whole>{_WHOLE})(?P<cents>{_CENTS}){_SCALE}", re.IGNORECASE
)
_BEFORE_SIGN = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?P<whole>{_WHOLE})(?P<cents>{_CENTS}){_SCALE}"
    r"\s*(?:€|euro['’]?s?\b|eur\b|euri\b)",
    re.IGNORECASE,
)
_DASHED = re.compile(rf"{_NO_DIGIT_BEFORE}(?P<whole>{_WHOLE})(?P<cents>,[-=–—]+)(?P<scale>\b)?")
_THOUSANDS = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?P<whole>\d{{1,3}})(?P<cents>)\s?(?P<scale>k|duizend|mille)\b"
    r"(?!\s+(?:keer|mensen|studenten|leerlingen|stages|plekken|bedrijven|docenten|vakmensen|uur))",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    rf"\b(?P<count>{'|'.join(_COUNTS)})?[\s-]?(?P<size>honderd|duizend)\s+euro\b", re.IGNORECASE
)

_ONE_WORD = re.compile(
    rf"\b(?P<count>{'|'.join(_COUNTS)})(?P<size>honderd|duizend)\b"
    r"(?!\s+(?:keer|mensen|studenten|leerlingen|stages|plekken|bedrijven|docenten))",
    re.IGNORECASE,
)

_SMALL_BARE = re.compile(
    r"(?<![\d.,/-])(?P<whole>[1-9]\d{2})\b(?![.,]?\d)(?=\s+(?:krijgt?|kreeg|verdient?|betaalt?|bruto|netto|per maand)\b)"
    r"|(?<=\bkrijg )(?P<got>[1-9]\d{2})\b(?![.,]?\d)(?=\s*(?:$|[?.!,]|per|bruto|netto|in de maand))",
    re.IGNORECASE,
)

_MONEY_TALK = re.compile(
    r"subsidie|leerrekening|budget|krijg|betal|lesgeld|collegegeld|cursusgeld|loon|bedrag|vergoeding|"
    r"euro|€|potje|geld|kost|praktijkleren|stap\b|slim\b|lening|lenen|bruto|netto|belasting",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![\d.,/-])(?P<whole>[1-9]\.\d{3}|[1-9]\d{3}|[1-9]\d{1,2}\.\d{3})(?![\d/-]|[.,]\d)"
    r"(?!\s*(?:uur|uren|klokuren|stage|plek|plaats|student|leerling|docent|mensen|woorden|km|"
    r"(?:leer)?bedrijven|volgers|(?!en|in|is|of|op|je|ik|om|al|de)[a-z]{2}\b))",
    re.IGNORECASE,
)

_SCHOOL_YEAR = re.compile(
    r"(?<![\d.,/-])(?P<first>20\d{2})\s?[-/–]\s?(?:20)?(?P<second>\d{2})(?![\d.,]\d|\d)"
)
_SHORT_SCHOOL_YEAR = re.compile(
    r"(?:school|studie|cursus)?jaar\s+['’]?(?P<years>(?P<first>[1-4]\d)\s?[-/–]\s?['’]?(?P<second>[1-4]\d))"
    r"(?!\d|[/-]|[.,]\d)",
    re.IGNORECASE,
)
_WRITTEN_YEAR = re.compile(
    r"\b(?P<century>negentien\s?honderd|tweeduizend)\s?(?:en\s)?(?P<rest>[a-zë]+)\b", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?<![\d.,/€-])(?<!€ )(?P<year>20[0-4]\d|199\d)"
    r"(?![\d/]|[.,]\d|-\d|\s*(?:euro|€|uur|,-|stage))"
)


def find_money_and_years(text: str) -> Iterator[Entity]:
    """The amounts (digits without dots, in euros) and the years in a text, each once."""
    taken: list[tuple[int, int]] = []
    for entity in (
        *_written_years(text),
        *_amounts(text),
        *_years(text),
        *_bare_amounts(text),
    ):
        if all(entity.end <= start or entity.start >= end for start, end in taken):
            taken.append((entity.start, entity.end))
            yield entity


def _written_years(text: str) -> Iterator[Entity]:
    """The years of "negentienhonderd achtennegentig" and "tweeduizend achttien"."""
    for match in _WRITTEN_YEAR.finditer(text):
        rest = written_number(match["rest"])
        century = 1900 if match["century"].lower().startswith("negentien") else 2000
        if rest is not None and EARLIEST_WRITTEN <= century + rest <= LATEST_YEAR:
            yield Entity("year", str(century + rest), match.start(), match.end())


def _amounts(text: str) -> Iterator[Entity]:
    for match in (*_WRITTEN.finditer(text), *_ONE_WORD.finditer(text)):
        size = 100 if match["size"].lower() == "honderd" else 1_000
        value = str(_COUNTS.get((match["count"] or "een").lower(), 1) * size)
        yield Entity("amount", value, match.start(), match.end())
    for pattern in (_AFTER_SIGN, _BEFORE_SIGN, _DASHED, _THOUSANDS):
        for match in pattern.finditer(text):
            value = _value(match)
            if value != "0":
                yield Entity("amount", value, match.start(), match.end())


def _value(match: re.Match[str]) -> str:
    scale = _SCALES.get((match["scale"] or "").lower(), 1)
    whole = int(re.sub(r"\D", "", match["whole"])) * scale
    cents = re.sub(r"\D", "", match["cents"])
    return f"{whole},{cents}" if cents.strip("0") and scale == 1 else str(whole)


def _bare_amounts(text: str) -> Iterator[Entity]:
    """Large numbers without a sign, in a text that is about money."""
    if not _MONEY_TALK.search(text):
        return
    for match in _SMALL_BARE.finditer(text):
        yield Entity("amount", match["whole"] or match["got"], match.start(), match.end())
    for match in _BARE.finditer(text):
        value = match["whole"].replace(".", "")
        if value == "2000" or not EARLIEST_YEAR <= int(value) <= LATEST_YEAR:
            yield Entity("amount", value, match.start(), match.end())


def _years(text: str) -> Iterator[Entity]:
    for match in _SCHOOL_YEAR.finditer(text):
        first = int(match["first"])
        if (first + 1) % 100 == int(match["second"]):
            yield Entity("year", f"{first}-{first + 1}", match.start(), match.end())
    for match in _SHORT_SCHOOL_YEAR.finditer(text):
        first = 2000 + int(match["first"])
        if (first + 1) % 100 == int(match["second"]):
            yield Entity("year", f"{first}-{first + 1}", match.start("years"), match.end("years"))
    for match in _YEAR.finditer(text):
        if match["year"] != "2000":
            yield Entity("year", match["year"], match.start(), match.end())
