"""One request to the console by somebody who may make it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from rasa.core.agent import Agent
from sanic import Request
from sanic.response import HTTPResponse, html, redirect

from bot.console.accounts import Account
from bot.console.console import Console
from bot.console.roles import Role
from bot.console.sessions import csrf_of
from bot.errors import Failure


class Refused(Failure):
    """A request that is not granted; `message` is a Dutch sentence for the page that says so."""

    def __init__(self, status: int, message: str, *, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_after = retry_after


@dataclass(frozen=True)
class Link:
    """A section in the navigation."""

    title: str
    path: str
    role: Role


@dataclass
class Visit:
    """What a handler gets: the request, who makes it, and how to answer.

    `token` is in the browser's cookie after this request; a handler that signs somebody in or out
    replaces it. `who` is None only on the pages that are open to anyone.
    """

    request: Request
    console: Console
    templates: Environment
    navigation: Sequence[Link]
    token: str
    who: Account | None = field(default=None)

    @property
    def account(self) -> Account:
        """Who makes the request.

        Raises:
            Refused: nobody is signed in.
        """
        if self.who is None:
            raise Refused(403, "Je bent niet aangemeld.")
        return self.who

    @property
    def agent(self) -> Agent:
        """The loaded model.

        Raises:
            Refused: it is not loaded yet.
        """
        agent = getattr(self.request.app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            raise Refused(503, "De chatbot is nog niet geladen. Probeer het zo opnieuw.")
        return agent

    def field(self, name: str) -> str:
        """A field of the form that was sent; empty when it is not there."""
        return str((self.request.form or {}).get(name) or "")

    def fields(self, name: str) -> list[str]:
        """All values that the form gave for a name, in its order."""
        form = self.request.form
        return form.getlist(name, []) if form else []

    def asked(self, name: str) -> str:
        """A value in the address after `?`; empty when it is not there."""
        return str(self.request.args.get(name) or "")

    def page(self, template: str, *, status: int = 200, **context: Any) -> HTTPResponse:
        """A page of the console."""
        links = [link for link in self.navigation if self.who and self.who.role.may(link.role)]
        page = self.templates.get_template(template).render(
            visit=self, links=links, csrf=self._csrf, **context
        )
        return html(page, status=status)

    def go(self, path: str) -> HTTPResponse:
        """Send the browser on to another page, after a form."""
        return redirect(path, status=303)

    def _csrf(self) -> Markup:
        field = '<input type="hidden" name="csrf" value="{}">'
        return Markup(field).format(csrf_of(self.token))
