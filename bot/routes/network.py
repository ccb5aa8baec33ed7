"""The education system as stations and steps, read from data/routes.yml."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

import networkx

from bot.paths import DATA
from bot.yaml_files import ContentError, read_mappings

FILE = DATA / "routes.yml"
SOURCES = DATA / "sources.yml"
CERTAINTIES = ("A", "B", "C")
LONGEST_SHORT_NAME = 18


class Kind(str, Enum):
    """What sort of place a station is."""

    SCHOOL = "vo"
    START = "start"
    MBO = "mbo"
    HIGHER = "ho"
    WORK = "work"


@dataclass(frozen=True)
class Source:
    """Who says it: name, address and date (ISO 8601, or "onbekend")."""

    name: str
    url: str
    date: str

    def shown(self) -> dict[str, str]:
        """The source in the shape of the website channel's contract."""
        return {"name": self.name, "url": self.url, "date": self.date}


@dataclass(frozen=True)
class Way:
    """A way of doing a step, such as bol or bbl; `earns` when it comes with a job."""

    id: str
    name: str
    text: str
    earns: bool
    sources: tuple[str, ...]
    min_age: int = 0


@dataclass(frozen=True)
class Arrangement:
    """Something that must be arranged in time."""

    what: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Station:
    """Somewhere one can be.

    age is the usual age there, used only to leave out steps that are years away; level counts from
    0 (no diploma) to 6 (bachelor); final: it is a goal in itself and no step to something else.
    """

    id: str
    name: str
    short: str
    kind: Kind
    age: int
    level: int
    final: bool = False


@dataclass(frozen=True)
class Step:
    """From one station to the diploma of the next, by a rule; years are (at least, at most)."""

    origin: str
    target: str
    years: tuple[float, float]
    ways: tuple[str, ...]
    rule: str
    needs: tuple[str, ...]
    arrange: tuple[str, ...]
    sources: tuple[str, ...]
    certainty: str
    status: str
    min_age: int = 0
    ask: bool = False
    differ: str = ""


@dataclass(frozen=True)
class Failing:
    """What is left for who fails, and who says so."""

    text: str
    sources: tuple[str, ...]


class Network:
    """All stations and steps, with a graph of which leads where."""

    def __init__(
        self,
        *,
        stations: Mapping[str, Station],
        steps: Sequence[Step],
        ways: Mapping[str, Way],
        arrangements: Mapping[str, Arrangement],
        failing: Mapping[str, Failing],
        sources: Mapping[str, Source],
        checked: str,
    ) -> None:
        """Indexes the steps; `checked` is the day (ISO 8601) on which they were checked."""
        self.stations = dict(stations)
        self.steps = tuple(steps)
        self.ways = dict(ways)
        self.arrangements = dict(arrangements)
        self.failing = dict(failing)
        self.sources = dict(sources)
        self.checked = checked
        self.graph = networkx.DiGraph()
        self.graph.add_nodes_from(stations)
        self._between: dict[tuple[str, str], tuple[Step, ...]] = {}
        for step in steps:
            pair = (step.origin, step.target)
            self._between[pair] = (*self._between.get(pair, ()), step)
            self.graph.add_edge(*pair)

    @classmethod
    def load(cls, path: Path = FILE, sources: Path = SOURCES) -> "Network":
        """Reads the steps and the extra files beside them.

        Raises:
            ContentError: something is missing, misspelt, or has a source nobody knows.
        """
        content = read_mappings(path, path.with_suffix(".d"))
        known = {
            name: Source(str(item["name"]), str(item["url"]), str(item["date"]))
            for name, item in read_mappings(sources, sources.with_suffix(".d")).items()
        }
        try:
            network = cls(
                stations={name: _station(name, at) for name, at in content["stations"].items()},
                steps=[step for item in content["steps"] for step in _steps(item)],
                ways={name: _way(name, item) for name, item in content["ways"].items()},
                arrangements={
                    name: Arrangement(item["what"], tuple(item["sources"]))
                    for name, item in content["arrangements"].items()
                },
                failing={
                    station: Failing(item["text"], tuple(item["sources"]))
                    for item in content["failing"]
                    for station in item["at"]
                },
                sources=known,
                checked=str(content["checked"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ContentError(f"{path.name}: missing or malformed ({error!r})") from error
        problems = list(network.problems())
        if problems:
            raise ContentError(f"{path.name}: {'; '.join(problems)}")
        return network

    def between(self, origin: str, target: str) -> tuple[Step, ...]:
        """The steps from one station to another."""
        return self._between.get((origin, target), ())

    def cited(self, names: Iterable[str]) -> list[Source]:
        """The sources of these ids, each once, in the order given."""
        return [self.sources[name] for name in dict.fromkeys(names)]

    def problems(self) -> Iterable[str]:
        """What an editor must mend."""
        for station in self.stations.values():
            if len(station.short) > LONGEST_SHORT_NAME:
                yield f"{station.id}: short name longer than {LONGEST_SHORT_NAME} characters"
            if station.id not in self.failing:
                yield f"{station.id}: nothing said about failing"
        for step in self.steps:
            yield from self._step_problems(step)
        groups: list[Iterable[Step | Way | Arrangement | Failing]] = [
            self.steps, self.ways.values(), self.arrangements.values(), self.failing.values(),
        ]  # fmt: skip
        for name in {name for group in groups for item in group for name in item.sources}:
            if name not in self.sources:
                yield f"unknown source {name!r}"

    def _step_problems(self, step: Step) -> Iterable[str]:
        where = f"{step.origin} -> {step.target}"
        named: list[tuple[Iterable[str], Mapping[str, object]]] = [
            ((step.origin, step.target), self.stations),
            (step.ways, self.ways),
            (step.arrange, self.arrangements),
        ]
        for names, group in named:
            for name in names:
                if name not in group:
                    yield f"{where}: {name!r} is not defined"
        if not step.sources or not step.ways:
            yield f"{where}: no source or no way"
        if step.certainty not in CERTAINTIES:
            yield f"{where}: certainty {step.certainty!r} may not be said"
        if not 0 <= step.years[0] <= step.years[1]:
            yield f"{where}: years {step.years}"


@lru_cache(maxsize=1)
def network() -> Network:
    """The project's own network, read once."""
    return Network.load()


def _station(name: str, item: Mapping[str, Any]) -> Station:
    return Station(
        name,
        item["name"],
        item["short"],
        Kind(item["kind"]),
        int(item["age"]),
        int(item["level"]),
        bool(item.get("final", False)),
    )


def _way(name: str, item: Mapping[str, Any]) -> Way:
    return Way(
        name,
        item["name"],
        item["text"],
        bool(item["earns"]),
        tuple(item["sources"]),
        int(item.get("min_age", 0)),
    )


def _steps(item: Mapping[str, Any]) -> Iterable[Step]:
    least, most = item["years"]
    for origin in item["from"]:
        yield Step(
            origin=origin,
            target=item["to"],
            years=(float(least), float(most)),
            ways=tuple(item["ways"]),
            rule=item["rule"],
            needs=tuple(item["needs"]),
            arrange=tuple(item.get("arrange", ())),
            sources=tuple(item["sources"]),
            certainty=item["certainty"],
            status=item["status"],
            min_age=int(item.get("min_age", 0)),
            ask=bool(item.get("ask", False)),
            differ=item.get("differ", ""),
        )
