"""Reading what course-offer servers send: OEAPI v6.0 and OOAPI v5.0, leniently.

Real servers send `null` for lists, values outside the enumerations, `geoLocation` for `geolocation`,
text where an object belongs. Nothing here raises; what cannot be read is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.courses.model import EQF

LEVEL_OF_EQF = {eqf: level for level, eqf in EQF.items()}
LEVEL_OF_NAME = {
    "secondary_vocational_education_1": "entree",
    "secondary_vocational_education_2": "mbo2",
    "secondary_vocational_education_3": "mbo3",
    "secondary_vocational_education_4": "mbo4",
    "associate_degree": "ad",
    "bachelor": "hbo",
}
FORM_OF_MODE = {"full_time": "voltijd", "part_time": "deeltijd", "dual_training": "duaal"}
LONGEST_TEXT = 300


@dataclass(frozen=True)
class Spot:
    """A town, with its position in degrees where the server gives one."""

    town: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class School:
    """A school of a server; kind is "mbo", "ho" or ""."""

    id: str
    name: str
    kind: str
    link: str
    spots: tuple[Spot, ...]
    source: str = ""
    state: str = ""


@dataclass(frozen=True)
class Course:
    """A programme of a server.

    level is one of `EQF`'s or ""; forms are voltijd, deeltijd, duaal; routes bol, bbl; state is the
    date of the data (ISO 8601) or "". offered is False for an mbo qualification without a school.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    codes: tuple[str, ...]
    level: str
    form: str
    routes: tuple[str, ...]
    school: str
    spots: tuple[Spot, ...]
    link: str
    start: str
    study_load: str
    offered: bool
    domain: str
    dossier: str
    town_of: str
    source: str
    state: str


def course(node: Any) -> Course | None:
    """The programme in a JSON object of v6 or v5, or None when it has no identifier or name."""
    if not isinstance(node, Mapping):
        return None
    name, identifier = (
        _words(node.get("name")),
        _text(node.get("programmeId", node.get("programId"))),
    )
    if not name or not identifier:
        return None
    ext = _mapping(node.get("ext"))
    owner = node.get("organisationId", node.get("organizationId"))
    expanded = node.get("organisation", node.get("organization"))
    if isinstance(expanded, Mapping):
        owner = expanded.get("organisationId", expanded.get("organizationId", owner))
    elif isinstance(expanded, str):
        owner = expanded
    mode = _key(node.get("modeOfStudy"))
    routes = tuple(_text(route).lower() for route in _items(ext.get("leerweg")) if _text(route))
    return Course(
        id=identifier,
        name=name,
        aliases=tuple(_every_word(node.get("name"))[1:])
        + tuple(_every_word(node.get("description"))),
        codes=tuple(
            _text(_mapping(code).get("code"))
            for code in (node.get("primaryCode"), *_items(node.get("otherCodes")))
        ),
        level=_level(node),
        form=_text(ext.get("vorm")) or FORM_OF_MODE.get(mode, ""),
        routes=routes,
        school=_text(owner),
        spots=_spots(node.get("addresses")),
        link=_text(node.get("link")),
        start=_text(node.get("firstStartDateTime", node.get("firstStartDate")))[:10],
        study_load=_study_load(node.get("studyLoad")),
        offered=ext.get("aangeboden") is not False,
        domain=_text(ext.get("domein")),
        dossier=_text(ext.get("dossier")),
        town_of=_text(ext.get("plaatsVan")),
        source=_text(ext.get("bron")),
        state=_text(ext.get("peildatum")),
    )


def school(node: Any) -> School | None:
    """The organisation in a JSON object of v6 or v5, or None when it has no identifier or name."""
    if not isinstance(node, Mapping):
        return None
    name = _words(node.get("name"))
    identifier = _text(node.get("organisationId", node.get("organizationId")))
    if not name or not identifier:
        return None
    ext = _mapping(node.get("ext"))
    return School(
        id=identifier,
        name=name,
        kind=_text(ext.get("soort")),
        link=_text(node.get("link")),
        spots=_spots(node.get("addresses")),
        source=_text(ext.get("bron")),
        state=_text(ext.get("peildatum")),
    )


def start_of(node: Any) -> str:
    """The day on which an offering starts (ISO 8601), or ""."""
    value = _mapping(node)
    return _text(value.get("startDateTime", value.get("startDate")))[:10]


def items_of(document: Any) -> list[Any]:
    """The items of a page; a bare list is taken for one."""
    if isinstance(document, list):
        return document
    return _items(_mapping(document).get("items"))


def has_next(document: Any) -> bool:
    """Whether the server says that there is a next page."""
    return _mapping(document).get("hasNextPage") is True


def extensions_of(document: Any) -> frozenset[str]:
    """Which of our extensions a server says that it knows."""
    ext = _mapping(_mapping(document).get("ext"))
    return frozenset(_text(name) for name in _items(ext.get("extensions")))


@dataclass(frozen=True)
class Origin:
    """Where data come from: name and address, and the date of the facts (ISO 8601)."""

    name: str
    url: str
    state: str


def origins_of(document: Any) -> dict[str, Origin]:
    """Where a server of ours says that its data come from, by the name used in `Course.source`."""
    parts = _mapping(_mapping(_mapping(document).get("ext")).get("bronnen"))
    return {
        _text(_mapping(part).get("source")): Origin(
            _text(_mapping(part).get("name")),
            _text(_mapping(part).get("url")),
            _text(_mapping(part).get("state")),
        )
        for part in parts.values()
    }


def parts_of(document: Any) -> frozenset[str]:
    """Which parts of the catalogue a server of ours says that it has ("ho", "mbo", …)."""
    ext = _mapping(_mapping(document).get("ext"))
    return frozenset(_mapping(ext.get("bronnen")))


def _level(node: Mapping[str, Any]) -> str:
    ext_level = _text(_mapping(node.get("ext")).get("niveau"))
    if ext_level in EQF:
        return ext_level
    by_name = LEVEL_OF_NAME.get(_key(node.get("level")), "")
    if by_name:
        return by_name
    eqf = _text(node.get("levelOfQualification"))
    return LEVEL_OF_EQF.get(eqf) or LEVEL_OF_EQF.get(f"eqf_{eqf}", "")


def _spots(value: Any) -> tuple[Spot, ...]:
    spots = []
    for item in _items(value):
        address = _mapping(item)
        place = _mapping(address.get("geolocation", address.get("geoLocation")))
        lat, lon = _number(place.get("latitude")), _number(place.get("longitude"))
        town = _text(address.get("city"))
        if town or (lat is not None and lon is not None):
            spots.append(Spot(town, lat, lon))
    return tuple(spots)


def _study_load(value: Any) -> str:
    for item in value if isinstance(value, list) else [value]:
        amount = _number(_mapping(item).get("value"))
        if amount is not None and _key(_mapping(item).get("studyLoadUnit")) == "ects":
            return str(int(amount))
    return ""


def _words(value: Any) -> str:
    """The Dutch text of a language-typed string, else the first."""
    if isinstance(value, str):
        return _text(value)
    for item in _items(value):
        entry = _mapping(item)
        if _text(entry.get("language")).startswith("nl") and _text(entry.get("value")):
            return _text(entry.get("value"))
    every = _every_word(value)
    return every[0] if every else ""


def _every_word(value: Any) -> list[str]:
    words = [_text(_mapping(item).get("value")) for item in _items(value)]
    return [word for word in words if word]


def _aliases(value: Any) -> list[str]:
    return [text for text in map(_text, _items(value)) if text]


def _key(value: Any) -> str:
    """An enumeration value of v5 ("dual training", "full-time") as v6 writes it."""
    return _text(value).replace("-", "_").replace(" ", "_").lower()


def _items(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return str(value).strip()[:LONGEST_TEXT]


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < 1_000_000 else None
