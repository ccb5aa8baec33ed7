"""The catalogue in SQLite: built from the seed, read by the server.

Text is searched with FTS5 (trigrams, so that any part of a name is found), places with R*Tree. Names
and towns stand in tables of their own, because thousands of programmes share few of them: a search
finds the names and the towns first, and then reads only the programmes that have both.
"""

import gc
import json
import logging
import math
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.courses.model import (
    EQF,
    MODE_OF_STUDY,
    OFFERED,
    QUALIFICATION,
    ROUTE_MODE,
    identifier,
)
from bot.courses.seed import FOLDER, Seed, digest, read_seed
from bot.paths import CACHE
from bot.places import TOWN, Places, distance_between, normalise

log = logging.getLogger(__name__)

SCHEMA_VERSION = 4
KM_PER_DEGREE = 111.2
FIRST_TOWNS = 16
"""Towns read in the first step of a search by distance; each next step reads four times as many."""
SMALL_TOWN = 100
"""Programmes of a level up to which a town is read whole."""
TITLES_AT_ONCE = 100
ROWS_AT_ONCE = 25
KEPT_SEARCHES = 256
"""Pieces of names of which the names are remembered; the catalogue never changes while it is open."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL, lon REAL);
CREATE VIRTUAL TABLE town_area USING rtree(id, south, north, west, east);
CREATE TABLE title (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE title_text USING fts5(text, content='title', content_rowid='id',
    tokenize='trigram', detail='full');
CREATE TABLE organisation (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, code TEXT NOT NULL,
    name TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL, website TEXT NOT NULL,
    town INTEGER REFERENCES town);
CREATE TABLE organisation_town (organisation INTEGER NOT NULL, town INTEGER NOT NULL,
    PRIMARY KEY (organisation, town)) WITHOUT ROWID;
CREATE INDEX organisation_by_town ON organisation_town (town);
CREATE TABLE programme (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, code TEXT NOT NULL,
    kind TEXT NOT NULL, organisation INTEGER, title INTEGER NOT NULL, unit TEXT NOT NULL,
    name TEXT NOT NULL, names TEXT NOT NULL, level TEXT NOT NULL, eqf TEXT NOT NULL,
    mode TEXT, form TEXT NOT NULL, route TEXT NOT NULL, language TEXT NOT NULL, town INTEGER,
    place_of TEXT NOT NULL, study_load TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
    link TEXT NOT NULL, dossier TEXT NOT NULL, domain TEXT NOT NULL);
CREATE TABLE offering (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, programme INTEGER NOT NULL,
    code TEXT NOT NULL, start TEXT NOT NULL, enrol_from TEXT NOT NULL, enrol_until TEXT NOT NULL);
"""
_INDEXES = """
CREATE UNIQUE INDEX programme_by_uuid ON programme (uuid);
CREATE INDEX programme_by_place ON programme (town, eqf, title);
CREATE INDEX programme_by_title ON programme (title, eqf);
CREATE INDEX programme_by_level ON programme (eqf);
CREATE INDEX programme_by_organisation ON programme (organisation);
CREATE INDEX programme_by_code ON programme (code);
CREATE INDEX programme_by_unit ON programme (unit);
CREATE UNIQUE INDEX offering_by_uuid ON offering (uuid);
CREATE INDEX offering_by_programme ON offering (programme, start);
"""

Row = sqlite3.Row


@dataclass(frozen=True)
class Near:
    """A circle: degrees and km."""

    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True)
class ProgrammeFilter:
    """Which programmes are asked for; None or empty is no wish.

    text is a piece of a name; any_text are pieces of which one is enough. language is a two-letter
    code. kind is `OFFERED` or `QUALIFICATION`.
    """

    text: str | None = None
    any_text: tuple[str, ...] = ()
    eqf: str | None = None
    mode: str | None = None
    route: str | None = None
    language: str | None = None
    awarded: str | None = None
    code: str | None = None
    kind: str | None = None
    organisation: int | None = None
    near: Near | None = None

    def is_plain(self) -> bool:
        """Whether only a name, a level and a place are asked for (a qualification has no place)."""
        wishes = (self.mode, self.route, self.language, self.awarded, self.code, self.organisation)
        return self.eqf is not None and self.kind != QUALIFICATION and wishes == (None,) * 6


def build(seed: Seed, path: Path, *, places: Places) -> None:
    """Writes the catalogue of a seed to a new SQLite file; an existing one is replaced at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    temporary.unlink(missing_ok=True)
    connection = sqlite3.connect(temporary)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        with _no_collecting():
            _Builder(connection, places).fill(seed)
        connection.executescript(_INDEXES)
        connection.execute("ANALYZE")
        connection.commit()
    finally:
        connection.close()
    temporary.replace(path)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without Python's search for cycles, of which rows have none: it would read them all many times."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def open_seed(folder: Path = FOLDER, *, cache: Path | None = None) -> "Catalogue":
    """The catalogue of the seed in `folder`, built once for each state of the seed.

    A file that is corrupt is built anew. On a disk that is full or read-only the catalogue is built
    in the system's temporary folder, each time.
    """
    store = (cache or CACHE) / "courses"
    path = store / f"catalogue-{SCHEMA_VERSION}-{digest(folder)}.sqlite"
    if path.exists():
        try:
            return Catalogue(path)
        except (sqlite3.Error, TypeError) as error:
            log.error("%s is corrupt (%s) and is built anew", path.name, error)
    try:
        build(read_seed(folder), path, places=Places.load())
    except (sqlite3.OperationalError, OSError) as error:
        elsewhere = Path(tempfile.mkdtemp(prefix="vakroute-")) / path.name
        log.error("%s cannot be written (%s); it is built in %s", path, error, elsewhere.parent)
        build(read_seed(folder), elsewhere, places=Places.load())
        return Catalogue(elsewhere)
    for old in store.glob("catalogue-*.sqlite"):
        if old != path:
            old.unlink(missing_ok=True)
    return Catalogue(path)


class Catalogue:
    """Reads the catalogue. Rows are `sqlite3.Row`s of the tables above.

    A programme's row also has the columns `town_name`, `lat`, `lon` and `organisation_uuid`.
    """

    def __init__(self, path: Path) -> None:
        """Opens a catalogue.

        Raises:
            sqlite3.Error: the file is no catalogue.
        """
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA mmap_size=268435456")
        self._db.execute("PRAGMA cache_size=-20000")
        self._titles = lru_cache(maxsize=KEPT_SEARCHES)(self._find_titles)
        self._sizes = {
            (row[0], row[1]): row[2]
            for row in self._db.execute(
                "SELECT town, eqf, count(*) FROM programme GROUP BY town, eqf"
            )
        }
        self.provenance: dict[str, dict[str, Any]] = json.loads(
            self._db.execute("SELECT value FROM meta WHERE key = 'provenance'").fetchone()[0]
        )

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def programmes(self, wanted: ProgrammeFilter, *, skip: int = 0) -> Iterator[Row]:
        """The programmes that fit, nearest first when a place is given, after the first `skip`."""
        where, values = self._conditions(wanted)
        if wanted.near is None:
            query = f"{_PROGRAMME} WHERE {where} ORDER BY p.id LIMIT -1 OFFSET ?"
            yield from self._db.execute(query, [*values, skip])
            return
        towns = [town for town, _ in self.towns_near(wanted.near)]
        if wanted.is_plain():
            yield from self._in_towns(towns, wanted, skip)
            return
        step = FIRST_TOWNS
        while towns:
            chunk, towns = towns[:step], towns[step:]
            order = {town: number for number, town in enumerate(chunk)}
            marks = ",".join("?" * len(chunk))
            found = self._db.execute(
                f"{_PROGRAMME} WHERE p.town IN ({marks}) AND {where}", [*chunk, *values]
            ).fetchall()
            found.sort(key=lambda row: (order[row["town"]], row["id"]))
            yield from found[skip:]
            skip = max(0, skip - len(found))
            step *= 4

    def _in_towns(self, towns: Sequence[int], wanted: ProgrammeFilter, skip: int) -> Iterator[Row]:
        """The programmes of a level in towns, in their order, after the first `skip`.

        A small town is read whole and its names compared; in a large town each name is looked up.
        Either stops as soon as the caller has enough.
        """
        titles = self._wanted_titles(wanted)
        batch: list[int] = []
        for found in self._ids_in_towns(towns, str(wanted.eqf), titles):
            if skip >= len(found):
                skip -= len(found)
                continue
            batch.extend(found[skip:])
            skip = 0
            while batch:
                ids, batch = batch[:ROWS_AT_ONCE], batch[ROWS_AT_ONCE:]
                marks = ",".join("?" * len(ids))
                rows = self._db.execute(f"{_PROGRAMME} WHERE p.id IN ({marks})", ids).fetchall()
                order = {number: place for place, number in enumerate(ids)}
                yield from sorted(rows, key=lambda row: order[row["id"]])

    def _ids_in_towns(
        self, towns: Sequence[int], eqf: str, titles: frozenset[int] | None
    ) -> Iterator[list[int]]:
        small: list[int] = []
        for town in towns:
            size = self._sizes.get((town, eqf), 0)
            if size == 0:
                continue
            if titles is None or size <= SMALL_TOWN:
                small.append(town)
                if len(small) < FIRST_TOWNS:
                    continue
                yield from self._ids_in_small_towns(small, eqf, titles)
                small = []
            else:
                yield from self._ids_in_small_towns(small, eqf, titles)
                small = []
                yield from self._ids_in_large_town(town, eqf, sorted(titles))
        yield from self._ids_in_small_towns(small, eqf, titles)

    def _ids_in_small_towns(
        self, towns: Sequence[int], eqf: str, titles: frozenset[int] | None
    ) -> Iterator[list[int]]:
        if not towns:
            return
        marks = ",".join("?" * len(towns))
        found: dict[int, list[int]] = {town: [] for town in towns}
        query = f"SELECT town, title, id FROM programme WHERE town IN ({marks}) AND eqf = ?"
        for town, title, number in self._db.execute(query, [*towns, eqf]):
            if titles is None or title in titles:
                found[town].append(number)
        yield from found.values()

    def _ids_in_large_town(self, town: int, eqf: str, titles: Sequence[int]) -> Iterator[list[int]]:
        for start in range(0, len(titles), TITLES_AT_ONCE):
            some = titles[start : start + TITLES_AT_ONCE]
            marks = ",".join("?" * len(some))
            yield [
                row[0]
                for row in self._db.execute(
                    f"SELECT id FROM programme WHERE town = ? AND eqf = ? AND title IN ({marks})"
                    " ORDER BY title, id",
                    [town, eqf, *some],
                )
            ]

    def _wanted_titles(self, wanted: ProgrammeFilter) -> frozenset[int] | None:
        """The names that fit, or None when every name does."""
        titles: frozenset[int] | None = None
        for pieces in ((wanted.text,) if wanted.text else (), wanted.any_text):
            if pieces:
                some = self._titles(tuple(pieces))
                titles = some if titles is None else titles & some
        return titles

    def programme(self, uuid: str) -> Row | None:
        """One programme."""
        return self._one(f"{_PROGRAMME} WHERE p.uuid = ?", uuid)

    def programme_by_id(self, number: int) -> Row | None:
        """One programme, by its row number."""
        return self._one(f"{_PROGRAMME} WHERE p.id = ?", number)

    def offerings(
        self, *, programme: int | None = None, organisation: int | None = None
    ) -> Iterator[Row]:
        """The offerings of a programme or of all programmes of an organisation."""
        if programme is not None:
            query, value = "WHERE o.programme = ?", programme
        else:
            query, value = "WHERE p.organisation = ?", organisation or 0
        yield from self._db.execute(f"{_OFFERING} {query} ORDER BY o.id", [value])

    def offering(self, uuid: str) -> Row | None:
        """One offering, with the columns of its programme."""
        return self._one(f"{_OFFERING} WHERE o.uuid = ?", uuid)

    def organisations(
        self, *, text: str | None = None, code: str | None = None, near: Near | None = None
    ) -> list[Row]:
        """The schools that fit, nearest first when a place is given, else by name."""
        where = ["1"]
        values: list[str] = []
        if text:
            where.append("instr(lower(g.name), ?)")
            values.append(text.lower())
        if code is not None:
            where.append("g.code = ?")
            values.append(code)
        found = self._db.execute(
            f"{_ORGANISATION} WHERE {' AND '.join(where)} ORDER BY g.name, g.id", values
        ).fetchall()
        if near is None:
            return found
        distance = dict(self.towns_near(near))
        nearest: dict[int, float] = {}
        for row in self._db.execute("SELECT organisation, town FROM organisation_town"):
            if row["town"] in distance:
                best = nearest.get(row["organisation"])
                if best is None or distance[row["town"]] < best:
                    nearest[row["organisation"]] = distance[row["town"]]
        inside = [row for row in found if row["id"] in nearest]
        return sorted(inside, key=lambda row: (nearest[row["id"]], row["name"]))

    def organisation(self, uuid: str) -> Row | None:
        """One school."""
        return self._one(f"{_ORGANISATION} WHERE g.uuid = ?", uuid)

    def towns_of(self, organisation: int) -> list[Row]:
        """The towns where a school teaches, its main town first."""
        return self._db.execute(
            "SELECT t.*, t.id = g.town AS main FROM organisation_town ot"
            " JOIN town t ON t.id = ot.town JOIN organisation g ON g.id = ot.organisation"
            " WHERE ot.organisation = ? ORDER BY main DESC, t.name",
            [organisation],
        ).fetchall()

    def towns_near(self, near: Near) -> list[tuple[int, float]]:
        """The towns within a circle as (row number, km), nearest first."""
        d_lat = near.radius_km / KM_PER_DEGREE
        d_lon = d_lat / max(0.1, math.cos(math.radians(near.lat)))
        rows = self._db.execute(
            "SELECT t.id, t.lat, t.lon FROM town_area a JOIN town t ON t.id = a.id"
            " WHERE a.north >= ? AND a.south <= ? AND a.east >= ? AND a.west <= ?",
            [near.lat - d_lat, near.lat + d_lat, near.lon - d_lon, near.lon + d_lon],
        )
        distances = (
            (row["id"], distance_between(near.lat, near.lon, row["lat"], row["lon"]))
            for row in rows
        )
        return sorted(
            (pair for pair in distances if pair[1] <= near.radius_km), key=lambda pair: pair[1]
        )

    def counts(self) -> Mapping[str, int]:
        """How many rows there are of each kind."""
        return {
            table: self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("organisation", "programme", "offering", "town", "title")
        }

    def days(self) -> Mapping[str, date]:
        """The day of the facts in each part."""
        return {part: date.fromisoformat(told["state"]) for part, told in self.provenance.items()}

    def _one(self, query: str, value: Any) -> Row | None:
        row: Row | None = self._db.execute(query, [value]).fetchone()
        return row

    def _conditions(self, wanted: ProgrammeFilter) -> tuple[str, list[Any]]:
        where = ["1"]
        values: list[Any] = []
        # The unary + keeps SQLite from starting at the title when a town is given: a town has few
        # programmes, a piece of a name may have thousands.
        column = "+p.title" if wanted.near else "p.title"
        for pieces in ((wanted.text,) if wanted.text else (), wanted.any_text):
            if pieces:
                where.append(f"{column} IN (SELECT value FROM json_each(?))")
                values.append(json.dumps(sorted(self._titles(tuple(pieces)))))
        for name, value in (
            ("eqf", wanted.eqf),
            ("mode", wanted.mode),
            ("kind", wanted.kind),
            ("organisation", wanted.organisation),
        ):
            if value is not None:
                where.append(f"p.{name} = ?")
                values.append(value)
        for name, piece in (("route", wanted.route), ("language", wanted.language)):
            if piece is not None:
                where.append(f"instr('|' || p.{name} || '|', ?)")
                values.append(f"|{piece}|")
        if wanted.awarded is not None:
            levels = [level for level, awarded in _AWARDED_LEVELS if awarded == wanted.awarded]
            where.append(f"p.level IN ({','.join('?' * len(levels))})")
            values.extend(levels)
        if wanted.code is not None:
            where.append("(p.code = ? OR p.unit = ?)")
            values.extend([wanted.code, wanted.code])
        return " AND ".join(where), values

    def _find_titles(self, pieces: tuple[str, ...]) -> frozenset[int]:
        """The row numbers of the titles in which one of the pieces stands."""
        long = [piece for piece in pieces if len(piece) >= 3]
        short = [piece for piece in pieces if 0 < len(piece) < 3]
        found: set[int] = set()
        if long:
            match = " OR ".join('"' + piece.replace('"', '""') + '"' for piece in long)
            rows = self._db.execute(
                "SELECT rowid FROM title_text WHERE title_text MATCH ?", [match]
            )
            found.update(row[0] for row in rows)
        for piece in short:
            rows = self._db.execute(
                "SELECT id FROM title WHERE instr(lower(text), ?)", [piece.lower()]
            )
            found.update(row[0] for row in rows)
        return frozenset(found)


_PROGRAMME = (
    "SELECT p.*, t.name AS town_name, t.lat, t.lon, g.uuid AS organisation_uuid"
    " FROM programme p LEFT JOIN town t ON t.id = p.town"
    " LEFT JOIN organisation g ON g.id = p.organisation"
)
_OFFERING = (
    "SELECT p.*, t.name AS town_name, t.lat, t.lon, g.uuid AS organisation_uuid,"
    " p.uuid AS programme_uuid, o.uuid AS offering_uuid, o.code AS offering_code, o.start,"
    " o.enrol_from, o.enrol_until"
    " FROM offering o JOIN programme p ON p.id = o.programme LEFT JOIN town t ON t.id = p.town"
    " LEFT JOIN organisation g ON g.id = p.organisation"
)
_ORGANISATION = "SELECT g.* FROM organisation g"
_AWARDED_LEVELS = (
    ("entree", "vocational_diploma"),
    ("mbo2", "vocational_diploma"),
    ("mbo3", "vocational_diploma"),
    ("mbo4", "vocational_diploma"),
    ("ad", "associate_degree"),
    ("hbo", "bachelor"),
)


class _Builder:
    """Fills an empty catalogue."""

    def __init__(self, connection: sqlite3.Connection, places: Places) -> None:
        self._db = connection
        self._places = places
        self._towns: dict[str, int] = {}
        self._titles: dict[str, int] = {}
        self._town_rows: list[tuple[Any, ...]] = []
        self._area_rows: list[tuple[Any, ...]] = []

    def fill(self, seed: Seed) -> None:
        organisations = {o.code: number for number, o in enumerate(seed.organisations, start=1)}
        programmes: list[tuple[Any, ...]] = []
        offerings: list[tuple[Any, ...]] = []
        cohorts: dict[str, list[Any]] = {}
        for cohort in seed.cohorts:
            cohorts.setdefault(cohort.programme, []).append(cohort)
        for q in seed.qualifications:
            programmes.append(
                (
                    len(programmes) + 1,
                    identifier("qualification", q.crebo),
                    q.crebo,
                    QUALIFICATION,
                    None,
                    self._title(q.name, q.dossier),
                    q.crebo,
                    q.name,
                    "",
                    q.level,
                    EQF[q.level],
                    None,
                    "",
                    q.routes,
                    "nl",
                    None,
                    "",
                    "",
                    q.valid_from,
                    "",
                    "",
                    q.dossier,
                    q.domain,
                )
            )
        for p in seed.programmes:
            number = len(programmes) + 1
            mode = MODE_OF_STUDY.get(p.form) or ROUTE_MODE.get(p.route)
            programmes.append(
                (
                    number,
                    identifier("programme", p.code),
                    p.code,
                    OFFERED,
                    organisations.get(p.organisation),
                    self._title(p.name, *p.names.split("|")),
                    p.unit,
                    p.name,
                    p.names,
                    p.level,
                    EQF[p.level],
                    mode,
                    p.form,
                    p.route,
                    p.language,
                    self._town(p.town),
                    p.place_of,
                    p.study_load,
                    p.first,
                    p.last,
                    p.link,
                    "",
                    "",
                )
            )
            for cohort in cohorts.get(p.code) or [None]:
                code = cohort.code if cohort else p.code
                offerings.append(
                    (
                        len(offerings) + 1,
                        identifier("offering", f"{p.code}:{code}"),
                        number,
                        code,
                        cohort.start if cohort else "",
                        cohort.enrol_from if cohort else "",
                        cohort.enrol_until if cohort else "",
                    )
                )
        self._insert("programme", programmes)
        self._insert("offering", offerings)
        self._fill_organisations(seed, organisations)
        self._insert("title", [(number, text) for text, number in self._titles.items()])
        self._db.execute("INSERT INTO title_text (title_text) VALUES ('rebuild')")
        self._insert("town", self._town_rows)
        self._insert("town_area", self._area_rows)
        provenance = {part: vars(value) for part, value in seed.provenance.items()}
        self._insert("meta", [("provenance", json.dumps(provenance, ensure_ascii=False))])

    def _fill_organisations(self, seed: Seed, numbers: Mapping[str, int]) -> None:
        rows: list[tuple[Any, ...]] = []
        towns: list[tuple[int, int | None]] = []
        for o in seed.organisations:
            own = [self._town(name) for name in o.towns.split("|") if name]
            rows.append(
                (
                    numbers[o.code],
                    identifier("organisation", o.code),
                    o.code,
                    o.name,
                    o.kind,
                    o.detail,
                    o.website,
                    own[0] if own else None,
                )
            )
            towns.extend({(numbers[o.code], town) for town in own})
        self._insert("organisation", rows)
        self._insert("organisation_town", towns)

    def _insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            marks = ",".join("?" * len(rows[0]))
            self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def _title(self, *names: str) -> int:
        text = " | ".join(name for name in names if name)
        return self._titles.setdefault(text, len(self._titles) + 1)

    def _town(self, name: str) -> int | None:
        if not name:
            return None
        key = normalise(name)
        if key not in self._towns:
            number = len(self._towns) + 1
            self._towns[key] = number
            found = [place for place in self._places.find(name) if place.kind == TOWN]
            place = found[0] if found else None
            lat, lon = (place.lat, place.lon) if place else (None, None)
            self._town_rows.append((number, place.name if place else name, lat, lon))
            if place:
                self._area_rows.append((number, lat, lat, lon, lon))
        return self._towns[key]
