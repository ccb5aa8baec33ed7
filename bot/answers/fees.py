"""From which school year someone pays lesgeld or cursusgeld, from the month he comes of age."""

import re
from dataclasses import dataclass
from datetime import date

from bot.answers.book import AnswerBook, Message
from bot.answers.facts import MONTHS

FEE = "kosten_lesgeld.achttien"
FEES = frozenset({"kosten_lesgeld", FEE})
AGE, REFERENCE_DAY = "lesgeld_leeftijd", "lesgeld_peildatum"
FURTHEST_YEARS = 5

_SHORT = {
    "feb": 2,
    "mrt": 3,
    "apr": 4,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "dec": 12,
}
_NUMBERS = {name: number for number, name in enumerate(MONTHS, start=1)} | _SHORT
_BIRTHDAY = re.compile(
    rf"(?:\b(?P<day>[0-3]?\d)\s+)?\b(?P<month>{'|'.join(_NUMBERS)})\b(?:\s+(?P<year>20\d\d)\b)?",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:geworden|werd|sinds)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Birthday:
    """When someone comes of the age for fees; without `day` only the month is known."""

    year: int
    month: int
    day: int | None
    past: bool

    def __str__(self) -> str:
        month = f"{MONTHS[self.month - 1]} {self.year}"
        return f"op {self.day} {month}" if self.day else f"in {month}"


def fee_answer(book: AnswerBook, text: str) -> Message | None:
    """From when someone pays, or None when the text does not say when he comes of age."""
    today = book.clock()
    answer = book.answer(FEE)
    age = book.facts[AGE].on(today)
    reference = book.facts[REFERENCE_DAY].on(today)
    if answer is None or age is None or reference is None:
        return None
    birthday = birthday_in(text, age=int(age.value), today=today)
    if birthday is None:
        return None
    month, day = (int(part) for part in str(reference.value).split("-"))
    said = fee_text(birthday, age=int(age.value), counts_on=(month, day), today=today)
    message = book.said(answer, said)
    message["metadata"] = book.provenance(answer, {AGE: age, REFERENCE_DAY: reference})
    return message


def birthday_in(text: str, *, age: int, today: date) -> Birthday | None:
    """The birthday on which someone becomes `age` according to a text, or None.

    Without a year it is the next one, or the last one when the text is about the past.
    """
    found = _BIRTHDAY.search(text)
    if found is None:
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    if not re.search(rf"\b(?:{age}|achttien)(?:e|de|ste)?\b", rest, re.IGNORECASE):
        return None
    month = _NUMBERS[found["month"].lower()]
    past = bool(_PAST.search(text))
    year = today.year
    if found["year"]:
        year = int(found["year"])
    elif past and month > today.month:
        year -= 1
    elif not past and month < today.month:
        year += 1
    if abs(year - today.year) > FURTHEST_YEARS:
        return None
    return Birthday(year, month, int(found["day"]) if found["day"] else None, past)


def fee_text(birthday: Birthday, *, age: int, counts_on: tuple[int, int], today: date) -> str:
    """From which school year someone pays who comes of age on a birthday.

    Args:
        counts_on: month and day of the year on which the age counts; the school year begins then.
    """
    month, day = counts_on
    reference = f"{day} {MONTHS[month - 1]}"
    in_time = (birthday.month, birthday.day or day) <= counts_on
    first = birthday.year if in_time else birthday.year + 1
    happened = f"Ben je {birthday} {age} geworden" if birthday.past else f"Word je {age} {birthday}"
    if birthday.month == month and birthday.day is None:
        lines = [
            f"{happened}, dan telt de dag. Is het {reference} zelf, dan betaal je lesgeld vanaf "
            f"schooljaar {_school_year(first)}; is het later in die maand, dan pas vanaf "
            f"{_school_year(first + 1)}."
        ]
    else:
        lines = [
            f"{happened}, dan betaal je lesgeld vanaf schooljaar {_school_year(first)}, want op "
            f"{reference} {first} ben je {age} of ouder."
        ]
        if today < date(first, month, day):
            lines.append(f"- In schooljaar {_school_year(first - 1)} betaal je dus nog niets.")
    lines += [
        "- Het geldt voor bol (lesgeld aan DUO) en voor bbl (cursusgeld aan je school).",
        "- Een particuliere school mag ook eerder geld vragen.",
        "Het bedrag van dat schooljaar staat bij DUO; bij bbl weet je school het.",
    ]
    return "\n".join(lines)


def _school_year(first: int) -> str:
    return f"{first}-{first + 1}"
