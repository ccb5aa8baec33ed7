"""Dutch towns, provinces and regions: finding one by the name people type, and distances."""

import csv
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from bot.paths import DATA

TOWN = "town"
PROVINCE = "province"
REGION = "region"

EARTH_RADIUS_KM = 6371.0
LARGE_TOWN = 10_000
"""From this number of inhabitants a town's name means the town before a region called so too."""

_PROVINCE_FORMS = {
    "Fryslân": ("friesland",),
    "Noord-Brabant": ("noord brabant",),
    "Noord-Holland": ("noord holland",),
    "Zuid-Holland": ("zuid holland",),
}
_SEPARATORS = re.compile(r"[\s\-/]+")
_QUALIFIER = re.compile(r"^(?P<name>.+?)\s*[(,]\s*(?P<where>[^()]+?)\s*\)?$")
_Row = tuple[str, str, str, str, str, str, str, str]


@dataclass(frozen=True)
class Place:
    """A town, province or region.

    lat and lon are degrees (WGS 84); of an area they are the middle of its towns. inhabitants
    is 0 where the source does not give a number. municipality is a CBS code ("GM0632") or "".
    radius_km reaches every town of an area and is 0 for a town.
    """

    name: str
    province: str
    region: str
    lat: float
    lon: float
    inhabitants: int
    kind: str
    municipality: str = ""
    radius_km: float = 0.0

    @property
    def label(self) -> str:
        """The name with what tells it from its namesakes, such as "Hengelo (Overijssel)"."""
        return f"{self.name} ({self.province})" if self.kind == TOWN else self.name


def normalise(name: str) -> str:
    """The name as it is compared: lower case, without accents, apostrophes, dots and hyphens."""
    lowered = name.casefold()
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    for unwanted in "'’‘`´.":
        lowered = lowered.replace(unwanted, "")
    return _SEPARATORS.sub(" ", lowered).strip()


def distance_km(a: Place, b: Place) -> float:
    """Distance in km as the crow flies between two places."""
    return distance_between(a.lat, a.lon, b.lat, b.lon)


def distance_between(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine formula)."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    d_phi, d_lambda = phi_b - phi_a, math.radians(lon_b - lon_a)
    half_chord = (
        math.sin(d_phi / 2) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(d_lambda / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half_chord)))


class Places:
    """The gazetteer: every Dutch town with its province and labour-market region.

    Source of the towns: GeoNames (CC BY 4.0); of the regions: CBS.
    """

    def __init__(self, rows: Sequence[_Row], regions: Sequence[dict[str, list[str]]] = ()) -> None:
        """Indexes the towns.

        Args:
            rows: (name, alternatives joined by "|", municipality, province, region, lat, lon,
                inhabitants), all text.
            regions: as in data/regions.yml.
        """
        self._rows = rows
        self._regions = regions
        self._index: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            for name in (row[0], *row[1].split("|")) if row[1] else (row[0],):
                self._index.setdefault(normalise(name), []).append(number)

    @classmethod
    def load(cls, path: Path | None = None) -> "Places":
        """The places of data/places.csv (or of `path`) and the regions of the file beside it."""
        source = path or DATA / "places.csv"
        with source.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            next(reader)
            rows = [_as_row(row) for row in reader]
        regions_file = source.with_name("regions.yml")
        regions: list[dict[str, list[str]]] = []
        if regions_file.exists():
            regions = yaml.load(regions_file.read_text(encoding="utf-8"), _yaml_loader()) or []
        return cls(rows, regions)

    def find(self, text: str) -> list[Place]:
        """Every place of exactly this name, the likeliest first.

        Case, accents, apostrophes and hyphens do not count. "Hengelo (Gelderland)" or
        "Hengelo, Gelderland" names one of several. Unknown names give an empty list.
        """
        key = normalise(text)
        found = self._named(key)
        if not found and (qualified := _QUALIFIER.match(text.strip())):
            where = normalise(qualified["where"])
            found = [
                place
                for place in self._named(normalise(qualified["name"]))
                if where in (normalise(place.province), normalise(place.region))
            ]
        return found

    def closest(self, text: str, *, cutoff: float = 82.0) -> Place | None:
        """The place whose name looks most like an unknown word, or None when none is near.

        Meant for misspellings only. cutoff is a similarity between 0 and 100.
        """
        exact = self.find(text)
        if exact:
            return exact[0]
        key = normalise(text)
        if len(key) < 4:
            return None
        matches = process.extract(
            key, self._fuzzy_names, scorer=fuzz.ratio, score_cutoff=cutoff, limit=8
        )
        candidates = [
            (score, self._named(name)[0]) for name, score, _ in matches if name[0] == key[0]
        ] or [(score, self._named(name)[0]) for name, score, _ in matches]
        if not candidates:
            return None
        return max(candidates, key=lambda c: (round(c[0] / 8), c[1].inhabitants))[1]

    def contains(self, area: Place, town: Place) -> bool:
        """Whether a town lies in a province or region (a town holds only itself)."""
        if area.kind == PROVINCE:
            return town.province == area.name
        if area.kind == REGION:
            return any(
                number in self._members[area.name]
                for number in self._index.get(normalise(town.name), [])
                if self._rows[number][2] == town.municipality
            )
        return normalise(area.name) == normalise(town.name) and area.province == town.province

    def towns(self) -> list[Place]:
        """Every town, in the order of the file."""
        return [self._town(number) for number in range(len(self._rows))]

    @cached_property
    def areas(self) -> dict[str, Place]:
        """The provinces and regions by normalised name, other spellings included."""
        found: dict[str, Place] = {}
        for province in sorted({row[3] for row in self._rows}):
            place = self._area(province, PROVINCE, self._members[province], province)
            for form in (province, *_PROVINCE_FORMS.get(province, ())):
                found[normalise(form)] = place
                found.setdefault(normalise(f"provincie {form}"), place)
        for name, forms in self._region_forms.items():
            if name in _PROVINCE_FORMS or normalise(name) in found:
                continue
            place = self._area(name, REGION, self._members[name], "")
            for form in forms:
                found.setdefault(normalise(form), place)
        return found

    @cached_property
    def _region_forms(self) -> dict[str, list[str]]:
        forms = {
            row[4]: [row[4], f"regio {row[4]}", f"arbeidsmarktregio {row[4]}"]
            for row in self._rows
            if row[4]
        }
        for region in self._regions:
            name = str(region["name"])
            forms.setdefault(name, []).extend([name, f"regio {name}", *region["forms"]])
        return forms

    @cached_property
    def _members(self) -> dict[str, set[int]]:
        """The row numbers of each province and region; a region never has a province's name."""
        provinces: dict[str, set[int]] = {}
        labour_regions: dict[str, set[int]] = {}
        municipalities: dict[str, set[int]] = {}
        for number, row in enumerate(self._rows):
            municipalities.setdefault(row[2], set()).add(number)
            provinces.setdefault(row[3], set()).add(number)
            labour_regions.setdefault(row[4], set()).add(number)
        members = {name: rows for name, rows in labour_regions.items() if name} | provinces
        for region in self._regions:
            members[str(region["name"])] = {
                number
                for source, key in (
                    (municipalities, "municipalities"),
                    (labour_regions, "regions"),
                    (provinces, "provinces"),
                )
                for name in region.get(key, ())
                for number in source.get(name, ())
            }
        return members

    @cached_property
    def _fuzzy_names(self) -> list[str]:
        known = {
            key
            for key, numbers in self._index.items()
            if len(key) >= 4 and any(int(self._rows[number][7] or 0) for number in numbers)
        }
        return sorted(known | set(self.areas))

    def _named(self, key: str) -> list[Place]:
        towns = sorted(
            (self._town(number) for number in self._index.get(key, ())),
            key=lambda town: -town.inhabitants,
        )
        area = self.areas.get(key)
        if area is None:
            return towns
        if towns and towns[0].inhabitants >= LARGE_TOWN:
            return [*towns, area]
        return [area, *towns]

    def _town(self, number: int) -> Place:
        name, _, municipality, province, region, lat, lon, inhabitants = self._rows[number]
        return Place(
            name,
            province,
            region,
            float(lat),
            float(lon),
            int(inhabitants or 0),
            TOWN,
            municipality,
        )

    def _area(self, name: str, kind: str, members: Iterable[int], province: str) -> Place:
        points = [(float(self._rows[n][5]), float(self._rows[n][6])) for n in members]
        lat = (min(p[0] for p in points) + max(p[0] for p in points)) / 2
        lon = (min(p[1] for p in points) + max(p[1] for p in points)) / 2
        radius = max(distance_between(lat, lon, *point) for point in points)
        inhabitants = sum(int(self._rows[n][7] or 0) for n in members)
        region = name if kind == REGION else ""
        return Place(name, province, region, lat, lon, inhabitants, kind, radius_km=radius)


def _as_row(row: list[str]) -> _Row:
    name, alternatives, municipality, province, region, lat, lon, inhabitants = row
    return name, alternatives, municipality, province, region, lat, lon, inhabitants


def _yaml_loader() -> type[yaml.SafeLoader]:
    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return loader
