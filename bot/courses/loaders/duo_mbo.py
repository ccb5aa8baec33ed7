"""From DUO's `mbo_opleidingsaanbod` and its cohorts to real mbo offers.

Source: DUO open data, CC0, https://onderwijsdata.duo.nl/dataset/mbo_opleidingsaanbod.
"""

from collections.abc import Mapping
from pathlib import Path

from bot.courses.loaders.reading import LoadReport, read_rows
from bot.courses.model import Cohort, Organisation, Programme, tidy

REQUIRED = (
    "AANGEBODEN_OPLEIDINGCODE",
    "ERKENDEOPLEIDINGSCODE",
    "NAAM",
    "LEERTRAJECT",
    "PLAATSNAAM",
)
OPTIONAL = (
    "MBONIVEAU",
    "OPLEIDINGSEENHEID_NIVEAU",
    "OPLEIDINGSEENHEID_NAAM",
    "OPLEIDINGSEENHEID_INTERNATIONALE_NAAM_ENGELS",
    "EIGENNAAM",
    "ONDERWIJSAANBIEDERID",
    "KWALIFICATIEDOSSIER",
    "STUDIELAST",
    "VOERTAAL",
    "WEBSITE",
)
LEVELS = {"MBO-1": "entree", "MBO-2": "mbo2", "MBO-3": "mbo3", "MBO-4": "mbo4"}

# DUO's description does not list the cohort file's columns; these are the field names of RIO, of
# which the file is an extract, in the spellings that DUO's other files use.
_START = ("INSTROOMMOMENT", "BEGIN_INSTROOMPERIODE", "BEGININSTROOMPERIODE", "BEGINDATUM")
_CODE = ("COHORTCODE", "CODE", "AANGEBODEN_OPLEIDING_COHORTCODE")
_ENROL_FROM = ("BEGIN_AANMELDPERIODE", "BEGINAANMELDPERIODE")
_ENROL_UNTIL = ("EINDE_AANMELDPERIODE", "EINDEAANMELDPERIODE")


def read_mbo(path: Path) -> tuple[list[Organisation], list[Programme], LoadReport]:
    """The schools and offers of the file.

    Raises:
        UnusableFile: see `read_rows`.
    """
    rows, report = read_rows(path, required=REQUIRED, optional=OPTIONAL)
    programmes: dict[str, Programme] = {}
    schools: dict[str, tuple[str, list[str]]] = {}
    for line, row in rows:
        level = LEVELS.get(row.get("MBONIVEAU") or row.get("OPLEIDINGSEENHEID_NIVEAU", ""), "")
        name = tidy(row.get("OPLEIDINGSEENHEID_NAAM") or row.get("EIGENNAAM", ""))
        if not row["AANGEBODEN_OPLEIDINGCODE"] or not row["NAAM"]:
            report.problem("no code or no school", line)
        elif not level or not name:
            report.problem("no level or no name", line)
        elif row["AANGEBODEN_OPLEIDINGCODE"] in programmes:
            report.problem("duplicate AANGEBODEN_OPLEIDINGCODE", line)
        else:
            programme = _programme(row, level, name)
            programmes[programme.code] = programme
            _, towns = schools.setdefault(programme.organisation, (tidy(row["NAAM"]), []))
            if programme.town and programme.town not in towns:
                towns.append(programme.town)
    report.kept = len(programmes)
    organisations = [
        Organisation(code, name, "mbo", "", "|".join(towns), "")
        for code, (name, towns) in sorted(schools.items())
    ]
    return organisations, sorted(programmes.values(), key=lambda p: p.code), report


def read_cohorts(path: Path) -> tuple[list[Cohort], LoadReport]:
    """The moments at which offers start.

    Raises:
        UnusableFile: see `read_rows`.
    """
    rows, report = read_rows(path, required=("AANGEBODEN_OPLEIDINGCODE",))
    cohorts: dict[tuple[str, str], Cohort] = {}
    for line, row in rows:
        start = _first(row, _START)
        if not row["AANGEBODEN_OPLEIDINGCODE"] or not start:
            report.problem("no offer or no start", line)
            continue
        code = _first(row, _CODE) or start
        if (row["AANGEBODEN_OPLEIDINGCODE"], code) in cohorts:
            report.problem("duplicate cohort", line)
            continue
        cohorts[row["AANGEBODEN_OPLEIDINGCODE"], code] = Cohort(
            programme=row["AANGEBODEN_OPLEIDINGCODE"],
            code=code,
            start=start,
            enrol_from=_first(row, _ENROL_FROM),
            enrol_until=_first(row, _ENROL_UNTIL),
        )
    report.kept = len(cohorts)
    return sorted(cohorts.values(), key=lambda c: (c.programme, c.start, c.code)), report


def _programme(row: Mapping[str, str], level: str, name: str) -> Programme:
    others = [
        tidy(row.get("EIGENNAAM", "")),
        tidy(row.get("OPLEIDINGSEENHEID_INTERNATIONALE_NAAM_ENGELS", "")),
        tidy(row.get("KWALIFICATIEDOSSIER", "")),
    ]
    names = list(dict.fromkeys(n for n in others if n and n.casefold() != name.casefold()))
    town = tidy(row["PLAATSNAAM"])
    if town.isupper():
        town = town.title()
    return Programme(
        code=row["AANGEBODEN_OPLEIDINGCODE"],
        organisation=row.get("ONDERWIJSAANBIEDERID") or tidy(row["NAAM"]),
        unit=row["ERKENDEOPLEIDINGSCODE"],
        name=name,
        names="|".join(names),
        level=level,
        form="",
        route=row["LEERTRAJECT"].lower(),
        language="nl" if row.get("VOERTAAL", "NLD") in ("", "NLD") else "",
        town={"'s-Gravenhage": "Den Haag", "'S-Gravenhage": "Den Haag"}.get(town, town),
        place_of="offer" if town else "school",
        study_load=row.get("STUDIELAST", ""),
        first="",
        last="",
        link=row.get("WEBSITE", ""),
    )


def _first(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name)), "")
