"""From DUO's `ho_opleidingsoverzicht` to the Ad and hbo programmes that still admit students.

Source: DUO open data, CC0, https://onderwijsdata.duo.nl/dataset/ho_opleidingsoverzicht.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from bot.courses.loaders.reading import LoadReport, read_rows
from bot.courses.model import Organisation, Programme, tidy

REQUIRED = (
    "ONDERWIJSAANBIEDER_NAAM",
    "NAAM_LANG",
    "NIVEAU",
    "VORM",
    "LAATSTE_INSTROOMDATUM",
    "AANGEBODEN_OPLEIDINGCODE",
    "ONDERWIJSLOCATIEPLAATS",
)
OPTIONAL = (
    "ONDERWIJSAANBIEDERID",
    "ONDERWIJSBESTUUR_NAAM",
    "OPLEIDINGSEENHEIDCODE",
    "EINDDATUM",
    "SOORT",
    "ERKENDEOPLEIDINGSCODE",
    "VARIANT_VAN",
    "INTERNATIONALE_NAAM",
    "EIGENNAAM",
    "VOERTAAL",
    "STUDIELAST",
    "EERSTE_INSTROOMDATUM",
    "AANGEBODEN_OPLEIDING_EINDDATUM",
    "WEBSITE",
)
LEVELS = {"HBO-AD": "ad", "HBO-BA": "hbo"}
STUDY_LOAD = {"ad": "120", "hbo": "240"}
"""Study points by law (WHW art. 7.9a and 7.4b), where the register leaves them out."""

_MAIN_TOWN = {
    # For schools whose programmes stand in the register without a location: where the school says
    # its main building is.
    "Hogeschool Utrecht": "Utrecht",
    "Hogeschool Rotterdam": "Rotterdam",
    "Hogeschool van Amsterdam": "Amsterdam",
    "Breda University of Applied Sciences": "Breda",
    "Christelijke Hogeschool Ede": "Ede",
    "Iselinge Hogeschool": "Doetinchem",
    "Hogeschool IPABO": "Amsterdam",
    "Hogeschool KPZ": "Zwolle",
    "Aeres Hogeschool": "Dronten",
    "Stichting Codarts, Hogeschool voor de Kunsten": "Rotterdam",
    "Academie voor Theater en Dans": "Amsterdam",
    "ArtEZ Conservatorium": "Arnhem",
}
_SCHOOL_NAMES = {
    "HAN_ University of Applied Sciences": "HAN University of Applied Sciences",
    "Stichting NHL Stenden Hogeschool": "NHL Stenden Hogeschool",
    "Stichting Codarts, Hogeschool voor de Kunsten": "Codarts, Hogeschool voor de Kunsten",
    "AKI ArtEZ Academie voor Art &Design": "AKI ArtEZ Academie voor Art & Design",
}
_WEBSITES = {
    # Schools whose programmes stand in the register without an address on the web.
    "Academie voor Theater en Dans": "https://www.atd.ahk.nl",
    "Aeres Hogeschool": "https://www.aereshogeschool.nl",
    "Avans Hogeschool": "https://www.avans.nl",
    "Breda University of Applied Sciences": "https://www.buas.nl",
    "Breitner Academie": "https://www.breitner.ahk.nl",
    "Christelijke Hogeschool Ede": "https://www.che.nl",
    "Codarts, Hogeschool voor de Kunsten": "https://www.codarts.nl",
    "Conservatorium van Amsterdam": "https://www.conservatoriumvanamsterdam.nl",
    "Design Academy Eindhoven": "https://www.designacademy.nl",
    "Driestar hogeschool": "https://www.driestar-hogeschool.nl",
    "Fontys Hogeschool": "https://www.fontys.nl",
    "Gerrit Rietveld Academie": "https://www.rietveldacademie.nl",
    "Hogeschool Rotterdam": "https://www.hogeschoolrotterdam.nl",
    "Hogeschool Utrecht": "https://www.hu.nl",
    "Hogeschool de Kempel": "https://www.kempel.nl",
    "Hogeschool voor de Kunsten Utrecht": "https://www.hku.nl",
    "Iselinge Hogeschool": "https://www.iselinge.nl",
    "Koninklijk Conservatorium": "https://www.koncon.nl",
    "Koninklijke Academie van Beeldende Kunsten": "https://www.kabk.nl",
    "NHL Stenden Hogeschool": "https://www.nhlstenden.com",
    "Nederlandse Filmacademie": "https://www.filmacademie.ahk.nl",
    "Reinwardt Academie": "https://www.reinwardt.ahk.nl",
    "Thomas More Hogeschool": "https://www.thomasmorehs.nl",
    "Zuyd Hogeschool": "https://www.zuyd.nl",
}
_ONLY_RECOGNISED = {
    # Boards whose schools have no offers in the register, only recognised programmes: the school's
    # name, main town and website.
    "Stichting Hanzehogeschool Groningen": (
        "Hanzehogeschool Groningen",
        "Groningen",
        "https://www.hanze.nl",
    ),
}
_TOWN_NAMES = {"'s-Gravenhage": "Den Haag", "s-Gravenhage": "Den Haag"}
_LANGUAGES = {"NLD": "nl", "ENG": "en", "DEU": "de", "FRA": "fr", "FRY": "fy"}
_NO_PROGRAMME = re.compile(r"^(KOM minor|CHE-Minors|.*schakelklas)", re.IGNORECASE)
_PREFIX = re.compile(r"^(B|Bachelor|Ad|AD|Associate [Dd]egree)( -|:)? (?=\S)|^AD-(?=[A-Z]{3})")
_FORM = re.compile(
    r"(\s*[-,(]?\s*\b(voltijd|deeltijd|duaal|parttime school)\b\)?)+\s*$", re.IGNORECASE
)
_ABBREVIATED = re.compile(r"\b(VT|DT|DU|DT C)$")
_NAMELESS = re.compile(r"^(voltijd|deeltijd|duale?) opleiding$", re.IGNORECASE)


def read_ho(path: Path, *, today: date) -> tuple[list[Organisation], list[Programme], LoadReport]:
    """The schools and programmes of the file that admit students on or after the last 1 September.

    Raises:
        UnusableFile: see `read_rows`.
    """
    rows, report = read_rows(path, required=REQUIRED, optional=OPTIONAL)
    everything = list(rows)
    names_of_units = {
        row.get("ERKENDEOPLEIDINGSCODE", ""): tidy(row["NAAM_LANG"])
        for _, row in everything
        if row.get("SOORT") == "OPLEIDING" and row.get("ERKENDEOPLEIDINGSCODE")
    }
    since = _last_first_of_september(today).isoformat()
    programmes: dict[str, Programme] = {}
    codes: dict[str, str] = {}
    for line, row in everything:
        if row["NIVEAU"] not in LEVELS or not _admits(row, since, today):
            continue
        if not row["ONDERWIJSAANBIEDER_NAAM"] or not tidy(row["NAAM_LANG"]):
            report.problem("no school or no name", line)
            continue
        if _NO_PROGRAMME.match(row["NAAM_LANG"]):
            continue
        programme = _programme(row, names_of_units)
        if programme.code in programmes:
            report.problem("duplicate AANGEBODEN_OPLEIDINGCODE", line)
            continue
        programmes[programme.code] = programme
        codes.setdefault(programme.organisation, row.get("ONDERWIJSAANBIEDERID", ""))
    offering = {
        row.get("ONDERWIJSBESTUUR_NAAM", "")
        for _, row in everything
        if row["VORM"] and row["NIVEAU"] in LEVELS
    }
    for _, row in everything:
        board = row.get("ONDERWIJSBESTUUR_NAAM", "")
        if board in _ONLY_RECOGNISED and board not in offering and _is_recognised(row):
            programme = _recognised(row, *_ONLY_RECOGNISED[board][:2])
            programmes.setdefault(programme.code, programme)
    report.kept = len(programmes)
    placed, organisations = _place(list(programmes.values()), codes)
    return organisations, placed, report


def _last_first_of_september(today: date) -> date:
    return date(today.year if today.month >= 9 else today.year - 1, 9, 1)


def _admits(row: Mapping[str, str], since: str, today: date) -> bool:
    last = row["LAATSTE_INSTROOMDATUM"]
    ends = row.get("AANGEBODEN_OPLEIDING_EINDDATUM", "")
    return (
        bool(row["AANGEBODEN_OPLEIDINGCODE"])
        and (not last or last >= since)
        and (not ends or ends >= since)
    )


def _programme(row: Mapping[str, str], names_of_units: Mapping[str, str]) -> Programme:
    level = LEVELS[row["NIVEAU"]]
    unit = row.get("ERKENDEOPLEIDINGSCODE") or row.get("VARIANT_VAN", "")
    official, own = tidy(row["NAAM_LANG"]), tidy(row.get("EIGENNAAM", ""))
    recognised = names_of_units.get(unit, "")
    name = _best_name(official, own, recognised)
    others = [_clean(n) for n in (own, recognised, tidy(row.get("INTERNATIONALE_NAAM", "")))]
    names = list(dict.fromkeys(n for n in others if n and n.casefold() != name.casefold()))
    languages = [_LANGUAGES.get(code, "") for code in row.get("VOERTAAL", "").split(",")]
    town = row["ONDERWIJSLOCATIEPLAATS"]
    return Programme(
        code=row["AANGEBODEN_OPLEIDINGCODE"],
        organisation=_school(row["ONDERWIJSAANBIEDER_NAAM"]),
        unit=unit,
        name=name,
        names="|".join(names),
        level=level,
        form=row["VORM"].lower(),
        route="",
        language="|".join(language for language in languages if language),
        town=_TOWN_NAMES.get(town, town),
        place_of="offer" if town else "school",
        study_load=row.get("STUDIELAST") or STUDY_LOAD[level],
        first=row.get("EERSTE_INSTROOMDATUM", ""),
        last=row["LAATSTE_INSTROOMDATUM"],
        link=row.get("WEBSITE", ""),
    )


def _is_recognised(row: Mapping[str, str]) -> bool:
    return row["NIVEAU"] in LEVELS and row.get("SOORT") == "OPLEIDING" and not row.get("EINDDATUM")


def _recognised(row: Mapping[str, str], school: str, town: str) -> Programme:
    """A programme of which the register says only that it is recognised: its form is not known."""
    level = LEVELS[row["NIVEAU"]]
    international = _clean(tidy(row.get("INTERNATIONALE_NAAM", "")))
    return Programme(
        code=row.get("OPLEIDINGSEENHEIDCODE", "") or row.get("ERKENDEOPLEIDINGSCODE", ""),
        organisation=school,
        unit=row.get("ERKENDEOPLEIDINGSCODE", ""),
        name=_clean(tidy(row["NAAM_LANG"])),
        names=international,
        level=level,
        form="",
        route="",
        language="",
        town=town,
        place_of="school",
        study_load=row.get("STUDIELAST") or STUDY_LOAD[level],
        first="",
        last="",
        link="",
    )


def _best_name(official: str, own: str, recognised: str) -> str:
    """The name to show: the official one, unless it is shortened for a form's width."""
    if _ABBREVIATED.search(official) or _NAMELESS.match(official):
        for candidate in (recognised, own):
            if candidate and not _ABBREVIATED.search(candidate) and not _NAMELESS.match(candidate):
                return _clean(candidate)
    return _clean(official)


def _clean(name: str) -> str:
    name = _PREFIX.sub("", name.rstrip("*").strip())
    name = _ABBREVIATED.sub("", name).strip()
    name = _FORM.sub("", name).strip(" -,")
    return name[:1].upper() + name[1:]


def _school(name: str) -> str:
    return _SCHOOL_NAMES.get(name, name)


def _website(school: str, programmes: list[Programme]) -> str:
    """The school's own address, else the site on which most of its programmes stand."""
    recognised = {name: site for name, _, site in _ONLY_RECOGNISED.values()}
    if school in _WEBSITES or school in recognised:
        return _WEBSITES.get(school) or recognised[school]
    hosts = Counter(
        urlsplit(p.link).netloc for p in programmes if p.organisation == school and p.link
    )
    host = hosts.most_common(1)[0][0] if hosts else ""
    return f"https://{host}" if host else ""


def _place(
    programmes: list[Programme], codes: Mapping[str, str]
) -> tuple[list[Programme], list[Organisation]]:
    """Gives programmes without a location their school's main town, and makes the schools."""
    towns: dict[str, Counter[str]] = {}
    for programme in programmes:
        counted = towns.setdefault(programme.organisation, Counter())
        if programme.town:
            counted[programme.town] += 1
    main = {_school(name): town for name, town in _MAIN_TOWN.items()}
    organisations = []
    main_towns: dict[str, str] = {}
    for school, counted in sorted(towns.items()):
        ordered = [
            town for town, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        ]
        if school in main:
            ordered = [main[school], *(town for town in ordered if town != main[school])]
        main_towns[school] = ordered[0] if ordered else ""
        code = codes.get(school) or school
        website = _website(school, programmes)
        organisations.append(
            Organisation(code, school, "ho", "hogeschool", "|".join(ordered), website)
        )
    code_of = {organisation.name: organisation.code for organisation in organisations}
    placed = []
    for programme in programmes:
        changes = {
            "organisation": code_of[programme.organisation],
            "town": programme.town or main_towns[programme.organisation],
        }
        row = dict(zip(Programme.columns(), programme.values(), strict=True)) | changes
        placed.append(Programme(**row))
    placed.sort(key=lambda p: (p.organisation, p.level, p.name, p.town, p.form, p.code))
    return placed, organisations
