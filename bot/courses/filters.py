"""The optional `filter_query` of OEAPI v6.0: conditions on any field of a resource.

`filter_query[field][operation]=value`, all of which must hold, and
`filter_query[__or][][field][operation]=value`, of which one must hold. A field is a path in snake or
camel case ("organisation_id", "addresses.city"); a field that a resource does not have is empty.
OpenAPI does not define how such nested objects are written in a query, and clients differ; a
condition in another notation asks nothing, as the specification allows.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.courses.parameters import moment
from bot.courses.problems import Problem, bad_parameter

PREFIX = "filter_query"
_AND = re.compile(r"filter_query\[(?P<field>[^\[\]]+)\]\[(?P<operation>[^\[\]]+)\]")
_OR = re.compile(r"filter_query\[__or\]\[\d*\]\[(?P<field>[^\[\]]+)\]\[(?P<operation>[^\[\]]+)\]")
_PRESENCE = (
    "empty", "not_empty", "empty_array", "not_empty_array", "true", "false", "null", "not_null",
)  # fmt: skip
_CAMEL = re.compile(r"_([a-z0-9])")


@dataclass(frozen=True)
class Condition:
    """One condition: the values at a path, an operation, and what they are compared with."""

    path: tuple[str, ...]
    operation: str
    value: str

    def holds(self, resource: Mapping[str, Any]) -> bool:
        """Whether the resource meets the condition; an unknown operation asks nothing."""
        found = [value for value in _values(resource, self.path) if value is not None]
        check = _OPERATIONS.get(self.operation)
        return True if check is None else check(found, self.value)


@dataclass(frozen=True)
class Filter:
    """The conditions of one request."""

    every: tuple[Condition, ...] = ()
    some: tuple[Condition, ...] = ()

    def holds(self, resource: Mapping[str, Any]) -> bool:
        """Whether the resource meets all of `every` and one of `some`."""
        return all(c.holds(resource) for c in self.every) and (
            not self.some or any(c.holds(resource) for c in self.some)
        )

    def __bool__(self) -> bool:
        return bool(self.every or self.some)

    def name_pieces(self) -> tuple[str, ...]:
        """The pieces of a name of which one must be there, when that is all that `some` asks."""
        pieces = []
        for condition in self.some:
            match = re.fullmatch(r"\*([^*?\[\]]+)\*", condition.value)
            if condition.path != ("name",) or condition.operation != "like" or match is None:
                return ()
            pieces.append(match[1])
        return tuple(pieces)

    def without_names(self) -> "Filter":
        """The filter without `some`."""
        return Filter(every=self.every)


def read_filter(pairs: Iterable[tuple[str, str]]) -> Filter:
    """The filter in the parameters of a query.

    Raises:
        Problem: a filter is not in the form above, or a value is not of its operation's type.
    """
    every: list[Condition] = []
    some: list[Condition] = []
    for name, value in pairs:
        if not name.startswith(PREFIX):
            continue
        alternative, condition = _OR.fullmatch(name), _AND.fullmatch(name)
        match = alternative or condition
        if match is None or (condition is not None and condition["field"] == "__or"):
            if not name.startswith(f"{PREFIX}["):
                raise bad_parameter(PREFIX, "written as filter_query[field][operation]=value")
            continue
        path = tuple(_camel(part) for part in match["field"].split("."))
        made = Condition(path, match["operation"], value)
        _check(made)
        (some if alternative else every).append(made)
    return Filter(tuple(every), tuple(some))


def _check(condition: Condition) -> None:
    operation, value = condition.operation, condition.value
    if operation == "is" and value not in _PRESENCE:
        raise bad_parameter(PREFIX, f"compared by 'is' with one of {', '.join(_PRESENCE)}")
    if operation.endswith("_int") and not re.fullmatch(r"[+-]?\d{1,18}(\.0+)?", value):
        raise bad_parameter(PREFIX, f"a whole number for '{operation}'")
    if operation.endswith("_float") and _float(value) is None:
        raise bad_parameter(PREFIX, f"a number for '{operation}'")
    if operation.endswith("_date"):
        moment(PREFIX, value)


def _camel(name: str) -> str:
    return _CAMEL.sub(lambda match: match[1].upper(), name)


def _values(node: Any, path: Sequence[str]) -> list[Any]:
    if isinstance(node, list):
        return [value for item in node for value in _values(item, path)]
    if not path:
        if isinstance(node, Mapping) and "value" in node:
            return [node["value"]]
        return [node]
    if isinstance(node, Mapping):
        return _values(node.get(path[0]), path[1:])
    return []


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _among(found: Sequence[Any], value: str) -> bool:
    return bool({_text(v) for v in found} & set(value.split(",")))


def _like(found: Sequence[Any], value: str) -> bool:
    pattern = re.compile(
        ".*".join(re.escape(part) for part in value.split("*")), re.IGNORECASE | re.DOTALL
    )
    return any(pattern.fullmatch(_text(v)) for v in found)


def _present(found: Sequence[Any], value: str) -> bool:
    if value in ("true", "false"):
        return any(_text(v) == value for v in found)
    there = any(v not in ("", [], {}) for v in found)
    return there == value.startswith("not_")


def _float(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _date(value: Any) -> datetime | None:
    try:
        return moment(PREFIX, _text(value))
    except Problem:
        return None


def _more(found: Sequence[Any], value: str) -> bool:
    numbers = [number for number in map(_float, found) if number is not None]
    return any(number > float(value) for number in numbers)


def _less(found: Sequence[Any], value: str) -> bool:
    numbers = [number for number in map(_float, found) if number is not None]
    return any(number < float(value) for number in numbers)


def _later(found: Sequence[Any], value: str) -> bool:
    limit = moment(PREFIX, value)
    return any(day > limit for day in map(_date, found) if day is not None)


def _earlier(found: Sequence[Any], value: str) -> bool:
    limit = moment(PREFIX, value)
    return any(day < limit for day in map(_date, found) if day is not None)


_OPERATIONS = {
    "is": _present,
    "in": _among,
    "not_in": lambda found, value: not _among(found, value),
    "like": _like,
    "not_like": lambda found, value: not _like(found, value),
    "any_in_array": _among,
    "all_in_array": lambda found, value: set(value.split(",")) <= {_text(v) for v in found},
    "gt_int": _more,
    "gt_float": _more,
    "lt_int": _less,
    "lt_float": _less,
    "gt_date": _later,
    "lt_date": _earlier,
}
