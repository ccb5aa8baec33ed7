"""`GET /metrics` of a process, for Prometheus alone, and the counting of its requests."""

import hmac
import ipaddress
import time

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from sanic import Request, Sanic
from sanic.exceptions import NotFound
from sanic.response import HTTPResponse, raw

PATH = "/metrics"
NO_ROUTE = "none"
_FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip", "via")

REQUESTS = Counter("vakroute_requests", "Requests that were answered.", ["route", "status"])
REQUEST_SECONDS = Histogram(
    "vakroute_request_seconds",
    "Seconds from the request to its answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 20),
)


def expose(app: Sanic, token: str | None) -> None:
    """Count the requests of an application and answer `GET /metrics`.

    The metrics are for this machine, asked directly and not through a proxy; with a token they are for
    whoever has it, and for nobody else. For all others the path does not exist.

    Args:
        app: the process's application.
        token: what Prometheus sends as bearer token; None without one.
    """

    @app.get(PATH)
    async def metrics(request: Request) -> HTTPResponse:
        if not may_read(request, token):
            raise NotFound("not found")
        return raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    @app.middleware("request")
    async def begin(request: Request) -> None:
        request.ctx.began = time.perf_counter()

    @app.middleware("response")
    async def count(request: Request, response: HTTPResponse) -> None:
        route = route_of(request)
        REQUESTS.labels(route, str(response.status)).inc()
        began = getattr(request.ctx, "began", None)
        if began is not None:
            REQUEST_SECONDS.labels(route).observe(time.perf_counter() - began)


def may_read(request: Request, token: str | None) -> bool:
    """Whether the metrics may be told."""
    if token is not None:
        scheme, _, given = (request.headers.get("authorization") or "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(
            given.strip().encode(), token.encode()
        )
    if any(header in request.headers for header in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.ip).is_loopback
    except ValueError:
        return False


def route_of(request: Request) -> str:
    """The route as it is declared, such as `GET /static/<file>`: never what a visitor sent."""
    route = request.route
    return NO_ROUTE if route is None else f"{request.method} /{route.path.strip('/')}"
