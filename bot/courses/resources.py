"""Rows of the catalogue as OEAPI v6.0 resources.

OEAPI has no value for bol and bbl; `ext.leerweg` carries them (bol = full_time, bbl = dual_training).
"""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bot.courses.model import OEAPI_LEVEL, OFFERED, QUALIFICATION_AWARDED

LONGEST_LINK = 2048
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINK = re.compile(r"https?://[^\s/]+\.[^\s]+")
_BRIN = re.compile(r"\d{2}[A-Z]{2}")
_PART_OF_LEVEL = {"ad": "ho", "hbo": "ho"}

Provenance = Mapping[str, Mapping[str, Any]]


def programme(row: sqlite3.Row, provenance: Provenance) -> dict[str, Any]:
    """A programme: an offer of a school, or an mbo qualification without a school."""
    offered = row["kind"] == OFFERED
    code_type = "identifier" if offered else "programme_code"
    resource: dict[str, Any] = {
        "programmeId": row["uuid"],
        "primaryCode": {"codeType": code_type, "code": row["code"]},
        "programmeType": "programme",
        "name": _name(row["name"], row["language"]),
        "qualificationAwarded": QUALIFICATION_AWARDED[row["level"]],
        "levelOfQualification": row["eqf"],
        "level": OEAPI_LEVEL[row["level"]],
        "formalDocument": "diploma",
    }
    if offered and row["unit"]:
        resource["otherCodes"] = [{"codeType": "programme_code", "code": row["unit"]}]
    aliases = [name for name in (*row["names"].split("|"), row["dossier"]) if name]
    if aliases:
        resource["description"] = [{"language": "nl", "value": "; ".join(aliases)}]
    resource |= _common(row)
    if row["mode"]:
        resource["modeOfStudy"] = row["mode"]
    if row["study_load"].isdigit() and row["level"] in _PART_OF_LEVEL:
        resource["studyLoad"] = [{"studyLoadUnit": "ects", "value": int(row["study_load"])}]
    if _DATE.fullmatch(row["first"]) and offered:
        resource["firstStartDateTime"] = _moment(row["first"])
    if row["organisation_uuid"]:
        resource["organisationId"] = row["organisation_uuid"]
    resource["ext"] = _ext(row, provenance)
    return resource


def offering(row: sqlite3.Row, provenance: Provenance) -> dict[str, Any]:
    """An offering: a programme at the moment that it starts, as far as the register gives one."""
    resource: dict[str, Any] = {
        "programmeOfferingId": row["offering_uuid"],
        "primaryCode": {"codeType": "offering_code", "code": row["offering_code"]},
        "name": _name(row["name"], row["language"]),
        "state": "active",
        "resultExpected": True,
        "programmeId": row["programme_uuid"],
        **_common(row),
    }
    if _DATE.fullmatch(row["start"]):
        resource["startDateTime"] = _moment(row["start"])
    if _DATE.fullmatch(row["enrol_from"]):
        period = {"startDateTime": _moment(row["enrol_from"])}
        if _DATE.fullmatch(row["enrol_until"]):
            period["endDateTime"] = _moment(row["enrol_until"])
        resource["enrolmentPeriods"] = [period]
    if row["organisation_uuid"]:
        resource["organisationId"] = row["organisation_uuid"]
    resource["ext"] = _ext(row, provenance)
    return resource


def organisation(
    row: sqlite3.Row, towns: Sequence[sqlite3.Row], provenance: Provenance
) -> dict[str, Any]:
    """A school with the towns where it teaches, its main town first."""
    brin = _BRIN.fullmatch(row["code"]) is not None
    resource: dict[str, Any] = {
        "organisationId": row["uuid"],
        "primaryCode": {
            "codeType": "institution_code" if brin else "organisation_id",
            "code": row["code"],
        },
        "organisationType": "root",
        "name": [{"language": "nl", "value": row["name"]}],
    }
    addresses = [_address(town["name"], town["lat"], town["lon"]) for town in towns]
    if addresses:
        resource["addresses"] = addresses
    if link := safe_link(row["website"]):
        resource["link"] = link
    part = provenance.get("mbo_schools" if row["kind"] == "mbo" else "ho", {})
    resource["ext"] = {"soort": row["kind"], "schoolsoort": row["detail"], **_source(part)}
    return resource


def safe_link(text: str) -> str | None:
    """A web address with everything that may not stand in one quoted, or None."""
    text = text.strip()
    if not _LINK.match(text) or len(text) > LONGEST_LINK:
        return None
    return quote(text, safe="%/:=&?~#+!$,;'@()*[]")


def _common(row: sqlite3.Row) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    languages = [language for language in row["language"].split("|") if language]
    if languages:
        fields["teachingLanguages"] = languages
    if row["town_name"]:
        fields["addresses"] = [_address(row["town_name"], row["lat"], row["lon"])]
    if link := safe_link(row["link"]):
        fields["link"] = link
    return fields


def _name(name: str, languages: str) -> list[dict[str, str]]:
    return [{"language": "en" if languages == "en" else "nl", "value": name}]


def _address(town: str, lat: float | None, lon: float | None) -> dict[str, Any]:
    address: dict[str, Any] = {
        "addressType": "teaching",
        "city": town,
        "countryCode": {"iso3166-1-alpha2": "NL"},
    }
    if lat is not None and lon is not None:
        address["geolocation"] = {"latitude": lat, "longitude": lon}
    return address


def _ext(row: sqlite3.Row, provenance: Provenance) -> dict[str, Any]:
    offered = row["kind"] == OFFERED
    part = "qualifications" if not offered else _PART_OF_LEVEL.get(row["level"], "mbo")
    ext = {
        "aangeboden": offered,
        "niveau": row["level"],
        "vorm": row["form"],
        "leerweg": [route for route in row["route"].split("|") if route],
        **_source(provenance.get(part, {})),
    }
    if offered:
        ext["plaatsVan"] = row["place_of"]
        ext["ookBekendAls"] = [name for name in row["names"].split("|") if name]
        if row["last"]:
            ext["laatsteInstroom"] = row["last"]
    else:
        ext |= {"dossier": row["dossier"], "domein": row["domain"], "geldigVanaf": row["first"]}
    return ext


def _source(part: Mapping[str, Any]) -> dict[str, Any]:
    return {"bron": part.get("source", ""), "peildatum": part.get("state", "")}


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
