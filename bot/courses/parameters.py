"""Reading the query parameters and headers of OEAPI v6.0 strictly."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone
from urllib.parse import parse_qsl

from bot.courses.catalogue import Near
from bot.courses.problems import Problem, bad_parameter, not_acceptable

PAGE_SIZES = (10, 20, 50, 100, 250)
LARGEST_INT32 = 2**31 - 1
LARGEST_RADIUS_KM = 1000.0
DEFAULT_RADIUS_KM = 25.0
LONGEST_VALUE = 2048
MAJOR_VERSION = "6"
SUPPORTED_VERSIONS = ["6.0"]

_LANGUAGE = re.compile(
    r"([a-z]{2,3})(-([A-Z]{2}|[0-9]{3}))?(-([a-z]{4}))?(-([a-z]{2}|[0-9]{3}))*"
    r"(-[a-z0-9]{2,8})*(-x(-[a-z0-9]{1,8})+)?"
)
_TWO_LETTERS = {"nld": "nl", "dut": "nl", "eng": "en", "deu": "de", "ger": "de", "fra": "fr",
                "fre": "fr", "fry": "fy"}  # fmt: skip
_DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})([Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?"
)
_INTEGER = re.compile(r"[+-]?\d{1,10}")
_UUID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class Page:
    """A page of a list; number starts at 1."""

    size: int
    number: int

    @property
    def skip(self) -> int:
        """How many items come before this page."""
        return self.size * (self.number - 1)


class Query:
    """The query of one request."""

    def __init__(self, query_string: str) -> None:
        """Splits the query.

        Raises:
            Problem: a value is too long to be meant.
        """
        self.pairs: Sequence[tuple[str, str]] = parse_qsl(query_string, keep_blank_values=True)
        if any(len(value) > LONGEST_VALUE for _, value in self.pairs):
            raise Problem(400, f"A query parameter is longer than {LONGEST_VALUE} characters.")

    def text(self, name: str) -> str | None:
        """The value of a parameter, or None when it is not there.

        Raises:
            Problem: it is given more than once.
        """
        values = [value for key, value in self.pairs if key == name]
        if len(values) > 1:
            raise bad_parameter(name, "given once")
        return values[0] if values else None

    def page(self) -> Page:
        """Which page is asked for.

        Raises:
            Problem: pageSize or pageNumber is not allowed.
        """
        size = self._integer("pageSize", 10)
        if size not in PAGE_SIZES:
            raise bad_parameter("pageSize", f"one of {', '.join(map(str, PAGE_SIZES))}")
        number = self._integer("pageNumber", 1)
        if not 1 <= number <= LARGEST_INT32:
            raise bad_parameter("pageNumber", "a whole number from 1")
        return Page(size, number)

    def search(self) -> str | None:
        """The search term, or None."""
        return self.text("q") or None

    def language(self) -> str | None:
        """The teaching language as two letters, or None.

        Raises:
            Problem: it is no language tag.
        """
        value = self.text("teachingLanguage")
        if value is None:
            return None
        if not _LANGUAGE.fullmatch(value):
            raise bad_parameter("teachingLanguage", "a language tag such as 'nl'")
        primary = value.split("-")[0]
        return _TWO_LETTERS.get(primary, primary)

    def field_of_study(self) -> str | None:
        """The field of study, or None."""
        return self.text("fieldsOfStudy")

    def flag(self, name: str) -> bool | None:
        """A boolean parameter, or None.

        Raises:
            Problem: it is neither true nor false.
        """
        value = self.text(name)
        if value is None:
            return None
        if value not in ("true", "false"):
            raise bad_parameter(name, "true or false")
        return value == "true"

    def moment(self, name: str) -> datetime | None:
        """A date-time (RFC 3339; a bare date is its first moment in UTC), or None.

        Raises:
            Problem: it is no moment.
        """
        value = self.text(name)
        return None if value is None else moment(name, value)

    def expand(self, allowed: Sequence[str]) -> set[str]:
        """Which related objects are asked for in full.

        Raises:
            Problem: one of them is not known.
        """
        value = self.text("expand")
        if not value:
            return set()
        wanted = set(value.split(","))
        if not wanted <= set(allowed):
            raise bad_parameter("expand", f"one or more of {', '.join(allowed)}")
        return wanted

    def near(self) -> Near | None:
        """The circle of our extension `near=LAT,LON` and `radius=KM`, or None.

        Raises:
            Problem: one of the numbers is not possible.
        """
        value, radius = self.text("near"), self.text("radius")
        km = DEFAULT_RADIUS_KM
        if radius is not None:
            km = _number("radius", radius)
            if not 0 < km <= LARGEST_RADIUS_KM:
                raise bad_parameter("radius", f"a number of km up to {LARGEST_RADIUS_KM:.0f}")
        if value is None:
            return None
        parts = value.split(",")
        if len(parts) != 2:
            raise bad_parameter("near", "latitude,longitude in degrees")
        lat, lon = (_number("near", part) for part in parts)
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise bad_parameter("near", "latitude,longitude in degrees")
        return Near(lat, lon, km)

    def _integer(self, name: str, default: int) -> int:
        value = self.text(name)
        if value is None:
            return default
        if not _INTEGER.fullmatch(value):
            raise bad_parameter(name, "a whole number")
        return int(value)


def moment(name: str, value: str) -> datetime:
    """An RFC 3339 date-time or date, with its time zone.

    Raises:
        Problem: it is neither.
    """
    match = _DATE_TIME.fullmatch(value)
    try:
        if match is None:
            raise ValueError(value)
        if match[2] is None:
            day = date.fromisoformat(match[1])
            return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
        whole = re.sub(r"\.\d+", "", value.upper().replace(" ", "T").replace("Z", "+00:00"))
        return datetime.fromisoformat(whole)
    except ValueError as error:
        raise bad_parameter(name, "a date-time such as 2027-08-01T00:00:00Z") from error


def resource_id(value: str) -> str:
    """A UUID in a path, in its usual form.

    Raises:
        Problem: it is no UUID.
    """
    if not _UUID.fullmatch(value):
        raise Problem(400, "An identifier in the path must be a UUID.")
    return str(uuid.UUID(value))


def check_version(accept: str | None) -> None:
    """Whether the version asked for in an Accept header can be served.

    OEAPI: "application/vnd.oeapi+json;version=6.0;consumer=x;consumer-version=1.0". Any version
    within the same major version is compatible; no consumer profile is supported.

    Raises:
        Problem: 406 with the versions that can be served.
    """
    asked: dict[str, str] = {}
    for media_range in (accept or "").split(","):
        for parameter in media_range.split(";")[1:]:
            name, _, value = parameter.strip().partition("=")
            asked.setdefault(name.strip().lower(), value.strip().strip('"'))
    version = asked.get("version")
    if version is not None and not re.fullmatch(rf"{MAJOR_VERSION}(\.\d+)?", version):
        raise not_acceptable(version, SUPPORTED_VERSIONS)
    if "consumer-version" in asked:
        raise not_acceptable(
            asked["consumer-version"],
            [],
            consumer={"consumerKey": asked.get("consumer", "")},
        )


def _number(name: str, value: str) -> float:
    if not re.fullmatch(r"\s*[+-]?\d{1,7}(\.\d{1,15})?\s*", value):
        raise bad_parameter(name, "a number")
    return float(value)
