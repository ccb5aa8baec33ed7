"""Amounts in euros and years in a message."""

import re
from collections.abc import Iterator

from bot.nlu.entity_words import Entity

_DIGITS = r"\d{1,3}(?:[. ]\d{3})+|\d+"
_CENTS = r"(?:,\d{2}|\.\d{2}(?!\d)|,[-=–—]+)?"
_AMOUNT = re.compile(
    rf"(?:€|eur(?:o)?\b)\s*(?P<after>{_DIGITS})(?P<cents>{_CENTS})(?P<after_scale>\s*(?:k|mille|mln|miljoen|miljard)\b)?"
    rf"|(?<![\d.,])(?P<before>{_DIGITS})(?P<cents_before>{_CENTS})(?P<scale>\s*(?:k|duizend|mille|mln|miljoen|miljard))?"
    r"\s*(?:€|euro['’]?s?\b|eur\b|euri\b|piek\b)"
    rf"|(?<![\d.,])(?P<dashed>{_DIGITS}),[-=–—]+"
    r"|(?<![\d.,])(?P<thousands>\d{1,3})\s?k\b"
    r"|\b(?P<count>een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|vijftien|twintig)?[\s-]?"
    r"(?P<hundreds>honderd|duizend)\s+euro\b",
    re.IGNORECASE,
)
_COUNTS = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10, "twaalf": 12, "vijftien": 15, "twintig": 20,
}  # fmt: skip
_SCALES = {"k": 1_000, "duizend": 1_000, "mille": 1_000, "mln": 1_000_000, "miljoen": 1_000_000,
           "miljard": 1_000_000_000}  # fmt: skip
_BARE_AMOUNT = re.compile(
    r"(?<![\d.,/-])(?P<bare>[1-9]\.\d{3}|[1-9]\d{3}|[1-9]\d{1,2}\.\d{3})(?![\d/-]|[.,]\d|\s*(?:uur|uren|stage|"
    r"plek|plaats|student|leerling|docent|mensen|woorden|km|klokuren|leerbedrijven|bedrijven|[a-z]{2}\b(?<!en|in|is|of|op|je|ik|om|al|de)))",
    re.IGNORECASE,
)
_MONEY_TALK = re.compile(
    r"subsidie|leerrekening|budget|krijg|betal|lesgeld|collegegeld|cursusgeld|loon|bedrag|vergoeding|"
    r"euro|€|potje|geld|kost|praktijkleren|stap\b|slim\b|lening|lenen",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(
    r"(?<![\d.,/-])(?P<first>20\d{2})\s?[-/–]\s?(?:20)?(?P<second>\d{2})(?![\d.,]\d|\d)"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d.,/-])(?<!€)['’]?(?P<first>[1-4]\d)\s?[-/–]\s?['’]?(?P<second>[1-4]\d)(?![\d/-]|[.,]\d|\s*(?:uur|jaar|jr|u\b|%))"
)
_YEAR = re.compile(
    r"(?<![\d.,/€-])(?<!€ )(?P<year>20[0-4]\d|199\d)(?![\d/]|[.,]\d|-\d|\s*(?:euro|€|uur|,-|stage))"
)
_SCHOOL_YEAR_TALK = re.compile(r"(?:school|studie|cursus)?ja+r\b|\bseizoen|\bper\b", re.IGNORECASE)
EARLIEST, LATEST = 1990, 2045


def find_money_and_years(text: str) -> Iterator[Entity]:
    """The amounts (digits without dots, in euros) and the years in a text, each once."""
    taken: list[tuple[int, int]] = []
    for entity in (*_amounts(text), *_years(text), *_bare_amounts(text)):
        if all(entity.end <= start or entity.start >= end for start, end in taken):
            taken.append((entity.start, entity.end))
            yield entity


def _amounts(text: str) -> Iterator[Entity]:
    for match in _AMOUNT.finditer(text):
        if match["hundreds"]:
            size = 100 if match["hundreds"].lower() == "honderd" else 1_000
            value = str(_COUNTS.get((match["count"] or "een").lower(), 1) * size)
            yield Entity("amount", value, match.start(), match.end())
            continue
        digits = match["after"] or match["before"] or match["dashed"] or match["thousands"]
        cents = re.sub(r"\D", "", match["cents"] or match["cents_before"] or "")
        scale = (
            match["scale"] or match["after_scale"] or ("k" if match["thousands"] else "")
        ).strip()
        whole = int(re.sub(r"\D", "", digits)) * _SCALES.get(scale.lower(), 1)
        value = f"{whole},{cents}" if cents.strip("0") and not scale else str(whole)
        yield Entity("amount", value, match.start(), match.end())


def _bare_amounts(text: str) -> Iterator[Entity]:
    if not _MONEY_TALK.search(text):
        return
    for match in _BARE_AMOUNT.finditer(text):
        value = match["bare"].replace(".", "")
        if not (EARLIEST <= int(value) <= LATEST and value != "2000"):
            yield Entity("amount", value, match.start(), match.end())


def _years(text: str) -> Iterator[Entity]:
    for match in _SCHOOL_YEAR.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        if (first + 1) % 100 == second:
            yield Entity("year", f"{first}-{first + 1}", match.start(), match.end())
    for match in _SHORT_YEAR.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        before = text[max(0, match.start() - 14) : match.start()]
        if second == first + 1 and _SCHOOL_YEAR_TALK.search(before):
            yield Entity("year", f"20{first}-20{second}", match.start(), match.end())
    for match in _YEAR.finditer(text):
        if match["year"] != "2000":
            yield Entity("year", match["year"], match.start(), match.end())
