"""From DUO's address files of schools to their towns and websites.

Source: DUO open data, CC0, https://onderwijsdata.duo.nl/dataset/adressen_ho and …/adressen_mbo. The
files are `;`-separated and in cp1252.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.courses.loaders.reading import LoadReport, read_rows
from bot.courses.model import Organisation, tidy

_NAMES = ("INSTELLINGSNAAM", "NAAM", "BEVOEGD GEZAG NAAM")


@dataclass(frozen=True)
class SchoolAddress:
    """A school's own town and website."""

    name: str
    town: str
    website: str


def read_addresses(path: Path) -> tuple[list[SchoolAddress], LoadReport]:
    """The schools in an address file.

    Raises:
        UnusableFile: see `read_rows`.
    """
    rows, report = read_rows(path, required=("PLAATSNAAM",), optional=("INTERNETADRES",))
    found: dict[str, SchoolAddress] = {}
    for line, row in rows:
        name = next((tidy(row[column]) for column in _NAMES if row.get(column)), "")
        if not name or not row["PLAATSNAAM"]:
            report.problem("no name or town", line)
            continue
        if name.casefold() in found:
            report.problem("duplicate name", line)
            continue
        website = row.get("INTERNETADRES", "")
        if website and "://" not in website:
            website = f"https://{website}"
        found[name.casefold()] = SchoolAddress(name, tidy(row["PLAATSNAAM"]).title(), website)
    report.kept = len(found)
    return list(found.values()), report


def with_addresses(
    schools: list[Organisation], addresses: list[SchoolAddress]
) -> list[Organisation]:
    """Schools with the website, and where none was known the town, of their address."""
    by_name = {address.name.casefold(): address for address in addresses}
    completed = []
    for school in schools:
        address = by_name.get(school.name.casefold())
        if address is None:
            completed.append(school)
            continue
        completed.append(
            replace(
                school,
                towns=school.towns or address.town,
                website=address.website or school.website,
            )
        )
    return completed
