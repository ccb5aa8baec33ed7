"""What the programme of a named occupation is called, at which levels it is taught and how long that takes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answers.book import AnswerBook, Message
from bot.answers.wages import Entities
from bot.paths import DATA
from bot.yaml_files import read_mappings

CONTENT, DURATION = "opleiding_info", "opleiding_info.duur_niveau"
PROGRAMMES = frozenset({CONTENT, DURATION})

_DURATIONS = {
    "entree": "{duur_niveau_1}",
    "mbo2": "{duur_niveau_2}",
    "mbo3": "{duur_niveau_3}",
    "mbo4": "{duur_niveau_4}",
    "ad": "{ad_duur} jaar",
}
"""By station; of the others we have no duration that holds for every programme."""

_VOCATIONAL = frozenset({"entree", "mbo2", "mbo3", "mbo4", "specialist", "veva2", "veva3"})
_REGISTERS = {True: "sbb_crebolijst_2022", False: "duo_ho_opleidingsoverzicht"}
"""Where the names of vocational programmes are from, and those of the others."""

_POLICE = "politie"
_NOTE = "note"


@dataclass(frozen=True)
class Programmes:
    """The programmes of each occupation or course, by station of the education system, and their names."""

    of_occupation: Mapping[str, Mapping[str, str]]
    station_names: Mapping[str, str]

    @classmethod
    def load(cls) -> "Programmes":
        """Read the goals of data/routes.d beside the stations of data/routes.yml."""
        content = read_mappings(DATA / "routes.yml", DATA / "routes.d")
        return cls(
            {
                name: {at: text for at, text in goal.items() if at not in (_NOTE, _POLICE)}
                for name, goal in content["goals"].items()
            },
            {at: str(station["name"]) for at, station in content["stations"].items()},
        )


@lru_cache(maxsize=1)
def programmes() -> Programmes:
    """The project's own, read once."""
    return Programmes.load()


def programme_answer(book: AnswerBook, intent: str, entities: Entities) -> Message | None:
    """What is asked about the programme of one occupation; None where no single one is named that we know.

    Args:
        intent: one of `PROGRAMMES`.
        entities: what was found in the message; a `subject` is an occupation or course by its own name.
    """
    named = {str(entity["value"]) for entity in entities if entity["entity"] == "subject"}
    answer = book.answer(intent)
    if answer is None or len(named) != 1:
        return None
    (name,) = named
    taught = programmes().of_occupation.get(name, {})
    if not taught:
        return None
    kinds = {at in _VOCATIONAL for at in taught}
    cited = dict.fromkeys((*answer.sources, *(_REGISTERS[kind] for kind in kinds)))
    text = (_content if intent == CONTENT else _duration)(name, taught, kinds)
    return book.said(replace(answer, sources=tuple(cited)), text)


def _content(name: str, taught: Mapping[str, str], kinds: set[bool]) -> str:
    lines = [f"- {programmes().station_names[at]}: {title}" for at, title in taught.items()]
    return "\n".join(
        [
            f"Wat je precies leert bij {name}, heb ik niet: dat staat op {_where(kinds)} en bij de school. Zo "
            "heet de opleiding, of een die erop lijkt:",
            *lines,
            "In elke mbo-opleiding zitten vaklessen, Nederlands, rekenen en burgerschap, keuzedelen en "
            "praktijk: een stage (bol) of een leerbaan (bbl)."
            if True in kinds
            else "Vraag op een open dag wat je er leert en hoeveel theorie het is.",
        ]
    )


def _duration(name: str, taught: Mapping[str, str], kinds: set[bool]) -> str:
    lines = [
        f"- {programmes().station_names[at]}: {title}{_lasting(at)}" for at, title in taught.items()
    ]
    return "\n".join(
        [
            f"{name[:1].upper()}{name[1:]} leer je bijvoorbeeld zo:",
            *lines,
            "De duur is wat gewoon is op dat niveau. Met ervaring of een eerder diploma kan het soms korter: "
            "vraag de school."
            if any(map(_lasting, taught))
            else "Hoe lang dat duurt, hangt af van je diploma: vraag de school.",
            f"Welke school het geeft, staat op {_where(kinds)}.",
        ]
    )


def _lasting(station: str) -> str:
    lasting = _DURATIONS.get(station)
    return f" ({lasting})" if lasting else ""


def _where(kinds: set[bool]) -> str:
    names = [
        name for kind, name in ((True, "KiesMBO"), (False, "Studiekeuze123 (hbo)")) if kind in kinds
    ]
    return " en ".join(names)
