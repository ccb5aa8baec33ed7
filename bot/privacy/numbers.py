"""Numbers that belong to one person: telephone, BSN, IBAN, student number, date of birth.

Amounts, years, ages, crebo numbers, dates of open days and the numbers of help lines stay.
"""

import re
from datetime import date

from stdnum import iban
from stdnum.nl import bsn

PHONE = "[telefoon]"
BSN = "[bsn]"
IBAN = "[iban]"
NUMBER = "[nummer]"
BIRTHDAY = "[geboortedatum]"

YOUNGEST = 10
"""Years: a full date that long ago is taken for a date of birth."""

OLDEST = 110

_IBAN_BEGIN = re.compile(r"\b[A-Z]{2}\d{2}(?=[\s.\-]?[A-Z0-9])", re.IGNORECASE)
_IBAN_LENGTHS = range(15, 35)
_DUTCH_IBAN = re.compile(r"NL\d{2}[A-Z]{4}\d{10}")
_MONTHS = (
    r"jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sep(?:t|tember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|january|february|march|may|june|july|august|october|"
    r"ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
)
_DATE = rf"(?:\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:e|ste|de)?\s+(?:{_MONTHS})\.?\s+['’]?\d{{2,4}})"
_BORN = re.compile(
    r"(\b(?:geboren|geb\.?|geboortedatum|geboortedag|gebdat|born|birthday|date\s+of\s+birth|dob|verjaardag|jarig|"
    r"geburtsdatum|née?|doğum\s+tarihi\w*|urodzon[ya]|nacid[oa])(?:\s*(?:is|op|on|am|le|el|ben|ik|:|=|mijn|de))*\s*)"
    rf"({_DATE})",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(
    r"(?<![\d-])(?:(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})"
    r"|(?P<year2>\d{4})-(?P<month2>\d{2})-(?P<day2>\d{2}))(?![\d-])"
)
_STUDENT = re.compile(
    r"(\b(?:leerling|student(?:en)?|stud|personeels|klant|deelnemers?|onderwijs|paspoort|rijbewijs|dossier|inschrijf|aanmeld|polis|"
    r"id[\s-]?kaart|v|bsn|burgerservice|sofi|kaart|student\s+|passport\s+|öğrenci\s+)[\s-]?(?:nummer|nr\.?|no\.?|number|id|numaras?ı?m?)?"
    r"\s*(?:is|:|=|van\s+mij\s+is|van\s+\w+\s+is)*\s*)"
    r"((?=[A-Za-z-]{0,4}\d)[A-Za-z]{0,4}-?\d[\dA-Za-z./-]{3,14})",
    re.IGNORECASE,
)
_STUDENT_CODE = re.compile(r"\b[su]\d{6,8}\b", re.IGNORECASE)
_RUN = re.compile(
    r"(?<![\w€])(?:\+\s?)?\(?\d(?:[\s().\-/]{0,3}\d){6,18}(?!\d)(?!\s?(?:euro|eur|€))"
)
_CONTIGUOUS = re.compile(r"\d{7,}")
_MONEY_BEFORE = re.compile(r"(?:€|eur|euro)\s*$", re.IGNORECASE)
_SERVICE = re.compile(r"^(?:0800|0900|0906|0909|116|14)")
_THREES = re.compile(r"\d{3}[\s.\-]\d{3}[\s.\-]\d{3}|\d{4}[\s.\-]\d{2}[\s.\-]\d{3}")
_YEARS = re.compile(r"(?:19|20)\d\d")


def without_numbers(text: str, *, today: date | None = None) -> str:
    """The text with personal numbers replaced by what they are."""
    this_year = (today or date.today()).year
    text = _without_iban(text)
    text = _BORN.sub(rf"\1{BIRTHDAY}", text)
    text = _STUDENT.sub(_student_number, text)
    text = _STUDENT_CODE.sub(NUMBER, text)
    dates = [match.span() for match in _NUMERIC_DATE.finditer(text)]
    text = _without_runs(text, dates)
    return _NUMERIC_DATE.sub(lambda match: _birthday(match, this_year), text)


def _student_number(match: "re.Match[str]") -> str:
    if sum(char.isdigit() for char in match[2]) < 4 or _YEARS.fullmatch(match[2]):
        return str(match[0])
    return match[1] + (BSN if "bsn" in match[1].lower() else NUMBER)


def _birthday(match: "re.Match[str]", this_year: int) -> str:
    year = int(match["year"] or match["year2"])
    return BIRTHDAY if this_year - OLDEST <= year <= this_year - YOUNGEST else match[0]


def _without_iban(text: str) -> str:
    parts, position = [], 0
    for match in _IBAN_BEGIN.finditer(text):
        end = _iban_end(text, match.start())
        if end and match.start() >= position:
            parts += [text[position : match.start()], IBAN]
            position = end
    return "".join([*parts, text[position:]])


def _iban_end(text: str, begin: int) -> int:
    """Where an account number that begins at `begin` ends; 0 when none does.

    A Dutch one with a typing error counts too.
    """
    number, end = "", begin
    for index in range(begin, min(len(text), begin + 50)):
        char = text[index]
        if char in " .-" and text[index - 1] not in " .-":
            continue
        if not (char.isascii() and char.isalnum()) or len(number) == _IBAN_LENGTHS.stop:
            break
        number += char.upper()
        if _DUTCH_IBAN.fullmatch(number) or (
            len(number) in _IBAN_LENGTHS and iban.is_valid(number, check_country=False)
        ):
            end = index + 1
    return end if end > begin else 0


def _without_runs(text: str, dates: list[tuple[int, int]]) -> str:
    parts, position = [], 0
    for match in _RUN.finditer(text):
        begin, end = match.span()
        if any(first < end and begin < last for first, last in dates):
            continue
        kind = _kind(match.group(), text[max(0, begin - 6) : begin])
        if kind:
            parts += [text[position:begin], kind]
            position = end
    return "".join([*parts, text[position:]])


def _kind(run: str, before: str) -> str | None:
    """What a run of digits is, or None when it belongs to nobody."""
    digits = "".join(char for char in run if char.isdigit())
    if _MONEY_BEFORE.search(before) or _SERVICE.match(digits):
        return None
    if _is_phone(run.lstrip(), digits):
        return PHONE
    grouped = _CONTIGUOUS.fullmatch(run) or _THREES.fullmatch(run)
    if len(digits) in (8, 9) and grouped and bsn.is_valid(digits):
        return BSN
    return NUMBER if _CONTIGUOUS.search(run) and not run.startswith("+") else None


def _is_phone(run: str, digits: str) -> bool:
    if run.startswith("+"):
        return 8 <= len(digits) <= 15
    if digits.startswith("00"):
        return 11 <= len(digits) <= 15
    if digits.startswith("0"):
        return len(digits) in (10, 11) and digits[1] != "0"
    return len(digits) == 9 and digits.startswith("6") and not _THREES.fullmatch(run)
