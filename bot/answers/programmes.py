"""What the programme of a named occupation is called, at which levels it is taught and how long that takes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot.answers.book import AnswerBook, Message
from bot.answers.wages import Entities
from bot.paths import DATA
from bot.yaml_files import read_mappings

CONTENT, DURATION = "opleiding_info", "opleiding_info.duur_niveau"
PROGRAMMES = frozenset({CONTENT, DURATION})
SUBJECT = "subject"
_NAMING = ("occupation", "course")

_DURATIONS = {
    "entree": "{duur_niveau_1}",
    "mbo2": "{duur_niveau_2}",
    "mbo3": "{duur_niveau_3}",
    "mbo4": "{duur_niveau_4}",
    "ad": "{ad_duur} jaar",
    **dict.fromkeys(("hbo", "hbov", "pabo", "leraar"), "{hbo_bachelor_duur} jaar"),
}
"""By station; of the others we have no duration that holds for every programme."""

_VOCATIONAL = frozenset({"entree", "mbo2", "mbo3", "mbo4", "specialist", "veva2", "veva3"})
_VOCATIONAL_REGISTER, _HIGHER_REGISTER = "sbb_crebolijst_2022", "duo_ho_opleidingsoverzicht"
_REGISTERS = (_VOCATIONAL_REGISTER, _HIGHER_REGISTER)
_NO_PROGRAMME = frozenset({"note", "politie"})
"""Keys of a goal that name no programme of a register."""


@dataclass(frozen=True)
class Taught:
    """An occupation or course with its programmes, by station of the education system, and what else holds."""

    name: str
    programmes: Mapping[str, str]
    note: str = ""

    @property
    def is_vocational(self) -> bool:
        """Whether one of the programmes is of the mbo."""
        return not _VOCATIONAL.isdisjoint(self.programmes)

    @property
    def is_higher(self) -> bool:
        """Whether one of them is an Ad, of the hbo or of a university."""
        return not _VOCATIONAL.issuperset(self.programmes)

    @property
    def registers(self) -> tuple[str, ...]:
        """The sources of the programmes' names."""
        vocational = (_VOCATIONAL_REGISTER,) if self.is_vocational else ()
        return (*vocational, _HIGHER_REGISTER) if self.is_higher else vocational

    @property
    def sites(self) -> str:
        """Where one reads on."""
        named = ["KiesMBO"] if self.is_vocational else []
        return " en ".join([*named, "Studiekeuze123"] if self.is_higher else named)


@dataclass(frozen=True)
class Programmes:
    """Every occupation and course that has a programme, and how a user reads a station."""

    taught: Mapping[str, Taught]
    station_names: Mapping[str, str]

    @classmethod
    def load(cls) -> "Programmes":
        """Read the goals of data/routes.d and the stations of data/routes.yml."""
        content = read_mappings(DATA / "routes.yml", DATA / "routes.d")
        taught = {
            name: Taught(
                name,
                {at: text for at, text in goal.items() if at not in _NO_PROGRAMME},
                str(goal.get("note", "")),
            )
            for name, goal in content["goals"].items()
        }
        return cls(
            {name: each for name, each in taught.items() if each.programmes},
            {at: str(station["name"]) for at, station in content["stations"].items()},
        )

    def lines(self, taught: Taught, *, lasting: bool) -> list[str]:
        """One line for each programme, with how long its level usually takes where that is asked."""
        return [
            f"- {self.station_names[at]}: {title}{_lasting(at) if lasting else ''}"
            for at, title in taught.programmes.items()
        ]


@lru_cache(maxsize=1)
def programmes() -> Programmes:
    """The project's own, read once."""
    return Programmes.load()


def programme_answer(book: AnswerBook, intent: str, entities: Entities) -> Message | None:
    """What is asked about the programme of one occupation; None where no single one is named that we know.

    Args:
        intent: one of `PROGRAMMES`.
        entities: what was found in the message.
    """
    answer, named = book.answer(intent), _named(entities)
    taught = programmes().taught.get(named.pop()) if len(named) == 1 else None
    if answer is None or taught is None:
        return None
    lines = _content(taught) if intent == CONTENT else _duration(taught)
    general = [source for source in answer.sources if source not in _REGISTERS]
    cited = dict.fromkeys((*general, *taught.registers))
    return book.said(replace(answer, sources=tuple(cited)), "\n".join(filter(None, lines)))


def _named(entities: Entities) -> set[str]:
    """The occupations and courses of a message; `subject` tells the usual name of one that is called otherwise."""
    by_place: dict[Any, str] = {}
    for entity in sorted(entities, key=lambda entity: entity["entity"] == SUBJECT):
        if entity["entity"] in (*_NAMING, SUBJECT):
            by_place[entity.get("start")] = str(entity["value"])
    return set(by_place.values())


def _content(taught: Taught) -> list[str]:
    return [
        f"Wat je precies leert in de opleiding voor {taught.name}, heb ik niet: dat staat op {taught.sites} en bij de school. "
        "Zo heet de opleiding, of een die erop lijkt:",
        *programmes().lines(taught, lasting=False),
        taught.note,
        "In elke mbo-opleiding zitten vaklessen, Nederlands, rekenen en burgerschap, keuzedelen en praktijk: "
        "een stage (bol) of een leerbaan (bbl)."
        if taught.is_vocational
        else "Vraag op een open dag wat je er leert en hoeveel theorie het is.",
    ]


def _duration(taught: Taught) -> list[str]:
    return [
        f"Opleidingen voor {taught.name}, of die erop lijken:",
        *programmes().lines(taught, lasting=True),
        taught.note,
        "De duur is wat gewoon is op dat niveau. Met ervaring of een eerder diploma kan het soms korter: "
        "vraag de school."
        if any(map(_lasting, taught.programmes))
        else "Hoe lang het duurt, heb ik niet: vraag de school.",
        f"Welke school het geeft, staat op {taught.sites}.",
    ]


def _lasting(station: str) -> str:
    lasting = _DURATIONS.get(station)
    return f" ({lasting})" if lasting else ""
