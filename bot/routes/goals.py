"""Where somebody wants to go: an occupation or course, a level, a sector, or work soon."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from pathlib import Path

from bot.routes.network import FILE, Network, network
from bot.yaml_files import ContentError, read_mappings

MBO_SOURCE = "sbb_crebolijst_2022"
HIGHER_SOURCE = "duo_ho_opleidingsoverzicht"
WORK = "werk"
WORK_STATIONS = ("mbo2", "mbo3", "mbo4")
WORK_NOTE = (
    "Met bbl werk je vanaf de eerste dag. Ben je jonger dan 18 zonder startkwalificatie (havo, vwo of "
    "mbo niveau 2), dan moet je een opleiding of leerbaan blijven volgen."
)
SECTOR_STATIONS = ("mbo2", "mbo3", "mbo4")

_REGISTERS = {
    **dict.fromkeys(("entree", "mbo2", "mbo3", "mbo4", "specialist"), MBO_SOURCE),
    **dict.fromkeys(("veva2", "veva3"), MBO_SOURCE),
    **dict.fromkeys(("ad", "hbo", "hbov", "pabo", "leraar", "wo"), HIGHER_SOURCE),
}


class GoalKind(str, Enum):
    """What sort of goal it is."""

    OCCUPATION = "occupation"
    LEVEL = "level"
    SECTOR = "sector"
    WORK = "work"


@dataclass(frozen=True)
class Goal:
    """A goal: the stations that reach it and what one learns there; no stations: way unknown."""

    kind: GoalKind
    name: str
    stations: tuple[str, ...]
    programmes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def sources(self, station: str) -> tuple[str, ...]:
        """Which register names the programme at a station."""
        named = station in self.programmes and station in _REGISTERS
        return (_REGISTERS[station],) if named else ()

    def at_level(self, station: str) -> "Goal":
        """The same goal, reached at one station only."""
        kept = {at: name for at, name in self.programmes.items() if at == station}
        return Goal(self.kind, self.name, (station,), kept, self.note)


class Goals:
    """The goals that we know."""

    def __init__(
        self, occupations: Mapping[str, Goal], sectors: Mapping[str, str], steps: Network
    ) -> None:
        """Keeps the goals; `sectors` tells how a user reads each."""
        self._occupations = dict(occupations)
        self._sectors = dict(sectors)
        self._network = steps

    @classmethod
    def load(cls, steps: Network, path: Path = FILE) -> "Goals":
        """Reads the occupations beside the steps.

        Raises:
            ContentError: an occupation names a station that is not there, or nothing at all.
        """
        content = read_mappings(path, path.with_suffix(".d"))
        occupations = {
            name: _occupation(name, item, steps) for name, item in content["goals"].items()
        }
        sectors = {name: item["label"] for name, item in content["choice"]["sectors"].items()}
        return cls(occupations, sectors, steps)

    def occupations(self) -> list[str]:
        """The names of all occupations and courses."""
        return list(self._occupations)

    def occupation(self, name: str) -> Goal | None:
        """The goal of an occupation or course, or None when we do not know it."""
        return self._occupations.get(name.strip().lower())

    def level(self, station: str) -> Goal | None:
        """A diploma as a goal, or None when there is no such station to reach."""
        reached = {"mbo": ("mbo2", "mbo3", "mbo4"), "mbo4": ("mbo4", "specialist")}
        stations = reached.get(station, (station,))
        known = self._network.stations
        if not all(at in known and self._network.graph.in_degree(at) for at in stations):
            return None
        name = "mbo" if station == "mbo" else known[station].name
        return Goal(GoalKind.LEVEL, name, stations)

    def sector(self, name: str) -> Goal | None:
        """Any mbo diploma in a sector as a goal, or None when there is no such sector."""
        return Goal(GoalKind.SECTOR, name, SECTOR_STATIONS) if name in self._sectors else None

    def sector_label(self, name: str) -> str:
        """A sector as a user reads it."""
        return self._sectors[name]

    def work(self) -> Goal:
        """A diploma to start working with, as soon as possible."""
        return Goal(GoalKind.WORK, WORK, WORK_STATIONS, note=WORK_NOTE)


@lru_cache(maxsize=1)
def goals() -> Goals:
    """The project's own goals, read once."""
    return Goals.load(network())


def _occupation(name: str, item: Mapping[str, str], steps: Network) -> Goal:
    programmes = {at: text for at, text in item.items() if at != "note"}
    unknown = [at for at in programmes if at not in steps.stations]
    if unknown or not item:
        raise ContentError(f"goal {name}: {', '.join(unknown) or 'no station and no note'}")
    return Goal(GoalKind.OCCUPATION, name, tuple(programmes), programmes, str(item.get("note", "")))
