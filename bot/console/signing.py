"""Signing in and out, the console's first page, and its stylesheet."""

import asyncio
import re
from pathlib import Path

from sanic.response import HTTPResponse

from bot.console.roles import Role
from bot.console.section import ANYONE, Section
from bot.console.sessions import new_token
from bot.console.visit import Refused, Visit
from bot.website.assets import Assets
from bot.website.channel import address_of

HOME = "/console"
_ASSETS = Assets(Path(__file__).parent / "static")
_INSIDE = re.compile(r"/console(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")

section = Section("", HOME, Role.COUNSELLOR)


@section.page()
async def home(visit: Visit) -> HTTPResponse:
    """The sections, and which model is loaded."""
    return visit.page("home.html")


@section.page("/console.css", rule=ANYONE)
async def stylesheet(visit: Visit) -> HTTPResponse:
    """The console's own styles; the page's tokens come before them."""
    return _ASSETS.answer(visit.request, "console.css")


@section.page("/aanmelden", rule=ANYONE)
async def ask(visit: Visit) -> HTTPResponse:
    """The form to sign in with."""
    if visit.who is not None:
        return visit.go(_onward(visit.asked("verder")))
    if visit.console.proxy is not None:
        raise Refused(403, "Aanmelden gaat via je organisatie, niet op deze pagina.")
    return visit.page("sign_in.html", onward=_onward(visit.asked("verder")), name="", problem=None)


@section.form("/aanmelden", rule=ANYONE)
async def sign_in(visit: Visit) -> HTTPResponse:
    """Starts a session for who knows the password."""
    if visit.console.proxy is not None:
        raise Refused(403, "Aanmelden gaat via je organisatie, niet op deze pagina.")
    name, password = visit.field("naam"), visit.field("wachtwoord")
    onward, address = _onward(visit.field("verder")), address_of(visit.request)
    console = visit.console
    wait = await asyncio.to_thread(console.attempts.begin, name, address)
    if wait:
        response = visit.page(
            "sign_in.html", status=429, onward=onward, name=name, problem=_locked(wait)
        )
        response.headers["Retry-After"] = str(wait)
        return response
    async with console.hashing:
        account = await asyncio.to_thread(console.accounts.signs_in, name, password)
    if account is None:
        return visit.page("sign_in.html", status=403, onward=onward, name=name, problem=_WRONG)
    await asyncio.to_thread(console.attempts.succeeded, name, address)
    await asyncio.to_thread(console.sessions.end, visit.token)
    visit.token = await asyncio.to_thread(console.sessions.start, account)
    return visit.go(onward)


@section.form("/afmelden")
async def sign_out(visit: Visit) -> HTTPResponse:
    """Ends the session."""
    await asyncio.to_thread(visit.console.sessions.end, visit.token)
    visit.token = new_token()
    return visit.go("/console/aanmelden")


def _onward(path: str) -> str:
    """The page of the console that was asked for; its first page when it is none of ours."""
    return path if _INSIDE.fullmatch(path) else HOME


def _locked(seconds: int) -> str:
    minutes = -(-seconds // 60)
    named = "1 minuut" if minutes == 1 else f"{minutes} minuten"
    return f"Er is te vaak een verkeerd wachtwoord ingevuld. Je kunt het over {named} opnieuw proberen."


_WRONG = "Deze naam en dit wachtwoord horen niet bij elkaar. Kijk of je geen typfout maakte."
