"""Reads a course-offer server within a fixed time, and says so when it cannot."""

import json
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from enum import Enum
from typing import Any

import requests

from bot.courses.calls import note
from bot.courses.reading import (
    Course,
    Origin,
    School,
    course,
    extensions_of,
    has_next,
    items_of,
    origins_of,
    parts_of,
    school,
    start_of,
)

log = logging.getLogger(__name__)

BUDGET_SECONDS = 3.0
FRESH_SECONDS = 300.0
STALE_SECONDS = 24 * 3600.0
CACHED_ANSWERS = 128
FAILURES_BEFORE_REST = 3
REST_SECONDS = 2.0
LARGEST_ANSWER = 16 * 1024 * 1024
MOST_PAGES = 40
PAGE_SIZE = 250
NEAR_PAGE_SIZE = 100
LONGEST_WAIT = 1.0
"""A server that asks for more patience than this (Retry-After, in seconds) is not asked again."""

ANSWERED, KEPT = "answered", "kept"
"""How a call may end, beside a `Reason`: with an answer, or with one that was kept before."""

CHUNK = 2048
WORKERS = 8

_IDENTIFIERS = (
    "programmeOfferingId",
    "offeringId",
    "programmeId",
    "programId",
    "organisationId",
    "organizationId",
)

Clock = Callable[[], float]
Parameters = tuple[tuple[str, str], ...]


class Reason(str, Enum):
    """Why a server gave no answer."""

    TOO_SLOW = "too_slow"
    NOT_REACHED = "not_reached"
    REFUSED = "refused"
    BUSY = "busy"
    BROKEN = "broken"
    UNREADABLE = "unreadable"
    RESTING = "resting"


class Had(str, Enum):
    """How a document was had, when it was had."""

    KEPT = "kept"
    ANSWERED = "answered"
    STALE = "stale"


class CourseApiUnavailable(Exception):
    """The course-offer server gave no usable answer; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class ApiVersion(str, Enum):
    """The versions of the API that can be read."""

    V6 = "6"
    V5 = "5"


@dataclass(frozen=True)
class CourseRequest:
    """Which programmes to ask for. any_text: pieces of names of which one must be there.

    near is (latitude, longitude, radius in km). offered: only real offers, or only qualifications.
    """

    any_text: tuple[str, ...] = ()
    eqf: str | None = None
    near: tuple[float, float, float] | None = None
    offered: bool | None = None
    school: str | None = None


@dataclass(frozen=True)
class Courses:
    """Programmes that a server sent.

    complete is False when time ran out before the last page; age is how old a kept answer is, in
    seconds (0 for a new one).
    """

    found: tuple[Course, ...]
    complete: bool = True
    age: float = 0.0


@dataclass
class Deadline:
    """The moment by which an answer must be there."""

    at: float
    clock: Clock

    @property
    def left(self) -> float:
        """Seconds that are left; never negative."""
        return max(0.0, self.at - self.clock())


@dataclass(frozen=True)
class _Kept:
    at: float
    document: Any


class CourseClient:
    """Reads an OEAPI server. Raises `CourseApiUnavailable` within `budget` seconds.

    Answers are kept for a short while; when the server is away, an older answer is better than none
    and comes with its age. After a few failures the server is left alone for `REST_SECONDS`.
    """

    def __init__(
        self,
        base_url: str,
        *,
        budget: float = BUDGET_SECONDS,
        session: requests.Session | None = None,
        version: ApiVersion = ApiVersion.V6,
        auth: tuple[str, str] | None = None,
        clock: Clock = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
        on_document: Callable[[Had | Reason, float], None] = lambda _had, _seconds: None,
    ) -> None:
        """Prepares to read a server; nothing is sent yet.

        Args:
            base_url: address of the server, without a path of the API.
            budget: seconds for one search, all requests together.
            session: the transport.
            version: the version of the API that the server speaks.
            auth: user name and password for basic authentication.
            clock: seconds that only go forward.
            wait: waits a number of seconds.
            on_document: told how each document was had, or why not, and how many seconds that took.
        """
        self._base = base_url.rstrip("/")
        self._budget = budget
        self._session = session or requests.Session()
        self._version = version
        self._auth = auth
        self._clock = clock
        self._wait = wait
        self._on_document = on_document
        self._kept: OrderedDict[tuple[str, Parameters], _Kept] = OrderedDict()
        self._failures = 0
        self._rest_until = 0.0
        self._lock = threading.Lock()
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="course-api")

    def deadline(self) -> Deadline:
        """The deadline for a search that starts now."""
        return Deadline(self._clock() + self._budget, self._clock)

    def courses(self, asked: CourseRequest, deadline: Deadline) -> Courses:
        """The programmes that fit, or more: a server may ignore what it is asked.

        Raises:
            CourseApiUnavailable: there is no answer and none is kept.
        """
        known = self._extensions(deadline)
        if asked.offered is not None and "offered" not in known:
            if not asked.offered:
                return Courses(())
            asked = CourseRequest(asked.any_text, asked.eqf, asked.near, None, asked.school)
        path, parameters = self._programme_request(asked, known)
        limit = NEAR_PAGE_SIZE if asked.near and "near" in known else None
        pages = self._pages(path, parameters, deadline, limit=limit)
        nodes, complete, age = pages
        found = tuple(c for c in map(course, nodes) if c is not None)
        return Courses(found, complete, age)

    def course(self, identifier: str, deadline: Deadline) -> Course | None:
        """One programme, or None when the server does not know it.

        Raises:
            CourseApiUnavailable: there is no answer and none is kept.
        """
        name = "programmes" if self._version is ApiVersion.V6 else "programs"
        document, _ = self._get(f"/{name}/{identifier}", (), deadline)
        return course(document)

    def starts(self, identifier: str, deadline: Deadline) -> list[str]:
        """The known days on which a programme starts, soonest first (ISO 8601).

        Raises:
            CourseApiUnavailable: there is no answer and none is kept.
        """
        path = (
            f"/programmes/{identifier}/programme-offerings"
            if self._version is ApiVersion.V6
            else f"/programs/{identifier}/offerings"
        )
        nodes, _, _ = self._pages(path, (), deadline, limit=PAGE_SIZE)
        return sorted({start for start in map(start_of, nodes) if start})

    def schools(self, deadline: Deadline) -> list[School]:
        """Every school of the server.

        Raises:
            CourseApiUnavailable: there is no answer and none is kept.
        """
        path = "/organisations" if self._version is ApiVersion.V6 else "/organizations"
        nodes, _, _ = self._pages(path, (), deadline, limit=None)
        return [s for s in map(school, nodes) if s is not None]

    def parts(self, deadline: Deadline) -> frozenset[str]:
        """Which parts of the catalogue the server says that it has; empty when it says nothing."""
        return parts_of(self._service(deadline))

    def origins(self, deadline: Deadline) -> dict[str, Origin]:
        """Where the data come from, as far as the server says; never raises."""
        try:
            return origins_of(self._service(deadline))
        except CourseApiUnavailable:
            return {}

    def _extensions(self, deadline: Deadline) -> frozenset[str]:
        return extensions_of(self._service(deadline))

    def _service(self, deadline: Deadline) -> Any:
        """The server's own description; a server without one is a server without extensions."""
        try:
            document, _ = self._get("/", (), deadline)
        except CourseApiUnavailable as error:
            if error.reason is Reason.REFUSED:
                self._keep(("/", ()), {})
                return {}
            raise
        return document

    def _programme_request(
        self, asked: CourseRequest, known: frozenset[str]
    ) -> tuple[str, Parameters]:
        parameters: list[tuple[str, str]] = []
        v6 = self._version is ApiVersion.V6
        path = "/programmes" if v6 else "/programs"
        if asked.school:
            path = f"/{'organisations' if v6 else 'organizations'}/{asked.school}{path}"
        if len(asked.any_text) == 1:
            parameters.append(("q", asked.any_text[0]))
        elif asked.any_text and "near" in known:
            parameters += [
                ("filter_query[__or][][name][like]", f"*{text}*") for text in asked.any_text
            ]
        if asked.eqf:
            value = asked.eqf if v6 else asked.eqf.removeprefix("eqf_")
            parameters.append(("levelOfQualification", value))
        if asked.near and "near" in known:
            lat, lon, radius = asked.near
            parameters += [("near", f"{lat:.5f},{lon:.5f}"), ("radius", f"{radius:.0f}")]
        if asked.offered is not None and "offered" in known:
            parameters.append(("offered", "true" if asked.offered else "false"))
        return path, tuple(parameters)

    def _pages(
        self, path: str, parameters: Parameters, deadline: Deadline, *, limit: int | None
    ) -> tuple[list[Any], bool, float]:
        """The items of the pages, whether all were read, and the age of the oldest page.

        limit is the number of items that is enough. A page that brings nothing new ends the list:
        some servers repeat a page for ever.
        """
        size = limit or PAGE_SIZE
        nodes: list[Any] = []
        seen: set[str] = set()
        oldest = 0.0
        for number in range(1, MOST_PAGES + 1):
            page = (("pageSize", str(size)), ("pageNumber", str(number)))
            try:
                document, age = self._get(path, (*parameters, *page), deadline)
            except CourseApiUnavailable:
                if nodes:
                    return nodes, False, oldest
                raise
            oldest = max(oldest, age)
            new = [node for node in items_of(document) if _is_new(node, seen)]
            nodes.extend(new)
            if not new or not has_next(document):
                return nodes, True, oldest
            if limit is not None and len(nodes) >= limit:
                return nodes, True, oldest
        return nodes, False, oldest

    def _get(self, path: str, parameters: Parameters, deadline: Deadline) -> tuple[Any, float]:
        """A document, new or kept, with its age in seconds."""
        key = (path, parameters)
        kept = self._kept_answer(key)
        now = self._clock()
        if kept is not None and now - kept.at <= FRESH_SECONDS:
            note(path, parameters, KEPT, 0.0)
            self._on_document(Had.KEPT, 0.0)
            return kept.document, 0.0
        try:
            document = self._ask(path, parameters, deadline)
        except CourseApiUnavailable as error:
            log.warning("course api: %s", error.reason.value)
            self._on_document(error.reason, self._clock() - now)
            if kept is not None and now - kept.at <= STALE_SECONDS:
                self._on_document(Had.STALE, 0.0)
                return kept.document, now - kept.at
            raise
        self._on_document(Had.ANSWERED, self._clock() - now)
        self._keep(key, document)
        return document, 0.0

    def _ask(self, path: str, parameters: Parameters, deadline: Deadline) -> Any:
        if self._clock() < self._rest_until:
            raise CourseApiUnavailable(Reason.RESTING)
        try:
            try:
                document = self._request(path, parameters, deadline)
            except _Again as again:
                if again.after > min(LONGEST_WAIT, deadline.left / 2):
                    raise CourseApiUnavailable(again.reason) from again
                self._wait(again.after)
                try:
                    document = self._request(path, parameters, deadline)
                except _Again as still:
                    raise CourseApiUnavailable(still.reason) from still
        except CourseApiUnavailable as error:
            if error.reason is not Reason.REFUSED:
                self._failed()
            raise
        self._failures = 0
        return document

    def _request(self, path: str, parameters: Parameters, deadline: Deadline) -> Any:
        """One request.

        Raises:
            CourseApiUnavailable: it has no sense to try again.
            _Again: it may go better the next time.
        """
        began, outcome = self._clock(), ANSWERED
        try:
            return self._send(path, parameters, deadline)
        except (CourseApiUnavailable, _Again) as error:
            outcome = error.reason.value
            raise
        finally:
            note(path, parameters, outcome, self._clock() - began)

    def _send(self, path: str, parameters: Parameters, deadline: Deadline) -> Any:
        if deadline.left <= 0.05:
            raise CourseApiUnavailable(Reason.TOO_SLOW)
        # In a thread of its own, because a server that sends a byte now and then never makes a
        # socket's timeout run out.
        sent = self._workers.submit(self._exchange, path, parameters, deadline)
        try:
            return sent.result(timeout=deadline.left)
        except FutureTimeout as error:
            sent.cancel()
            raise CourseApiUnavailable(Reason.TOO_SLOW) from error

    def _exchange(self, path: str, parameters: Parameters, deadline: Deadline) -> Any:
        left = max(0.05, deadline.left)
        accept = (
            "application/vnd.oeapi+json;version=6.0, application/json"
            if self._version is ApiVersion.V6
            else "application/json"
        )
        try:
            with self._session.get(
                self._base + path,
                params=list(parameters),
                headers={"Accept": accept},
                auth=self._auth,
                timeout=(left, left),
                stream=True,
                allow_redirects=False,
            ) as response:
                return self._document(response, deadline)
        except requests.Timeout as error:
            raise CourseApiUnavailable(Reason.TOO_SLOW) from error
        except (requests.RequestException, OSError) as error:
            raise _Again(Reason.NOT_REACHED) from error

    def _document(self, response: requests.Response, deadline: Deadline) -> Any:
        status = response.status_code
        if status in {429, 503}:
            raise _Again(Reason.BUSY, after=_seconds(response.headers.get("Retry-After")))
        if status >= 500:
            raise _Again(Reason.BROKEN)
        if status != 200:
            raise CourseApiUnavailable(Reason.REFUSED)
        body = bytearray()
        for chunk in response.iter_content(CHUNK):
            body += chunk
            if len(body) > LARGEST_ANSWER:
                raise CourseApiUnavailable(Reason.UNREADABLE)
            if deadline.left <= 0:
                raise CourseApiUnavailable(Reason.TOO_SLOW)
        try:
            document = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise CourseApiUnavailable(Reason.UNREADABLE) from error
        if not isinstance(document, (dict, list)):
            raise CourseApiUnavailable(Reason.UNREADABLE)
        return document

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES_BEFORE_REST:
                self._rest_until = self._clock() + REST_SECONDS
                self._failures = FAILURES_BEFORE_REST - 1

    def _kept_answer(self, key: tuple[str, Parameters]) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _keep(self, key: tuple[str, Parameters], document: Any) -> None:
        with self._lock:
            self._kept[key] = _Kept(self._clock(), document)
            while len(self._kept) > CACHED_ANSWERS:
                self._kept.popitem(last=False)


class _Again(Exception):
    """A failure after which one more try makes sense; after is in seconds."""

    def __init__(self, reason: Reason, *, after: float = 0.0) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.after = after


def _is_new(node: Any, seen: set[str]) -> bool:
    if not isinstance(node, Mapping):
        return False
    identifier = next((str(node[name]) for name in _IDENTIFIERS if node.get(name)), "")
    if not identifier or identifier in seen:
        return False
    seen.add(identifier)
    return True


def _seconds(value: str | None) -> float:
    try:
        return max(0.0, float(value or 0))
    except ValueError:
        return LONGEST_WAIT + 1
