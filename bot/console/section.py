"""Sections of the console: their addresses, and who may open each. The pattern is in `__init__`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from sanic.response import HTTPResponse

from bot.console.roles import Role

Handler = Callable[..., Awaitable[HTTPResponse]]


@dataclass(frozen=True)
class Rule:
    """Who may do something: everybody with `role` or more; with None also who is not signed in."""

    role: Role | None


ANYONE = Rule(None)


@dataclass(frozen=True)
class Route:
    """One address with one method, and its rule."""

    method: str
    path: str
    rule: Rule
    handler: Handler
    options: dict[str, Any]
    most_bytes: int | None = None
    """What a form may send when that is more than visitors may; it is read only once the sender has
    shown who they are."""


@dataclass
class Section:
    """A part of the console. Without a title it is not in the navigation."""

    title: str
    path: str
    role: Role
    routes: list[Route] = field(default_factory=list)

    def page(
        self, path: str = "", *, rule: Rule | None = None, role: Role | None = None, **options: Any
    ) -> Callable[[Handler], Handler]:
        """Registers what is shown at an address.

        Args:
            path: what follows the section's own path; may hold `<name:str>` for the handler.
            rule: only for pages that anyone may open.
            role: who may open it; the section's own role when left out.
            options: for Sanic's `add_route`.
        """
        return self._add("GET", path, rule or Rule(role or self.role), options)

    def form(
        self,
        path: str = "",
        *,
        rule: Rule | None = None,
        role: Role | None = None,
        most_bytes: int | None = None,
        **options: Any,
    ) -> Callable[[Handler], Handler]:
        """Registers what a form does; it must carry the token of `{{ csrf() }}`. See `page`.

        Args:
            path: see `page`.
            rule: see `page`.
            role: see `page`.
            most_bytes: for a form with a file, which may be larger than what visitors send.
            options: for Sanic's `add_route`.
        """
        if most_bytes is not None:
            options["stream"] = True
        return self._add("POST", path, rule or Rule(role or self.role), options, most_bytes)

    def _add(
        self,
        method: str,
        path: str,
        rule: Rule,
        options: dict[str, Any],
        most_bytes: int | None = None,
    ) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            self.routes.append(Route(method, self.path + path, rule, handler, options, most_bytes))
            return handler

        return register
