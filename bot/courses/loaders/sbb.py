"""From the SBB crebo list and the compiled list of mbo schools to qualifications and schools.

Sources: SBB, crebo list valid from 2022-08-01 (annex of a ministerial regulation); mbo schools and
their towns, compiled in early 2025 and checked against the BRIN register.
"""

import re
from pathlib import Path

from bot.courses.loaders.reading import LoadReport, read_rows
from bot.courses.model import Organisation, Qualification, tidy

_LEVEL = {"1": "entree", "2": "mbo2", "3": "mbo3", "4": "mbo4"}
_LEVEL_OF_KIND = {
    "entreeopleiding": "entree",
    "basisberoepsopleiding": "mbo2",
    "vakopleiding": "mbo3",
    "middenkaderopleiding": "mbo4",
    "specialistenopleiding": "mbo4",
}
_DOMAIN_NUMBERS = re.compile(r"^\d+\.\s*|\s*\d{5}$")


def read_qualifications(path: Path) -> tuple[list[Qualification], LoadReport]:
    """The mbo qualifications of the crebo list.

    Raises:
        UnusableFile: see `read_rows`.
    """
    rows, report = read_rows(
        path,
        required=("crebo", "kwalificatie", "niveau"),
        optional=("leerweg", "dossier", "domein", "geldig_vanaf", "soort_opleiding"),
    )
    found: dict[str, Qualification] = {}
    for line, row in rows:
        level = _LEVEL.get(row["niveau"]) or _LEVEL_OF_KIND.get(
            row.get("soort_opleiding", "").lower(), ""
        )
        if not row["crebo"].isdigit() or not row["kwalificatie"] or not level:
            report.problem("no crebo, name or level", line)
        elif row["crebo"] in found:
            report.problem("duplicate crebo", line)
        else:
            found[row["crebo"]] = Qualification(
                crebo=row["crebo"],
                name=tidy(row["kwalificatie"]),
                level=level,
                routes="|".join(row.get("leerweg", "").lower().split("/")),
                dossier=tidy(row.get("dossier", "")),
                domain=_DOMAIN_NUMBERS.sub("", tidy(row.get("domein", ""))),
                valid_from=row.get("geldig_vanaf", ""),
            )
    report.kept = len(found)
    return sorted(found.values(), key=lambda q: q.crebo), report


_MEANT = {"'s-Gravenhage": "Den Haag", "The Hague": "Den Haag", "Horst": "Horst (Limburg)"}
"""Towns under another name, and the one of several of a name that has schools."""


def read_mbo_schools(path: Path) -> tuple[list[Organisation], LoadReport]:
    """The mbo schools with every town where they teach.

    Raises:
        UnusableFile: see `read_rows`.
    """
    rows, report = read_rows(
        path, required=("naam", "plaats"), optional=("brin", "soort", "website")
    )
    towns: dict[str, list[str]] = {}
    first: dict[str, dict[str, str]] = {}
    for line, row in rows:
        if not row["naam"] or not row["plaats"]:
            report.problem("no name or town", line)
            continue
        name = tidy(row["naam"])
        first.setdefault(name, row)
        town = _MEANT.get(row["plaats"], row["plaats"])
        if town not in towns.setdefault(name, []):
            towns[name].append(town)
            report.kept += 1
    schools = [
        Organisation(
            code=row.get("brin") or name,
            name=name,
            kind="mbo",
            detail=row.get("soort", ""),
            towns="|".join(towns[name]),
            website=row.get("website", ""),
        )
        for name, row in sorted(first.items())
    ]
    return schools, report
