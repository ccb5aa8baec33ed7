"""From the GeoNames extract of Dutch towns to the compact data/places.csv.

What the extract gets wrong is put right here: the main name of Den Haag and a few others as
Dutch people write it, regions of municipalities that have merged, and alternative names that
are no Dutch spelling.
"""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import fuzz

from bot.places import normalise

COLUMNS = ("name", "alt", "municipality", "province", "region", "lat", "lon", "inhabitants")

_MAIN_NAMES = {"The Hague": "Den Haag", "Almere Stad": "Almere", "Velsen-Zuid": "Velsen"}
_ALTERNATIVES = {
    "Den Haag": ["'s-Gravenhage", "The Hague", "Haag"],
    "'s-Hertogenbosch": ["Den Bosch", "'s Bosch", "Hertogenbosch"],
    "Almere": ["Almere Stad"],
    "Velsen": ["Velsen-Zuid"],
    "Amsterdam": ["A'dam", "Mokum", "Damsko"],
    "Rotterdam": ["R'dam", "Rotjeknor", "Roffa"],
    "Leeuwarden": ["Ljouwert"],
    "Sneek": ["Snits"],
    "Heerenveen": ["It Hearrenfean"],
    "Groningen": ["Grunn", "Grunnen"],
    "Dordrecht": ["Dordt"],
    "Gorinchem": ["Gorkum", "Gorcum"],
    "Vlissingen": ["Flushing"],
    "Alphen aan den Rijn": ["Alphen", "Alphen a/d Rijn", "Alphen aan de Rijn"],
    "Capelle aan den IJssel": ["Capelle", "Capelle a/d IJssel", "Capelle aan de IJssel"],
    "Krimpen aan den IJssel": ["Krimpen", "Krimpen a/d IJssel", "Krimpen aan de IJssel"],
    "Nieuwerkerk aan den IJssel": ["Nieuwerkerk", "Nieuwerkerk a/d IJssel"],
    "Noordwijk-Binnen": ["Noordwijk"],
    "Katwijk aan Zee": ["Katwijk"],
    "Bergen op Zoom": ["Boz"],
    "Kerkrade": ["Kirchroa"],
    "Sint-Oedenrode": ["Rooi"],
    "Hoogvliet": ["Hoogvliet Rotterdam"],
}
_MERGED_REGIONS = {
    "GM0501": ("GM1992", "Rijnmond"),
    "GM0530": ("GM1992", "Rijnmond"),
    "GM0614": ("GM1992", "Rijnmond"),
    "GM0457": ("GM0363", "Groot Amsterdam"),
}
_ZEELAND_WITHOUT_MUNICIPALITY = "Zeeland"
_DUTCH_NAME = re.compile(r"^[A-Z'’][A-Za-z'’ ./-]{3,}$")
_QUALIFIED = re.compile(r"[(.]")
_TRANSLITERATED = re.compile(r"kh|sj|[xq]|eh|(as|a|o)$")
_MISSING = [
    # Not in GeoNames; position and inhabitants (CBS, 2021) as Wikipedia gives them.
    ("Bavel", "", "GM0758", "Noord-Brabant", "West-Brabant", "51.57389", "4.83083", "8375"),
]


def read_places(source: Path) -> list[tuple[str, ...]]:
    """The rows of data/places.csv made from nl_plaatsen_geonames.csv, in `COLUMNS` order."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        towns = list(csv.DictReader(file))
    main_names = {normalise(_main_name(town["naam"])) for town in towns}
    return sorted([*(_place_row(town, main_names) for town in towns), *_MISSING])


def write_places(rows: Iterable[tuple[str, ...]], target: Path) -> None:
    """Writes rows as made by `read_places` to a CSV file."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def _main_name(name: str) -> str:
    return _MAIN_NAMES.get(name, name)


def _place_row(town: dict[str, str], main_names: set[str]) -> tuple[str, ...]:
    name = _main_name(town["naam"])
    large = int(town["inwoners"] or 0) > 0
    alternatives = [
        alternative
        for alternative in town["alt"].split("|")
        if large and _is_spelling(alternative, name, town["provincie"], main_names)
    ]
    if large:
        alternatives += _ALTERNATIVES.get(name, [])
    unique = {normalise(a): a for a in alternatives if normalise(a) != normalise(name)}
    municipality, region = _MERGED_REGIONS.get(
        town["gemeentecode"], (town["gemeentecode"], town["arbeidsmarktregio"])
    )
    if not region and town["provincie"] == _ZEELAND_WITHOUT_MUNICIPALITY:
        region = "Zeeland"
    return (
        name,
        "|".join(unique.values()),
        municipality,
        town["provincie"],
        region,
        town["lat"],
        town["lon"],
        town["inwoners"] if large else "",
    )


def _is_spelling(alternative: str, name: str, province: str, main_names: set[str]) -> bool:
    """Whether an alternative name is one a Dutch person may type and means no other town.

    The extract mixes Dutch and Frisian spellings with transliterations from Russian, Chinese
    and Latvian. Single-word misspellings are left to the fuzzy search.
    """
    if not _DUTCH_NAME.match(alternative) or alternative.isupper():
        return False
    if _QUALIFIED.search(alternative) or normalise(alternative) in main_names:
        return False
    likeness = fuzz.ratio(normalise(alternative), normalise(name))
    if province == "Fryslân":
        return bool(likeness >= 50 and not _TRANSLITERATED.search(alternative))
    return bool(" " in alternative and likeness >= 75)
