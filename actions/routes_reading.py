"""What somebody wants of a route, gathered over several messages and kept in the slot `route_plan`."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from bot.routes.goals import Goal, Goals
from bot.routes.network import Kind, Network
from bot.routes.page import WISHES
from bot.routes.planner import Wish

SLOT = "route_plan"
FAILING = "zakken"
"""The value of a button that asks what happens when one fails."""

UNCLEAR = ("vmbo", "mbo")
"""Levels that are more than one station, so that we must ask which."""

OLDEST = 99

_VIA = {
    Wish.MBO: re.compile(r"\b(?:via|over|door) (?:het |een )?mbo\b"),
    Wish.HAVO: re.compile(
        r"\b(?:via|met|eerst) (?:de |een )?havo(?:diploma)?\b(?! (?:naar|diploma))|\bhavo (?:er ?tussen|tussendoor)"
    ),
}
_WISHES = {
    Wish.FAST: re.compile(
        r"\b(sneller|snelst\w*|korter|kortst\w*|zo (?:snel|kort) mogelijk|versneld)\b"
    ),
    Wish.WORK: re.compile(
        r"\b(zonder school|werkend leren|werken en leren|naast mijn werk|naast m'?n werk|leerbaan|"
        r"meteen (?:geld )?verdienen)\b"
    ),
    Wish.PRACTICE: re.compile(
        r"\b(in de praktijk|weinig theorie|geen theorie|praktisch blijven)\b"
    ),
}
_WORK_GOAL = re.compile(r"\b(?:aan het werk|gaan werken|snel werken|snel (?:een )?baan)\b")
_UNIVERSITY = re.compile(r"\b(?:universiteit|universitair\w*|wo-bachelor)\b")
_CLASS = re.compile(
    r"\b(?:(?P<before>[1-6])e?\s?(?:klas\s)?(?P<one>havo|vwo)|(?P<two>havo|vwo)\s?(?:klas\s)?(?P<after>[1-6]))\b"
)
_DIPLOMA = re.compile(
    r"diploma|geslaagd|gehaald|afgerond|\b(?:heb|heeft|hebt) (?:alleen )?(?:havo|vwo)\b|\b(?:na|met) (?:de |mijn |een )?(?:havo|vwo)\b"
)
_UNFINISHED = re.compile(
    r"niet (?:afgemaakt|gehaald|afgerond)|zonder (?:\w+)?diploma|geen (?:\w+)?diploma|gestopt|gezakt"
)
_WITHOUT = re.compile(
    r"\b(?:zonder|geen) (?:enig |enkel )?(?:diploma\w*|papieren|opleiding|vooropleiding)\b|\bniks afgemaakt\b"
)
_WORKING = re.compile(
    r"\b(?:werk al|ja(?:ar|ren) (?:werk)?ervaring|werkervaring|omscholen|zij-?instrom\w+)\b"
)
_ABROAD = re.compile(
    r"\b(?:buitenland\w*|statushouder|vluchteling|gevlucht|uit (?:syrië|oekraïne|polen|turkije|eritrea))\b"
)
_ISK = re.compile(r"\b(?:isk|schakelklas)\b")
_FAILS = re.compile(r"\b(?:zak|zakt|zakken|gezakt|niet slaag|niet haal|niet red|blijf zitten)\b")
_CHILD = re.compile(
    r"\b(?:mijn|mn|m'n|onze|ons) (?:\w+ )?(?:zoon|dochter|kind|jongen|meisje|kleinzoon|kleindochter|pleegkind)"
)
_PUPIL = re.compile(r"\b(?:leerling|leerlinge|leerlingen)\b")
_SCHOOL_CLASSES = {"havo": ("havo3", "havo4"), "vwo": ("vwo4", "vwo4")}


class Who(str, Enum):
    """About whom somebody asks."""

    SELF = "je"
    CHILD = "je kind"
    PUPIL = "je leerling"


@dataclass(frozen=True)
class RouteRequest:
    """From where, to what, and how.

    start is a station or one of `UNCLEAR`; goal is an occupation, station, sector or "werk", of the kind
    goal_kind; "" is not said. assumed tells that the class was not said.
    """

    start: str = ""
    goal_kind: str = ""
    goal: str = ""
    level: str = ""
    wishes: frozenset[Wish] = frozenset()
    age: int | None = None
    who: Who = Who.SELF
    assumed: bool = False
    fails: bool = False

    @classmethod
    def from_slot(cls, value: Any) -> "RouteRequest":
        """The request in a slot, which anyone can fill: what is not as it should be is left out."""
        if not isinstance(value, Mapping):
            return cls()
        wishes = value.get("wishes")
        age = value.get("age")
        who = value.get("who")
        return cls(
            start=_text(value.get("start")),
            goal_kind=_text(value.get("goal_kind")),
            goal=_text(value.get("goal")),
            level=_text(value.get("level")),
            wishes=frozenset(
                WISHES[name]
                for name in (wishes if isinstance(wishes, list) else [])
                if isinstance(name, str) and name in WISHES
            ),
            age=age if isinstance(age, int) and 0 < age <= OLDEST else None,
            who=Who(who) if who in [one.value for one in Who] else Who.SELF,
            assumed=value.get("assumed") is True,
        )

    def to_slot(self) -> dict[str, Any]:
        """The request as a slot holds it."""
        kept = {
            "start": self.start,
            "goal_kind": self.goal_kind,
            "goal": self.goal,
            "level": self.level,
            "wishes": [name for name, wish in WISHES.items() if wish in self.wishes],
            "age": self.age,
            "who": self.who.value,
            "assumed": self.assumed,
        }
        return {name: value for name, value in kept.items() if value}

    def with_message(
        self, entities: Sequence[Mapping[str, Any]], text: str, known: Network, goals: Goals
    ) -> "RouteRequest":
        """This request with what a new message says; a new goal comes with new wishes."""
        said = "" if text.startswith("/") else text.lower()
        values = values_of(entities)
        wishes = _wishes(values, said)
        goal = _goal(entities, values, said, goals)
        new = self if not goal else replace(self, wishes=frozenset(), level="")
        if "bol" in values.get("route", ()):
            new = replace(new, wishes=new.wishes - {Wish.WORK})
        start, assumed = _start(entities, values, said, known, goals, via=wishes)
        if start and self.start and not goal and not self.goal and _is_higher(start, known):
            goal, start = {"goal_kind": "level", "goal": start}, ""
        ages = [int(age) for age in values.get("age", ()) if age.isdigit()]
        return replace(
            new,
            **goal,
            wishes=new.wishes | wishes,
            start=start or self.start,
            assumed=assumed if start else self.assumed,
            age=ages[0] if ages and 0 < ages[0] <= OLDEST else self.age,
            who=_who(said) or self.who,
            fails=FAILING in values.get("choice", ()) or bool(_FAILS.search(said)),
        )

    def as_goal(self, goals: Goals) -> Goal | None:
        """The goal of this request, or None when it was not said or we do not know it."""
        found = {
            "occupation": goals.occupation,
            "level": goals.level,
            "sector": goals.sector,
            "work": lambda _: goals.work(),
        }
        reading = found.get(self.goal_kind)
        goal = reading(self.goal) if reading else None
        if goal and self.level in goal.stations:
            return goal.at_level(self.level)
        return goal


def _text(value: Any) -> str:
    return value[:80] if isinstance(value, str) else ""


def entities_of(message: Any) -> list[Mapping[str, Any]]:
    """The entities of a tracker's latest message, which anyone can make up."""
    entities = message.get("entities") if isinstance(message, Mapping) else None
    return [one for one in entities if isinstance(one, dict)] if isinstance(entities, list) else []


def values_of(entities: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The values of entities by name."""
    values: dict[str, list[str]] = {}
    for entity in entities:
        value = entity.get("value")
        if isinstance(value, (str, int)) and str(value).strip():
            name = str(entity.get("entity", ""))
            values.setdefault(name, []).append(str(value).strip()[:80])
    return values


def _wishes(values: Mapping[str, Collection[str]], said: str) -> frozenset[Wish]:
    chosen = {WISHES[name] for name in values.get("choice", ()) if name in WISHES}
    if "bbl" in values.get("route", ()):
        chosen.add(Wish.WORK)
    found = {wish for wish, words in (_WISHES | _VIA).items() if words.search(said)}
    return frozenset(chosen | found)


def _goal(
    entities: Sequence[Mapping[str, Any]],
    values: Mapping[str, Sequence[str]],
    said: str,
    goals: Goals,
) -> dict[str, str]:
    """The goal that a message names, as fields of a request; empty when it names none."""
    targets = values.get("target_level", ())
    named = _wanted_occupation(entities, values, said)
    if values.get("subject") and goals.occupation(named) is None:
        named = values["subject"][-1]
    if named:
        return {"goal_kind": "occupation", "goal": named, "level": targets[0] if targets else ""}
    if targets:
        return {"goal_kind": "level", "goal": targets[-1]}
    if _UNIVERSITY.search(said):
        return {"goal_kind": "level", "goal": "wo"}
    if _WORK_GOAL.search(said) or "werk" in values.get("choice", ()):
        return {"goal_kind": "work", "goal": "werk"}
    sectors = [name for name in values.get("sector", ()) if goals.sector(name)]
    return {"goal_kind": "sector", "goal": sectors[0]} if sectors else {}


def _wanted_occupation(
    entities: Sequence[Mapping[str, Any]], values: Mapping[str, Sequence[str]], said: str
) -> str:
    """The occupation or course that somebody wants; of two, the one before "worden", or the last."""
    named = [*values.get("occupation", ()), *values.get("course", ())]
    for entity in entities:
        end = entity.get("end")
        is_named = entity.get("entity") in ("occupation", "course")
        if is_named and isinstance(end, int) and said[end:].lstrip().startswith("word"):
            return str(entity["value"]).lower()
    return named[-1] if named else ""


def _start(
    entities: Sequence[Mapping[str, Any]],
    values: Mapping[str, Sequence[str]],
    said: str,
    known: Network,
    goals: Goals,
    *,
    via: Collection[Wish],
) -> tuple[str, bool]:
    """Where somebody is now, and whether we had to assume the class; "" when it is not said."""
    passed = {Wish.MBO: "mbo", Wish.HAVO: "havo"}
    skipped = [passed[wish] for wish in via if wish in passed and wish in _VIA]
    levels = [level for level in values.get("level", ()) if said == "" or level not in skipped]
    levels = levels or [level for level in values.get("level", ()) if _CLASS.search(said)]
    level = next((level for level in levels if level in known.stations or level in UNCLEAR), "")
    if level in _SCHOOL_CLASSES and said:
        return _class_of(level, said)
    if level:
        return level, False
    for words, station in ((_ISK, "isk"), (_ABROAD, "buitenland"), (_WORKING, "werkend")):
        if words.search(said):
            return station, False
    if _WITHOUT.search(said):
        return "zonder-diploma", False
    named = [*values.get("occupation", ()), *values.get("course", ())]
    before = goals.occupation(named[0]) if len(set(named)) > 1 else None
    is_clear = before is not None and len(before.stations) == 1
    return (before.stations[0], False) if before and is_clear else ("", False)


def _class_of(level: str, said: str) -> tuple[str, bool]:
    """The station of somebody at havo or vwo, and whether the class is an assumption."""
    lower, upper = _SCHOOL_CLASSES[level]
    match = _CLASS.search(said)
    if match:
        number = int(match["before"] or match["after"])
        return (upper if number > 3 else lower), level == "vwo" and number <= 3
    if _UNFINISHED.search(said):
        return upper, True
    if _DIPLOMA.search(said):
        return level, False
    return upper, True


def _is_higher(station: str, known: Network) -> bool:
    return station in known.stations and known.stations[station].kind is Kind.HIGHER


def _who(said: str) -> Who | None:
    if _CHILD.search(said):
        return Who.CHILD
    return Who.PUPIL if _PUPIL.search(said) else None
