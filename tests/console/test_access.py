"""Every address of the console, for everybody who may not open it."""

import re

import pytest
from console_support import Person, served
from sanic import Sanic

from bot.console import blueprint
from bot.console.blueprint import console_blueprint, routes
from bot.console.console import Console, ProxySignIn
from bot.console.roles import Role
from bot.console.section import ANYONE, Section

OPEN_TO_ANYONE = {
    ("GET", "/console/aanmelden"),
    ("POST", "/console/aanmelden"),
    ("GET", "/console/console.css"),
}


def address(path: str) -> str:
    return re.sub(r"<[^>]+>", "1", path)


def registered(app: Sanic) -> set[tuple[str, str]]:
    """Every route that the router itself knows below /console."""
    return {
        (method, "/" + route.path)
        for route in app.router.routes
        for method in route.methods
        if route.path.partition("/")[0] == "console"
    }


def test_every_registered_address_has_a_rule(console):
    app = Sanic("console_table", configure_logging=False)
    app.blueprint(console_blueprint(console))
    ruled = {(route.method, route.path) for route in routes()}
    assert registered(app) == ruled


def test_the_walk_sees_a_route_that_was_added_past_the_sections(console):
    app = Sanic("console_astray", configure_logging=False)
    app.blueprint(console_blueprint(console))
    app.add_route(lambda _request: None, "/console/astray", name="astray")
    assert registered(app) - {(r.method, r.path) for r in routes()} == {("GET", "/console/astray")}


def test_only_signing_in_and_the_stylesheet_are_open_to_anyone():
    assert {(r.method, r.path) for r in routes() if r.rule == ANYONE} == OPEN_TO_ANYONE


def test_without_an_account_nothing_of_the_console_exists(base):
    somebody = Person(base)
    nowhere = somebody.get("/nergens")
    for route in routes():
        got = somebody.browser.request(
            route.method, base + address(route.path), allow_redirects=False, timeout=20
        )
        assert (got.status_code, got.text) == (404, nowhere.text), route.path
        assert "Set-Cookie" not in got.headers


def test_every_other_address_is_refused_to_who_is_not_signed_in(base, people):
    somebody = Person(base)
    for route in routes():
        if route.rule == ANYONE:
            continue
        where = address(route.path)
        if route.method == "GET":
            got = somebody.get(where)
            assert got.status_code == 303, where
            assert got.headers["Location"].startswith("/console/aanmelden?verder="), where
        else:
            got = somebody.post(where)
            assert got.status_code == 403, where


def test_every_address_of_an_editor_is_refused_to_a_counsellor(base, people):
    bram = Person(base)
    bram.sign_in("bram")
    for route in routes():
        if route.rule.role is Role.EDITOR:
            where = address(route.path)
            got = bram.get(where) if route.method == "GET" else bram.post(where)
            assert got.status_code == 403, where
            assert "alleen een redacteur" in got.text, where


@pytest.mark.parametrize("token", ["", "0" * 48, "é"])
def test_every_form_is_refused_without_its_token(base, people, token):
    noor = Person(base)
    noor.sign_in("noor")
    for route in routes():
        if route.method != "GET":
            got = noor.post(address(route.path), token=token)
            assert got.status_code == 403, route.path
            assert "Dit formulier hoort niet bij je aanmelding" in got.text, route.path


def test_a_token_of_another_session_does_not_do(base, people):
    noor, bram = Person(base), Person(base)
    noor.sign_in("noor")
    bram.sign_in("bram")
    assert noor.post("/console/afmelden", token=bram.token()).status_code == 403


@pytest.fixture
def for_editors(monkeypatch):
    """The console with one more section, for editors only."""
    section = Section("Alleen redactie", "/console/redactie", Role.EDITOR)

    @section.page()
    async def show(visit):
        return visit.page("home.html")

    @section.form("/weg", role=Role.COUNSELLOR)
    async def go(visit):
        return visit.go("/console")

    monkeypatch.setattr(blueprint, "SECTIONS", (*blueprint.SECTIONS, section))


def test_a_section_is_shown_and_open_to_who_has_its_role(for_editors, console, people):
    with served(console) as base:
        noor, bram = Person(base), Person(base)
        noor.sign_in("noor")
        bram.sign_in("bram")
        assert noor.get("/console/redactie").status_code == 200
        assert bram.get("/console/redactie").status_code == 403
        assert "Alleen redactie" in noor.get("/console").text
        assert "Alleen redactie" not in bram.get("/console").text
        assert bram.post("/console/redactie/weg").status_code == 303


def test_what_goes_wrong_in_a_handler_is_told_without_what_it_was(console, people, monkeypatch):
    section = Section("Stuk", "/console/stuk", Role.COUNSELLOR)

    @section.page()
    async def show(visit):
        raise ValueError("geheim")

    monkeypatch.setattr(blueprint, "SECTIONS", (*blueprint.SECTIONS, section))
    with served(console) as base:
        noor = Person(base)
        noor.sign_in("noor")
        got = noor.get("/console/stuk")
        assert got.status_code == 500
        assert "Er ging iets mis" in got.text
        assert "geheim" not in got.text


SECRET = "een geheim dat lang genoeg is"


@pytest.fixture
def behind_a_proxy(console, people):
    trusting = Console(console.database, proxy=ProxySignIn("X-Remote-User", SECRET))
    with served(trusting) as base:
        yield base


def through_the_proxy(base: str, name: str, secret: str = SECRET) -> Person:
    person = Person(base)
    person.browser.headers.update({"X-Remote-User": name, "X-Console-Secret": secret})
    return person


def test_a_proxy_with_its_own_sign_in_tells_who_it_is(behind_a_proxy):
    noor = through_the_proxy(behind_a_proxy, "Noor")
    assert "noor, redacteur" in noor.get("/console").text
    assert noor.post("/console/afmelden").status_code == 303


@pytest.mark.parametrize(
    ("name", "secret"), [("noor", "iets anders"), ("noor", ""), ("iemand", SECRET), ("", SECRET)]
)
def test_a_header_that_the_proxy_did_not_vouch_for_or_nobody_knows_is_refused(
    behind_a_proxy, name, secret
):
    assert through_the_proxy(behind_a_proxy, name, secret).get("/console").status_code == 403


def test_behind_a_proxy_a_password_does_not_do(behind_a_proxy):
    somebody = Person(behind_a_proxy)
    assert somebody.get("/console/aanmelden").status_code == 403
    assert somebody.sign_in("noor").status_code == 403


def test_behind_a_proxy_forms_need_their_token_too(behind_a_proxy):
    noor = through_the_proxy(behind_a_proxy, "noor")
    assert noor.post("/console/afmelden", token="").status_code == 403


def test_without_a_proxy_the_header_means_nothing(base, people):
    assert through_the_proxy(base, "noor").get("/console").status_code == 303
