"""The seed catalogue: the facts of the registers as small text files that diff well."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml

from bot.courses.model import Cohort, Organisation, Programme, Qualification, Record
from bot.paths import DATA
from bot.yaml_files import read_mapping

FOLDER = DATA / "courses"

ORGANISATIONS = "organisations.csv"
QUALIFICATIONS = "qualifications.csv"
PROGRAMMES = "programmes.csv"
COHORTS = "cohorts.csv"
PROVENANCE = "provenance.yml"
FILES = (ORGANISATIONS, QUALIFICATIONS, PROGRAMMES, COHORTS, PROVENANCE)

_RecordT = TypeVar("_RecordT", bound=Record)


@dataclass(frozen=True)
class Provenance:
    """Where one part of the catalogue comes from. state is the date of its facts (ISO 8601)."""

    source: str
    name: str
    url: str
    licence: str
    state: str
    rows: int


@dataclass(frozen=True)
class Seed:
    """The whole catalogue as records. provenance is keyed by part: "ho", "mbo_schools", …."""

    organisations: Sequence[Organisation]
    qualifications: Sequence[Qualification]
    programmes: Sequence[Programme]
    cohorts: Sequence[Cohort] = ()
    provenance: dict[str, Provenance] = field(default_factory=dict)


def read_seed(folder: Path = FOLDER) -> Seed:
    """The seed in a folder.

    Raises:
        OSError: a file is missing.
        ContentError: the provenance is no mapping.
    """
    provenance = {
        part: Provenance(**values) for part, values in read_mapping(folder / PROVENANCE).items()
    }
    cohorts = folder / COHORTS
    return Seed(
        organisations=_read(folder / ORGANISATIONS, Organisation),
        qualifications=_read(folder / QUALIFICATIONS, Qualification),
        programmes=_read(folder / PROGRAMMES, Programme),
        cohorts=_read(cohorts, Cohort) if cohorts.exists() else (),
        provenance=provenance,
    )


def write_seed(seed: Seed, folder: Path) -> None:
    """Writes a seed to a folder, each file at once so that a reader never sees half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / ORGANISATIONS, Organisation, seed.organisations)
    _write(folder / QUALIFICATIONS, Qualification, seed.qualifications)
    _write(folder / PROGRAMMES, Programme, seed.programmes)
    if seed.cohorts:
        _write(folder / COHORTS, Cohort, seed.cohorts)
    else:
        (folder / COHORTS).unlink(missing_ok=True)
    text = yaml.safe_dump(
        {part: vars(values) for part, values in sorted(seed.provenance.items())},
        allow_unicode=True,
        sort_keys=False,
    )
    _replace(folder / PROVENANCE, text)


def digest(folder: Path = FOLDER) -> str:
    """A short hash that changes when any file of the seed does."""
    hashed = hashlib.sha256()
    for name in FILES:
        path = folder / name
        if path.exists():
            hashed.update(name.encode())
            hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


def _read(path: Path, record: type[_RecordT]) -> list[_RecordT]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        return [record.read(row) for row in reader]


def _write(path: Path, record: type[_RecordT], rows: Iterable[_RecordT]) -> None:
    temporary = path.with_suffix(".part")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(record.columns())
        writer.writerows(row.values() for row in rows)
    temporary.replace(path)


def _replace(path: Path, text: str) -> None:
    temporary = path.with_suffix(".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
