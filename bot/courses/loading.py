"""From a folder of register files to the seed catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.courses.loaders.addresses import read_addresses, with_addresses
from bot.courses.loaders.duo_ho import read_ho
from bot.courses.loaders.duo_mbo import read_cohorts, read_mbo
from bot.courses.loaders.reading import LoadReport
from bot.courses.loaders.sbb import read_mbo_schools, read_qualifications
from bot.courses.model import Organisation
from bot.courses.seed import Provenance, Seed

HO_FILE = "duo_ho_opleidingsoverzicht.csv"
HO_FILE_ONLINE = "ho_opleidingsoverzicht.csv"
MBO_FILE = "mbo_opleidingsaanbod.csv"
COHORT_FILE = "mbo_opleidingsaanbod_cohorten.csv"
QUALIFICATION_FILE = "mbo_kwalificaties_sbb_2022.csv"
SCHOOL_FILE = "mbo_instellingen.csv"
ADDRESS_FILES = {"ho": "instellingenho.csv", "mbo": "instellingenmbo.csv"}

FEWEST_KEPT = 0.1
"""A file that keeps less than this share of the rows of the present catalogue is not believed."""

_DUO = "https://onderwijsdata.duo.nl/dataset"
_PARTS = {
    "ho": Provenance(
        "duo_ho_opleidingsoverzicht",
        "DUO, opleidingen in het hoger onderwijs",
        f"{_DUO}/7c0686f4-b5c2-418e-8e44-7be0057d8084",
        "CC0",
        "2026-08-04",
        0,
    ),
    "mbo": Provenance(
        "duo_mbo_opleidingsaanbod",
        "DUO, opleidingsaanbod mbo",
        f"{_DUO}/894ebe77-15e7-48e6-9daf-c93da08b1ab9",
        "CC0",
        "",
        0,
    ),
    "qualifications": Provenance(
        "sbb_crebolijst_2022",
        "SBB, crebolijst vanaf 1 augustus 2022",
        "https://www.s-bb.nl",
        "ministeriële regeling (bijlage)",
        "2022-08-01",
        0,
    ),
    "mbo_schools": Provenance(
        "mbo_scholen_2025",
        "Lijst van mbo-scholen en hun plaatsen",
        "",
        "feiten, zelf verzameld",
        "2025-02-01",
        0,
    ),
}


class Implausible(Exception):
    """A new file holds so much less than the present catalogue that it must be wrong."""


@dataclass(frozen=True)
class Loaded:
    """A new seed and what was found in each file."""

    seed: Seed
    reports: tuple[LoadReport, ...]


def load(folder: Path, *, today: date, present: Seed | None = None) -> Loaded:
    """The catalogue made from the files in a folder.

    Parts whose file is not there are kept from the present catalogue.

    Raises:
        UnusableFile: a file is not what it should be.
        Implausible: a file gives less than `FEWEST_KEPT` of what the present catalogue has.
    """
    old = present or Seed([], [], [])
    reports: list[LoadReport] = []
    provenance = dict(old.provenance)

    def note(part: str, report: LoadReport, *, before: int, state: str | None = None) -> None:
        if report.kept < before * FEWEST_KEPT:
            raise Implausible(
                f"{report.file}: {report.kept} usable rows where the catalogue has {before};"
                " the catalogue is left as it is"
            )
        reports.append(report)
        provenance[part] = replace(
            _PARTS[part], rows=report.kept, state=state or _PARTS[part].state
        )

    schools = {o.code: o for o in old.organisations}
    qualifications = old.qualifications
    ho = [p for p in old.programmes if not p.route]
    mbo = [p for p in old.programmes if p.route]
    cohorts = old.cohorts

    ho_file = _existing(folder, HO_FILE, HO_FILE_ONLINE)
    if ho_file:
        organisations, ho_new, report = read_ho(ho_file, today=today)
        note("ho", report, before=len(ho), state=_state(ho_file, today))
        ho = ho_new
        schools = _with(schools, "ho", organisations)
    if (folder / QUALIFICATION_FILE).exists():
        found, report = read_qualifications(folder / QUALIFICATION_FILE)
        note("qualifications", report, before=len(qualifications))
        qualifications = found
    if (folder / SCHOOL_FILE).exists():
        organisations, report = read_mbo_schools(folder / SCHOOL_FILE)
        before = sum(len(o.towns.split("|")) for o in schools.values() if o.kind == "mbo")
        note("mbo_schools", report, before=before)
        schools = _with(schools, "mbo", organisations)
    if (folder / MBO_FILE).exists():
        organisations, mbo_new, report = read_mbo(folder / MBO_FILE)
        note("mbo", report, before=len(mbo), state=today.isoformat())
        mbo = mbo_new
        schools = _with(schools, "mbo", _websites(organisations, schools.values()))
    if (folder / COHORT_FILE).exists():
        cohorts, report = read_cohorts(folder / COHORT_FILE)
        reports.append(report)
    for kind, name in ADDRESS_FILES.items():
        if (folder / name).exists():
            addresses, report = read_addresses(folder / name)
            reports.append(report)
            own = [school for school in schools.values() if school.kind == kind]
            schools = _with(schools, kind, with_addresses(own, addresses))
    offered = {programme.code for programme in mbo}
    seed = Seed(
        organisations=sorted(schools.values(), key=lambda o: (o.kind, o.name)),
        qualifications=qualifications,
        programmes=[*ho, *mbo],
        cohorts=[cohort for cohort in cohorts if cohort.programme in offered],
        provenance=provenance,
    )
    return Loaded(seed, tuple(reports))


def _existing(folder: Path, *names: str) -> Path | None:
    return next((folder / name for name in names if (folder / name).exists()), None)


def _state(path: Path, today: date) -> str | None:
    """The state of a file fetched just now is today's; of a stored copy it is the known one."""
    return today.isoformat() if path.name == HO_FILE_ONLINE else None


def _with(
    schools: dict[str, Organisation], kind: str, new: Iterable[Organisation]
) -> dict[str, Organisation]:
    kept = {code: o for code, o in schools.items() if o.kind != kind}
    return kept | {o.code: o for o in new}


def _websites(new: Iterable[Organisation], known: Iterable[Organisation]) -> list[Organisation]:
    """Schools of the offer file with the website and the sort of school that we know by name."""
    by_name = {o.name.casefold(): o for o in known if o.kind == "mbo"}
    completed = []
    for school in new:
        same = by_name.get(school.name.casefold())
        completed.append(
            replace(school, website=same.website, detail=same.detail) if same else school
        )
    return completed
