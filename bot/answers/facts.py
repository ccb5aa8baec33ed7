"""Facts: amounts, dates and numbers with their validity, and how they are written in Dutch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.paths import DATA
from bot.yaml_files import ContentError, read_mappings

UNITS = ("euro", "procent", "aantal", "uren", "jaar", "maanden", "datum", "tekst")
PUBLISHABLE = ("A", "B", "C")
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


@dataclass(frozen=True)
class FactValue:
    """One value of a fact and the days on which it holds (both ends included)."""

    value: float | int | str
    status: str
    certainty: str
    source: str | None
    checked: str
    valid_from: date | None = None
    valid_until: date | None = None
    confirmed: bool = True

    def holds_on(self, day: date) -> bool:
        """Whether the value is valid on a day."""
        starts = self.valid_from is None or self.valid_from <= day
        ends = self.valid_until is not None and self.valid_until < day
        return starts and not ends

    @property
    def may_be_said(self) -> bool:
        """Whether it is certain enough to publish (certainty D and unconfirmed values are not)."""
        return self.confirmed and self.certainty in PUBLISHABLE and self.source is not None


@dataclass(frozen=True)
class Fact:
    """A fact over time; `ask` names who knows the value when we do not."""

    name: str
    title: str
    unit: str
    ask: str
    values: tuple[FactValue, ...]

    def on(self, day: date) -> FactValue | None:
        """The value that may be said for a day, or None when it is not known."""
        for value in reversed(self.values):
            if value.holds_on(day) and value.may_be_said:
                return value
        return None

    def text_on(self, day: date) -> str | None:
        """The value for a day as it is written in a Dutch sentence, or None."""
        value = self.on(day)
        return None if value is None else written(value.value, self.unit)


def written(value: float | int | str, unit: str) -> str:
    """A value as Dutch text: `€ 1.458`, `€ 14,71`, `62,5 %`, `1 april`, `1.433`.

    Args:
        value: a number; for `datum` a text `MM-DD` or `YYYY-MM-DD`; for `tekst` any text.
        unit: one of `UNITS`.
    """
    if unit == "datum":
        *year, month, day = str(value).split("-")
        return " ".join([str(int(day)), MONTHS[int(month) - 1], *year])
    if isinstance(value, str):
        return value
    if unit == "euro":
        return "€ " + _number(value, decimals=0 if float(value).is_integer() else 2)
    text = _number(value, decimals=_decimals(value))
    return f"{text} %" if unit == "procent" else text


def day_written(day: str) -> str:
    """A day, month or year in ISO 8601 as Dutch text: `4 december 2025`, `oktober 2025`, `2022`."""
    year, *rest = day.split("-")
    if not year.isdigit() or len(rest) > 2:
        return day
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(number)) for number in rest[1:]), *month, year])


def _decimals(value: float | int) -> int:
    return len(f"{value:.10g}".partition(".")[2])


def _number(value: float | int, *, decimals: int) -> str:
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def _day(value: Any, *, where: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ContentError(f'{where}: {value!r} is not a quoted date like "2026-08-01"') from error


def _value(item: Mapping[str, Any], *, where: str) -> FactValue:
    return FactValue(
        value=item["value"],
        status=item["status"],
        certainty=item["certainty"],
        source=item.get("source"),
        checked=item["checked"],
        valid_from=_day(item.get("valid_from"), where=where),
        valid_until=_day(item.get("valid_until"), where=where),
        confirmed=item.get("confirmed", True),
    )


class Facts:
    """All facts by name."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = dict(facts)

    @classmethod
    def load(cls, path: Path = DATA / "facts.yml") -> "Facts":
        """Read the facts file and the extra ones in `facts.d` beside it.

        Raises:
            ContentError: a fact misses something or has a value of the wrong kind.
        """
        facts = {}
        for name, item in read_mappings(path, path.with_suffix(".d")).items():
            where = f"fact {name}"
            try:
                values = tuple(_value(value, where=where) for value in item["values"])
                fact = Fact(name, item["title"], item["unit"], item["ask"], values)
            except (KeyError, TypeError) as error:
                raise ContentError(f"{where}: missing or malformed ({error!r})") from error
            if fact.unit not in UNITS:
                raise ContentError(f"{where}: unit {fact.unit!r} is none of {', '.join(UNITS)}")
            facts[name] = fact
        return cls(facts)

    def __contains__(self, name: str) -> bool:
        return name in self._facts

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def names(self) -> list[str]:
        """The names of all facts."""
        return list(self._facts)
