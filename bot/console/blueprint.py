"""All addresses of the console, each behind its rule."""

from pathlib import Path

from sanic import Blueprint

from bot.console import reading, signing, trying
from bot.console.batch import pages as batch
from bot.console.console import Console
from bot.console.figures import pages as figures
from bot.console.guard import Guard
from bot.console.review import pages as review
from bot.console.section import Route, Section
from bot.console.visit import Link
from bot.website.markup import environment
from bot.website.output import shown

SECTIONS: tuple[Section, ...] = (
    signing.section,
    trying.section,
    reading.section,
    batch.section,
    review.section,
    figures.section,
)
TEMPLATES = Path(__file__).parent / "templates"


def routes() -> list[Route]:
    """Every route of the console with its rule."""
    return [route for section in SECTIONS for route in section.routes]


def console_blueprint(console: Console) -> Blueprint:
    """The console's routes."""
    blueprint = Blueprint("console")
    templates = environment(TEMPLATES)
    templates.filters["contract"] = shown
    navigation = [Link(part.title, part.path, part.role) for part in SECTIONS if part.title]
    guard = Guard(console, templates, navigation)
    for route in routes():
        blueprint.add_route(
            guard.guarded(route),
            route.path,
            methods=[route.method],
            name=f"{route.handler.__module__}.{route.handler.__name__}".replace(".", "_"),
            **route.options,
        )
    return blueprint
