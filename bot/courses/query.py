"""What someone wants to find, gathered over several messages."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.courses.model import EQF, HO_LEVELS, MBO_LEVELS

ANY = "alle"
"""The value of a button that takes a wish away."""

DEFAULT_RADIUS_KM = 25.0
WALKING_RADIUS_KM = 10.0
WHOLE_COUNTRY_KM = 400.0
WIDER = (50.0, 100.0, WHOLE_COUNTRY_KM)
LONGEST_WISH = 80

_SUBJECTS = ("occupation", "course", "sector")
_SUBJECT_NAMES = {
    "occupation": "occupation",
    "course": "course",
    "subject": "occupation",
    "sector": "sector",
}
"""Entities with a subject, the most telling first, and what kind of subject they give."""
_FORMS = ("voltijd", "deeltijd", "duaal")
_ROUTES = ("bol", "bbl")
_LEVELS = {**{level: (level,) for level in EQF}, "mbo": MBO_LEVELS, "mbo1": ("entree",)}
_RADIUS = re.compile(
    r"\b(?:binnen|tot|max(?:imaal)?|hooguit|straal van|hoogstens)?\s*(\d{1,3})\s*(?:km|kilometer)\b"
)
_WORDS = {
    "vijf": 5, "tien": 10, "vijftien": 15, "twintig": 20, "vijfentwintig": 25, "dertig": 30,
    "veertig": 40, "vijftig": 50, "zestig": 60, "vijfenzeventig": 75, "honderd": 100,
}  # fmt: skip
_SPELLED_RADIUS = re.compile(rf"\b({'|'.join(_WORDS)})\s*(?:km|kilometer)\b")
_CLOSE = re.compile(
    r"\b(vlak\s?bij|dicht\s?bij|heel dichtbij|op fietsafstand|op de fiets|om de hoek)\b"
)
_EVERYWHERE = re.compile(
    r"\b(heel nederland|het hele land|heel het land|landelijk|overal in nederland)\b"
)
_TRANSIT = re.compile(r"\b(ov|openbaar vervoer|met de trein|met de bus|bereikbaar met)\b")


@dataclass(frozen=True)
class CourseQuery:
    """Wishes; "" is no wish.

    place and province as typed, in lower case; level is one of `EQF`'s, "mbo" or "mbo1"; radius_km is
    None when nothing was said about distance; transit: someone asks what can be reached by ov.
    """

    place: str = ""
    province: str = ""
    subject: str = ""
    subject_kind: str = ""
    level: str = ""
    route: str = ""
    form: str = ""
    school: str = ""
    radius_km: float | None = None
    transit: bool = False

    @classmethod
    def from_slot(cls, value: Any) -> "CourseQuery":
        """The wishes in a slot, which anyone can fill: what is not as it should be is left out."""
        if not isinstance(value, Mapping):
            return cls()
        texts = {name: _wish(value.get(name)) for name in _TEXTS}
        radius = value.get("radius_km")
        if (
            isinstance(radius, bool)
            or not isinstance(radius, (int, float))
            or not 0 < radius <= 400
        ):
            radius = None
        kind = texts["subject_kind"] if texts["subject_kind"] in _SUBJECTS else "course"
        return cls(
            **texts
            | {
                "subject_kind": kind if texts["subject"] else "",
                "level": texts["level"] if texts["level"] in _LEVELS else "",
                "route": texts["route"] if texts["route"] in _ROUTES else "",
                "form": texts["form"] if texts["form"] in _FORMS else "",
            },
            radius_km=radius,
            transit=value.get("transit") is True,
        )

    def to_slot(self) -> dict[str, Any]:
        """The wishes that there are, as a slot holds them."""
        return {name: value for name, value in vars(self).items() if value not in ("", None, False)}

    def with_message(self, entities: Iterable[Mapping[str, Any]], text: str = "") -> "CourseQuery":
        """These wishes with those of a new message, which replace the old ones of the same sort.

        Occupation, course and sector are one sort: the subject; so are place and province. A wish of
        the value `ANY` is taken away. A message with both a subject and a place is a new question.
        """
        said: dict[str, str] = {}
        for entity in entities:
            name, value = str(entity.get("entity", "")), _wish(entity.get("value"))
            if value:
                said.setdefault(name, value)
        changes = _subject_changes(said) | _filter_changes(said)
        if "place" in said or "province" in said:
            changes["place"] = _clear(said.get("place", ""))
            changes["province"] = _clear(said.get("province", ""))
            if self.radius_km == WHOLE_COUNTRY_KM:
                changes["radius_km"] = None
        if "school" in said:
            changes["school"] = _clear(said["school"])
        lowered = text.lower()
        radius = _radius(lowered)
        if radius is not None:
            changes["radius_km"] = radius
        if _TRANSIT.search(lowered):
            changes["transit"] = True
        level = changes.get("level")
        if level in HO_LEVELS:
            changes.setdefault("route", "")
        elif level:
            changes.setdefault("form", "")
        whole_question = changes.get("subject") and changes.keys() & {"place", "province"}
        return replace(CourseQuery() if whole_question else self, **changes)

    def levels(self) -> tuple[str, ...]:
        """The levels that fit; every level when nothing was said."""
        return _LEVELS.get(self.level, (*MBO_LEVELS, *HO_LEVELS))

    def without(self, *names: str) -> "CourseQuery":
        """These wishes without some."""
        empty = CourseQuery()
        return replace(self, **{name: getattr(empty, name) for name in names})

    def wider(self) -> "CourseQuery":
        """These wishes in the next larger circle."""
        now = self.radius_km or DEFAULT_RADIUS_KM
        return replace(self, radius_km=next((r for r in WIDER if r > now), WHOLE_COUNTRY_KM))

    @property
    def wants_mbo(self) -> bool:
        """Whether mbo may be meant."""
        return any(level in MBO_LEVELS for level in self.levels())

    @property
    def wants_ho(self) -> bool:
        """Whether Ad or hbo may be meant; bol and bbl are mbo only."""
        return any(level in HO_LEVELS for level in self.levels()) and not (
            self.route and not self.level
        )

    def __bool__(self) -> bool:
        return self != CourseQuery()


_TEXTS = (
    "place", "province", "subject", "subject_kind", "level", "route", "form", "school",
)  # fmt: skip


def _wish(value: Any) -> str:
    return value.strip().lower()[:LONGEST_WISH] if isinstance(value, str) else ""


def _subject_changes(said: Mapping[str, str]) -> dict[str, Any]:
    name = next((name for name in _SUBJECT_NAMES if name in said), None)
    if name is None:
        return {}
    if said[name] == ANY:
        return {"subject": "", "subject_kind": ""}
    return {"subject": said[name], "subject_kind": _SUBJECT_NAMES[name]}


def _filter_changes(said: Mapping[str, str]) -> dict[str, Any]:
    wishes: tuple[tuple[str, str, Collection[str]], ...] = (
        ("level", said.get("target_level") or said.get("level", ""), _LEVELS),
        ("route", said.get("route", ""), _ROUTES),
        ("form", said.get("form", ""), _FORMS),
    )
    return {
        name: _clear(value) for name, value, allowed in wishes if value == ANY or value in allowed
    }


def _clear(value: str) -> str:
    return "" if value == ANY else value


def _radius(text: str) -> float | None:
    if _EVERYWHERE.search(text):
        return WHOLE_COUNTRY_KM
    if match := _RADIUS.search(text):
        return float(min(max(int(match[1]), 1), 400))
    if match := _SPELLED_RADIUS.search(text):
        return float(_WORDS[match[1]])
    return WALKING_RADIUS_KM if _CLOSE.search(text) else None
