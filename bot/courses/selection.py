"""The `fields` parameter of OEAPI v6.0: which fields of a resource a client wants to see."""

import re
from collections.abc import Mapping
from typing import Any

Tree = dict[str, "Tree"]

_TOKEN = re.compile(r"[A-Za-z0-9_\-]+|[(),]")
_MANDATORY = {
    "programmeOfferingId": ("programmeOfferingId", "name", "primaryCode"),
    "programmeType": ("programmeId", "programmeType", "name", "primaryCode"),
    "organisationType": ("organisationId", "organisationType", "name", "primaryCode"),
    "addresses": ("addressType",),
    "geolocation": ("latitude", "longitude"),
    "name": ("language", "value"),
    "description": ("language", "value"),
    "primaryCode": ("codeType", "code"),
    "otherCodes": ("codeType", "code"),
    "studyLoad": ("studyLoadUnit", "value"),
    "enrolmentPeriods": ("startDateTime",),
}  # fmt: skip
_RESOURCES = ("", "organisation", "programme")


def read_fields(value: str | None) -> Tree | None:
    """The fields asked for, nested, or None when all are.

    What cannot be read asks for everything: the parameter is a hint, says the specification.
    """
    if value is None:
        return None
    tokens = _TOKEN.findall(value)
    if "".join(tokens) != re.sub(r"\s", "", value):
        return None
    if tokens and tokens[0] == "(" and tokens[-1] == ")":
        tokens = tokens[1:-1]
    tree: Tree = {}
    branches = [tree]
    last: Tree | None = None
    for token in tokens:
        if token == "(":
            if last is None:
                return None
            branches.append(last)
            last = None
        elif token == ")":
            branches.pop()
            last = None
            if not branches:
                return None
        elif token == ",":
            last = None
        else:
            last = branches[-1].setdefault(token, {})
    return tree if len(branches) == 1 and tree else None


def select(resource: Any, tree: Tree | None, *, within: str = "") -> Any:
    """A resource with only the fields asked for and those that make it valid."""
    if not tree:
        return resource
    if isinstance(resource, list):
        return [select(item, tree, within=within) for item in resource]
    if not isinstance(resource, Mapping):
        return resource
    mandatory = _mandatory(resource) if within in _RESOURCES else _MANDATORY.get(within, ())
    kept = {}
    for name, value in resource.items():
        if name in tree:
            kept[name] = select(value, tree[name], within=name)
        elif name in mandatory:
            kept[name] = value
    return kept


def _mandatory(resource: Mapping[str, Any]) -> tuple[str, ...]:
    """What a programme, offering or organisation may not lack; its kind shows in its identifier."""
    for identifier in ("programmeOfferingId", "programmeType", "organisationType"):
        if identifier in resource:
            return _MANDATORY[identifier]
    return ()
