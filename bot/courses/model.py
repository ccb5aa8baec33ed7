"""The catalogue's records, and how Dutch levels and study forms are written in OEAPI."""

import hashlib
import re
import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import TypeVar

NAMESPACE = uuid.UUID("5b6b1d3e-2f5c-5d0a-9d57-7a1f9c0e6a11")
"""Identifiers that the registers do not give are derived from their codes within this namespace."""

OFFERED = "offer"
QUALIFICATION = "qualification"

EQF = {
    "entree": "eqf_1",
    "mbo2": "eqf_2",
    "mbo3": "eqf_3",
    "mbo4": "eqf_4",
    "ad": "eqf_5",
    "hbo": "eqf_6",
}
OEAPI_LEVEL = {
    "entree": "secondary_vocational_education_1",
    "mbo2": "secondary_vocational_education_2",
    "mbo3": "secondary_vocational_education_3",
    "mbo4": "secondary_vocational_education_4",
    "ad": "associate_degree",
    "hbo": "bachelor",
}
QUALIFICATION_AWARDED = {
    "entree": "vocational_diploma",
    "mbo2": "vocational_diploma",
    "mbo3": "vocational_diploma",
    "mbo4": "vocational_diploma",
    "ad": "associate_degree",
    "hbo": "bachelor",
}
LEVEL_LABEL = {
    "entree": "mbo niveau 1 (entree)",
    "mbo2": "mbo niveau 2",
    "mbo3": "mbo niveau 3",
    "mbo4": "mbo niveau 4",
    "ad": "associate degree (Ad)",
    "hbo": "hbo-bachelor",
}
MBO_LEVELS = ("entree", "mbo2", "mbo3", "mbo4")
HO_LEVELS = ("ad", "hbo")

MODE_OF_STUDY = {"voltijd": "full_time", "deeltijd": "part_time", "duaal": "dual_training"}
ROUTE_MODE = {"bol": "full_time", "bbl": "dual_training", "bol_dt": "part_time"}

_WORD_BREAK = re.compile(r"\s+")
_RecordT = TypeVar("_RecordT", bound="Record")


@dataclass(frozen=True)
class Record:
    """A row of the seed catalogue: text in every column, in the order of the fields."""

    @classmethod
    def columns(cls) -> list[str]:
        """The names of the columns."""
        return [field.name for field in fields(cls)]

    def values(self) -> list[str]:
        """The row as text."""
        return [str(getattr(self, name)) for name in self.columns()]

    @classmethod
    def read(cls: type[_RecordT], row: Iterable[str]) -> _RecordT:
        """The record in a row of text."""
        return cls(*row)


@dataclass(frozen=True)
class Organisation(Record):
    """A school. code is its BRIN or DUO's provider code; towns are joined by "|", main town first.

    kind is "mbo" or "ho"; detail is the sort of school ("roc", "hogeschool", …).
    """

    code: str
    name: str
    kind: str
    detail: str
    towns: str
    website: str


@dataclass(frozen=True)
class Qualification(Record):
    """An mbo qualification of the crebo list. routes: the leerwegen that the law allows, by "|"."""

    crebo: str
    name: str
    level: str
    routes: str
    dossier: str
    domain: str
    valid_from: str


@dataclass(frozen=True)
class Programme(Record):
    """A programme that a school offers in a town, in one form (DUO: aangeboden opleiding).

    unit is the crebo or croho code; names are other names to be found by, joined by "|"; form is
    voltijd, deeltijd or duaal (ho); route is bol, bbl, … (mbo); place_of is "offer" when the register
    gives the town and "school" when it is the school's main town; first and last are the first and
    last day of entry (ISO 8601) or "".
    """

    code: str
    organisation: str
    unit: str
    name: str
    names: str
    level: str
    form: str
    route: str
    language: str
    town: str
    place_of: str
    study_load: str
    first: str
    last: str
    link: str


@dataclass(frozen=True)
class Cohort(Record):
    """A moment at which an offered programme starts (DUO: cohort). Dates ISO 8601 or ""."""

    programme: str
    code: str
    start: str
    enrol_from: str
    enrol_until: str


def identifier(kind: str, code: str) -> str:
    """The UUID of a resource: the register's own where its code is one, else derived from it."""
    if len(code) >= _UUID_DIGITS:
        with suppress(ValueError):
            return str(uuid.UUID(code))
    return _derived(f"{kind}:{code}")


_UUID_DIGITS = 32


def _derived(name: str) -> str:
    """`str(uuid.uuid5(NAMESPACE, name))` in a fifth of its time, which was half of a catalogue's."""
    octets = bytearray(hashlib.sha1(NAMESPACE.bytes + name.encode()).digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x50
    octets[8] = octets[8] & 0x3F | 0x80
    digits = octets.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def tidy(text: str) -> str:
    """Text without soft hyphens and with single spaces."""
    return _WORD_BREAK.sub(" ", text.replace("\xad", "")).strip()
