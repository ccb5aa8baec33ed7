"""The page, the widget and the form for a browser without JavaScript, with their security headers."""

import gzip
import os
from pathlib import Path

from sanic import Blueprint, Request, Sanic
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse, html, json, raw

from bot.routes.picture import NoPicture, Painter
from bot.website.assets import Assets, takes_gzip, worth_compressing
from bot.website.channel import WebsiteChannel, error_response
from bot.website.contract import ChannelError, malformed, not_ready, too_long, typed
from bot.website.health import Health
from bot.website.markup import environment

PAGE = Path(__file__).parent / "page"
DOCUMENTS = {
    "/": "index.html",
    "/demo": "demo/index.html",
    "/privacy": "privacy.html",
    "/toegankelijkheid": "toegankelijkheid.html",
    "/over": "over.html",
}
READ = ("GET", "HEAD")
FRAME_HOSTS = "VAKROUTE_FRAME_HOSTS"
"""Environment variable: hosts that may show the page in a frame, separated by spaces."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'{hosts}"
)


def security_headers(frame_hosts: str) -> dict[str, str]:
    """Headers for every response.

    Args:
        frame_hosts: hosts that may frame the page, separated by spaces; empty for none.
    """
    return {
        "Content-Security-Policy": _POLICY.format(hosts=f" {frame_hosts}" if frame_hosts else ""),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def page_blueprint(channel: WebsiteChannel, health_of_parts: Health) -> Blueprint:
    """The routes of the page and of `/health`.

    Args:
        channel: answers the form of a browser without JavaScript.
        health_of_parts: knows what is away; the bot answers without it, so that is no 503.
    """
    routes = Blueprint("pages")
    painter = Painter()
    templates = environment()

    assets = Assets(PAGE)

    for path, name in DOCUMENTS.items():
        _serve_document(routes, assets, path, name)

    @routes.route("/static/<name:path>", methods=READ)
    async def static(request: Request, name: str) -> HTTPResponse:
        return assets.answer(request, f"static/{name}")

    @routes.route("/widget.js", methods=READ)
    async def widget(request: Request) -> HTTPResponse:
        return assets.answer(request, "widget.js")

    @routes.get("/route")
    async def route(request: Request) -> HTTPResponse:
        from bot.routes.page import route_page  # here and below: most visitors print no route

        return html(route_page({name: request.args.get(name) for name in request.args}))

    @routes.get("/route.png")
    async def route_drawn(request: Request) -> HTTPResponse:
        from bot.routes.page import route_drawing

        drawing = route_drawing({name: request.args.get(name) for name in request.args})
        if drawing is None:
            return error_response(_SAID[404])
        try:
            return raw(await painter.paint(drawing), content_type="image/png")
        except NoPicture:
            return error_response(not_ready())

    @routes.post("/zonder-javascript")
    async def without_javascript(request: Request) -> HTTPResponse:
        question = (request.form or {}).get("vraag", [""])
        question = question[0] if isinstance(question, list) else question
        try:
            messages = await channel.answer_once(request, typed(question))
        except ChannelError as error:
            messages = [{"text": error.message}]
        page = templates.get_template("zonder_javascript.html")
        return html(page.render(question=question, messages=messages))

    @routes.get("/health")
    async def health(request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            return json({"status": "starting"}, status=503)
        parts = await health_of_parts.parts()
        well = all(state == "ok" for state in parts.values())
        return json({"status": "ok" if well else "degraded", "parts": parts})

    return routes


def protect(app: Sanic) -> None:
    """Give every response the security headers, and errors the shape of the channel's contract."""
    headers = security_headers(os.environ.get(FRAME_HOSTS, "").strip())

    @app.middleware("response")
    async def add_headers(request: Request, response: HTTPResponse) -> None:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.method in READ:
            response.headers.setdefault("Cache-Control", "no-cache")
        _compress(request, response)

    @app.exception(SanicException)
    async def refuse(request: Request, error: SanicException) -> HTTPResponse:
        return error_response(_SAID.get(error.status_code) or malformed("Dit verzoek klopt niet."))


def _compress(request: Request, response: HTTPResponse) -> None:
    body = response.body or b""
    if not takes_gzip(request) or "Content-Encoding" in response.headers:
        return
    if worth_compressing(body, response.content_type or ""):
        response.body = gzip.compress(body, compresslevel=5)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
        response.headers["Vary"] = "Accept-Encoding"


_SAID = {
    404: ChannelError(404, "not_found", "Deze pagina bestaat niet."),
    405: ChannelError(405, "malformed", "Dit kan hier niet."),
    413: too_long(),
    500: not_ready(),
    503: not_ready(),
}


def _serve_document(routes: Blueprint, assets: Assets, path: str, name: str) -> None:
    async def show(request: Request) -> HTTPResponse:
        return assets.answer(request, name)

    routes.add_route(show, path, methods=READ, name=name.removesuffix(".html").replace("/", "_"))
