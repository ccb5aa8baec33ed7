"""What every request to the console passes before its handler."""

import asyncio
import hmac
import logging
import traceback
from collections.abc import Sequence
from functools import wraps

from jinja2 import Environment
from sanic import Request
from sanic.exceptions import NotFound
from sanic.response import HTTPResponse

from bot.console.accounts import Account
from bot.console.console import Console
from bot.console.section import Handler, Route, Rule
from bot.console.sessions import csrf_of, new_token
from bot.console.uploads import receive
from bot.console.visit import Link, Refused, Visit
from bot.parts import Away

SIGN_IN = "/console/aanmelden"
LONGEST_TOKEN = 64
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}

logger = logging.getLogger(__name__)


class Guard:
    """Lets a request through to its handler, or answers it with a refusal."""

    def __init__(
        self, console: Console, templates: Environment, navigation: Sequence[Link]
    ) -> None:
        self._console = console
        self._templates = templates
        self._navigation = navigation

    def guarded(self, route: Route) -> Handler:
        """The handler of a route, behind the route's rule."""

        @wraps(route.handler)
        async def handle(request: Request, **parts: str) -> HTTPResponse:
            visit = Visit(
                request, self._console, self._templates, self._navigation, _token(request)
            )
            try:
                response = await self._admit(visit, route) or await route.handler(visit, **parts)
            except NotFound:
                raise
            except Refused as refusal:
                response = _refusal(visit, refusal)
            except Away:
                response = _refusal(visit, Refused(503, _AWAY, retry_after=5))
            except Exception as error:
                where = "".join(traceback.format_tb(error.__traceback__))
                logger.error("the console failed: %s\n%s", type(error).__name__, where)
                response = _refusal(visit, Refused(500, _FAILED))
            _remember(visit, response)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return handle

    async def _admit(self, visit: Visit, route: Route) -> HTTPResponse | None:
        """Raises when a visit may not go on; answers it when signing in comes first."""
        if not await asyncio.to_thread(self._console.accounts.any):
            raise NotFound("there is no console")
        visit.who = await self._somebody(visit)
        if route.rule.role is not None and visit.who is None:
            if self._console.proxy is not None:
                raise Refused(403, _NOT_BY_PROXY)
            if route.method == "GET":
                return visit.go(f"{SIGN_IN}?verder={visit.request.path}")
            raise Refused(403, _EXPIRED)
        if not _allowed(visit.who, route.rule):
            raise Refused(403, _ONLY_EDITORS)
        if route.most_bytes is not None:
            await receive(visit.request, route.most_bytes)
        if route.method != "GET" and not _came_from_a_form(visit):
            raise Refused(403, _NO_TOKEN)
        return None

    async def _somebody(self, visit: Visit) -> Account | None:
        if self._console.proxy is None:
            return await asyncio.to_thread(self._console.sessions.find, visit.token)
        name = self._console.proxy.name_in(visit.request)
        return await asyncio.to_thread(self._console.accounts.find, name) if name else None


def _allowed(who: Account | None, rule: Rule) -> bool:
    return rule.role is None or (who is not None and who.role.may(rule.role))


def _came_from_a_form(visit: Visit) -> bool:
    return hmac.compare_digest(visit.field("csrf").encode(), csrf_of(visit.token).encode())


def _cookie(request: Request) -> tuple[str, bool]:
    """The name of the cookie, and whether the browser may send it over https only."""
    secure = request.scheme == "https"
    return ("__Host-console" if secure else "console"), secure


def _token(request: Request) -> str:
    given = request.cookies.get(_cookie(request)[0]) or ""
    return given if len(given) <= LONGEST_TOKEN and given else new_token()


def _remember(visit: Visit, response: HTTPResponse) -> None:
    name, secure = _cookie(visit.request)
    if visit.request.cookies.get(name) == visit.token:
        return
    response.cookies[name] = visit.token
    response.cookies[name]["httponly"] = True
    response.cookies[name]["samesite"] = "Strict"
    response.cookies[name]["secure"] = secure


def _refusal(visit: Visit, refusal: Refused) -> HTTPResponse:
    response = visit.page("refused.html", status=refusal.status, refusal=refusal)
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


_AWAY = "De gegevens van de console zijn even niet bereikbaar. Probeer het zo opnieuw."
_FAILED = "Er ging iets mis. Probeer het opnieuw; gebeurt het weer, meld het dan aan de beheerder."
_EXPIRED = "Je bent niet (meer) aangemeld. Meld je opnieuw aan en probeer het nog eens."
_ONLY_EDITORS = "Dit mag alleen een redacteur. Vraag de beheerder om die rol als je die nodig hebt."
_NO_TOKEN = (
    "Dit formulier hoort niet bij je aanmelding van nu. Ga terug, laad de pagina opnieuw en "
    "verstuur het formulier nog een keer."
)
_NOT_BY_PROXY = (
    "Je bent bij je organisatie aangemeld, maar hebt hier geen account. Vraag de beheerder erom."
)
