"""The embedded course-offer API: OEAPI v6.0 over the catalogue, in its own process.

Beside the specification it takes `near=LAT,LON`, `radius=KM` (25 by default), `leerweg`,
`modeOfStudy` and `offered` on lists of programmes, and `near` and `radius` on organisations.
"""

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timezone
from http import HTTPStatus
from itertools import islice
from typing import Any
from urllib.parse import quote

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.handlers import ErrorHandler
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.courses import resources
from bot.courses.catalogue import Catalogue, ProgrammeFilter
from bot.courses.filters import Filter, read_filter
from bot.courses.model import OFFERED, QUALIFICATION
from bot.courses.parameters import Page, Query, check_version, resource_id
from bot.courses.problems import CONTENT_TYPE, Problem, not_found
from bot.courses.selection import read_fields, select

log = logging.getLogger(__name__)

CONTACT = "beheer@vakroute.example"
SPECIFICATION = "https://openonderwijsapi.nl/v6.0/"
EXTENSIONS = ["near", "radius", "leerweg", "modeOfStudy", "offered"]
PATHS = {
    "/programmes": (),
    "/programmes/{programmeId}": ("organisation",),
    "/programmes/{programmeId}/programme-offerings": (),
    "/programme-offerings/{programmeOfferingId}": ("organisation", "programme"),
    "/organisations": (),
    "/organisations/{organisationId}": (),
    "/organisations/{organisationId}/programmes": (),
    "/organisations/{organisationId}/programme-offerings": (),
}
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?")
_DOCUMENTED = (400, 401, 403, 404, 405, 406, 429, 500)
LONGEST_HEADERS = 64 * 1024
_PROGRAMME_TYPE = "programme"
_ORGANISATION_TYPE = "root"

Today = Callable[[], date]
Resource = dict[str, Any]


def create_app(catalogue: Catalogue, *, today: Today = date.today, name: str = "courses") -> Sanic:
    """The server's application over an opened catalogue."""
    app = Sanic(name, error_handler=_Problems(), configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.ACCESS_LOG = False
    app.config.REQUEST_MAX_HEADER_SIZE = LONGEST_HEADERS
    api = Api(catalogue, today=today)
    app.ctx.api = api

    def answer(result: Callable[..., Resource]) -> Callable[..., Any]:
        async def handler(request: Request, **path: str) -> HTTPResponse:
            check_version(request.headers.get("accept"))
            ids = [resource_id(value) for value in path.values()]
            return _json(result(Query(request.query_string), *ids))

        handler.__name__ = result.__name__
        return handler

    for path, result in (
        ("/", api.service),
        ("/programmes", api.programmes),
        ("/programmes/<programme>", api.programme),
        ("/programmes/<programme>/programme-offerings", api.offerings_of_programme),
        ("/programme-offerings/<offering>", api.offering),
        ("/organisations", api.organisations),
        ("/organisations/<organisation>", api.organisation),
        ("/organisations/<organisation>/programmes", api.programmes_of_organisation),
        ("/organisations/<organisation>/programme-offerings", api.offerings_of_organisation),
    ):
        app.add_route(answer(result), path, methods=["GET"])
    return app


class Api:
    """What each path answers: from a query and the identifiers in the path to a JSON document.

    Every method raises `Problem` for what cannot be answered.
    """

    def __init__(self, catalogue: Catalogue, *, today: Today = date.today) -> None:
        self._catalogue = catalogue
        self._provenance = catalogue.provenance
        self._today = today

    def renew(self, catalogue: Catalogue) -> None:
        """Answer from another catalogue from the next request on."""
        self._catalogue = catalogue
        self._provenance = catalogue.provenance

    def service(self, query: Query) -> Resource:
        """What this server is and can do."""
        return {
            "contactEmail": CONTACT,
            "specification": SPECIFICATION,
            "supportedConsumers": [],
            "supportedOperations": [{"verbs": ["GET"], "path": quote(path)} for path in PATHS],
            "supportedExpands": [
                {"path": quote(path), "expandableObjects": list(objects)}
                for path, objects in PATHS.items()
                if objects
            ],
            "ext": {"extensions": EXTENSIONS, "bronnen": self._provenance},
        }

    def programmes(self, query: Query) -> Resource:
        """A page of programmes."""
        return self._programmes(query, code=query.text("primaryCode"))

    def programmes_of_organisation(self, query: Query, organisation: str) -> Resource:
        """A page of the programmes of one school."""
        return self._programmes(query, organisation=self._organisation(organisation)["id"])

    def programme(self, query: Query, identifier: str) -> Resource:
        """One programme."""
        expand = query.expand(("parent", "children", "coordinators", "instructors", "organisation"))
        overrides = query.flag("returnTimelineOverrides")
        row = self._catalogue.programme(identifier)
        if row is None:
            raise not_found("programme", identifier)
        document = resources.programme(row, self._provenance)
        if "organisation" in expand and "organisationId" in document:
            document["organisation"] = self._organisation_of(document)
        document |= {
            name: [] for name in ("children", "coordinators", "instructors") if name in expand
        }
        if overrides:
            document["timelineOverrides"] = []
        return _selected(query, document)

    def offerings_of_programme(self, query: Query, identifier: str) -> Resource:
        """A page of the moments at which a programme starts."""
        row = self._catalogue.programme(identifier)
        if row is None:
            raise not_found("programme", identifier)
        return self._offerings(query, programme=row["id"])

    def offerings_of_organisation(self, query: Query, identifier: str) -> Resource:
        """A page of the offerings of one school."""
        return self._offerings(query, organisation=self._organisation(identifier)["id"])

    def offering(self, query: Query, identifier: str) -> Resource:
        """One offering."""
        expand = query.expand(
            ("academic_session", "course", "course_offering", "learning_component",
             "organisation", "programme", "programme_offering", "test_component")
        )  # fmt: skip
        row = self._catalogue.offering(identifier)
        if row is None:
            raise not_found("programme offering", identifier)
        document = resources.offering(row, self._provenance)
        if "organisation" in expand and "organisationId" in document:
            document["organisation"] = self._organisation_of(document)
        if "programme" in expand:
            programme = self._catalogue.programme(row["programme_uuid"])
            if programme is not None:
                document["programme"] = resources.programme(programme, self._provenance)
        return _selected(query, document)

    def organisations(self, query: Query) -> Resource:
        """A page of schools."""
        page, wanted = query.page(), read_filter(query.pairs)
        kind = query.text("organisationType")
        rows = self._catalogue.organisations(
            text=query.search(), code=query.text("primaryCode"), near=query.near()
        )
        if kind is not None and kind != _ORGANISATION_TYPE:
            rows = []
        found = (self._organisation_document(row) for row in rows)
        return _listed(query, page, _after(page, _kept(found, wanted)))

    def organisation(self, query: Query, identifier: str) -> Resource:
        """One school."""
        expand = query.expand(("parent", "children"))
        document = self._organisation_document(self._organisation(identifier))
        if "children" in expand:
            document["children"] = []
        return _selected(query, document)

    def _programmes(
        self, query: Query, *, code: str | None = None, organisation: int | None = None
    ) -> Resource:
        page, wanted = query.page(), read_filter(query.pairs)
        offered = query.flag("offered")
        asked = ProgrammeFilter(
            text=query.search(),
            any_text=wanted.name_pieces(),
            eqf=query.text("levelOfQualification"),
            mode=query.text("modeOfStudy"),
            route=query.text("leerweg"),
            language=query.language(),
            awarded=query.text("qualificationAwarded"),
            code=code,
            kind=None if offered is None else OFFERED if offered else QUALIFICATION,
            organisation=organisation,
            near=query.near(),
        )
        nothing = query.field_of_study() is not None or (
            query.text("programmeType") not in (None, _PROGRAMME_TYPE)
        )
        rest = wanted.without_names() if asked.any_text else wanted
        skip = 0 if rest else page.skip
        rows = iter(()) if nothing else self._catalogue.programmes(asked, skip=skip)
        found = _kept((resources.programme(row, self._provenance) for row in rows), rest)
        return _listed(query, page, found if not rest else _after(page, found))

    def _offerings(
        self, query: Query, *, programme: int | None = None, organisation: int | None = None
    ) -> Resource:
        page, wanted = query.page(), read_filter(query.pairs)
        text, language = query.search(), query.language()
        mode, state = query.text("modeOfStudy"), query.text("state")
        expected = query.flag("resultExpected")
        since = query.moment("since") or _midnight(self._today())
        until = query.moment("until")
        rows = self._catalogue.offerings(programme=programme, organisation=organisation)
        found = (
            resources.offering(row, self._provenance)
            for row in rows
            if _is_open(row["start"], row["last"], since, until)
            and (text is None or text.lower() in f"{row['name']} | {row['names']}".lower())
            and (language is None or language in row["language"].split("|"))
            and (mode is None or mode == row["mode"])
            and state in (None, "active")
            and expected is not False
        )
        return _listed(query, page, _after(page, _kept(found, wanted)))

    def _organisation(self, identifier: str) -> Any:
        row = self._catalogue.organisation(identifier)
        if row is None:
            raise not_found("organisation", identifier)
        return row

    def _organisation_of(self, document: Mapping[str, Any]) -> Resource:
        return self._organisation_document(self._organisation(document["organisationId"]))

    def _organisation_document(self, row: Any) -> Resource:
        return resources.organisation(row, self._catalogue.towns_of(row["id"]), self._provenance)


def _kept(found: Iterable[Resource], wanted: Filter) -> Iterator[Resource]:
    return (item for item in found if not wanted or wanted.holds(item))


def _after(page: Page, found: Iterator[Resource]) -> Iterator[Resource]:
    return islice(found, page.skip, None)


def _listed(query: Query, page: Page, found: Iterator[Resource]) -> Resource:
    """A page of what is found from the page's first item on."""
    tree = read_fields(query.text("fields"))
    query.text("consumer")
    items = list(islice(found, page.size + 1))
    more = len(items) > page.size
    document: Resource = {
        "pageSize": page.size,
        "pageNumber": page.number,
        "hasPreviousPage": page.number > 1,
        "hasNextPage": more,
        "items": [select(item, tree) for item in items[: page.size]],
    }
    if not more and (items or page.number == 1):
        document["totalPages"] = page.number if items else 0
    return document


def _selected(query: Query, document: Resource) -> Resource:
    query.text("consumer")
    selected: Resource = select(document, read_fields(query.text("fields")))
    return selected


def _is_open(start: str, last: str, since: datetime, until: datetime | None) -> bool:
    """Whether an offering can still be begun within a period.

    Without a known start it can be begun until its last day of entry.
    """
    begins, ends = _day(start), _day(start or last)
    if ends is not None and ends < since:
        return False
    return until is None or begins is None or begins <= until


def _day(text: str) -> datetime | None:
    try:
        return _midnight(date.fromisoformat(text))
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)


def _json(document: Any, *, status: int = 200, content_type: str = "application/json",
          headers: Mapping[str, str] | None = None) -> HTTPResponse:  # fmt: skip
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return HTTPResponse(body, status=status, content_type=content_type, headers=dict(headers or {}))


class _Problems(ErrorHandler):  # type: ignore[misc]
    """Every error as problem+json, without anything of the inside of the server."""

    def default(self, request: Request, exception: Exception) -> HTTPResponse:
        headers: dict[str, str] = {}
        if isinstance(exception, Problem):
            problem = exception
        elif isinstance(exception, SanicException):
            status = exception.status_code or HTTPStatus.INTERNAL_SERVER_ERROR
            if status not in _DOCUMENTED:
                status = (
                    HTTPStatus.BAD_REQUEST if status < 500 else HTTPStatus.INTERNAL_SERVER_ERROR
                )
            problem = Problem(status, HTTPStatus(status).description or HTTPStatus(status).phrase)
            if status == HTTPStatus.METHOD_NOT_ALLOWED:
                headers["Allow"] = "GET"
        else:
            log.error("unexpected %s", type(exception).__name__, exc_info=exception)
            problem = Problem(500, "An unexpected error occurred while processing the request.")
        return _json(
            problem.body(instance=_instance(request)),
            status=problem.status,
            content_type=CONTENT_TYPE,
            headers=headers,
        )


def _instance(request: Request | None) -> str | None:
    if request is None or not _HOST.fullmatch(request.host or ""):
        return None
    return resources.safe_link(f"http://{request.host}{request.path}") or None
