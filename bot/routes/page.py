"""A route as a page to print or to share; the link holds the stations and nothing about a person."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, Template, select_autoescape

from bot.routes import text
from bot.routes.drawing import draw
from bot.routes.goals import Goal, GoalKind, goals
from bot.routes.network import Source, network
from bot.routes.planner import Plan, Planner, Wish

ADDRESS = "/route"
PICTURE_ADDRESS = "/route.png"
LONGEST_ARGUMENT = 80
SECTOR = "sector:"
WISHES = {
    "werken": Wish.WORK,
    "kort": Wish.FAST,
    "praktijk": Wish.PRACTICE,
    "havo": Wish.HAVO,
    "mbo": Wish.MBO,
}


@lru_cache(maxsize=1)
def planner() -> Planner:
    """The planner over the project's own network."""
    return Planner(network())


def route_address(plan: Plan, address: str = ADDRESS) -> str:
    """The address of the page about a plan, or of its picture, without the age."""
    arguments = {"van": plan.start, "naar": _named(plan.goal)}
    wishes = [name for name, wish in WISHES.items() if wish in plan.wishes]
    return f"{address}?{urlencode({**arguments, **({'wens': ','.join(wishes)} if wishes else {})})}"


def route_page(arguments: Mapping[str, str]) -> str:
    """The page for a link, as HTML.

    Args:
        arguments: `van` (a station), `naar` (an occupation, a station, "werk" or "sector:" with its
            name) and optionally `wens` (names of `WISHES`, with commas). What cannot be read gives
            a page on which one can choose.
    """
    given = _read(arguments)
    plan = _plan(given)
    return _template().render(
        plan=_shown(plan) if plan else None,
        asked=bool(given.get("van") or given.get("naar")),
        starts=network().stations.values(),
        goals=goals().occupations(),
        levels=_levels(),
        van=given.get("van", ""),
        naar=given.get("naar", ""),
        checked=network().checked,
    )


def route_drawing(arguments: Mapping[str, str]) -> str | None:
    """The drawing for the same link as SVG; None when there is no such route."""
    plan = _plan(_read(arguments))
    return draw(plan, network()) if plan and plan.routes else None


def _read(arguments: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip().lower()[:LONGEST_ARGUMENT] for name, value in arguments.items()}


def _plan(given: Mapping[str, str]) -> Plan | None:
    start, goal = given.get("van", ""), _goal(given.get("naar", ""))
    if start not in network().stations or goal is None:
        return None
    chosen = {WISHES[name] for name in given.get("wens", "").split(",") if name in WISHES}
    return planner().plan(start, goal, wishes=chosen)


def _goal(name: str) -> Goal | None:
    if name == "werk":
        return goals().work()
    if name.startswith(SECTOR) and len(name) > len(SECTOR):
        return goals().sector(name.removeprefix(SECTOR))
    return goals().occupation(name) or (goals().level(name) if name else None)


def _named(goal: Goal) -> str:
    if goal.kind is GoalKind.SECTOR:
        return SECTOR + goal.name
    if goal.kind is GoalKind.LEVEL:
        return "mbo" if len(goal.stations) > 2 else goal.stations[0]
    return goal.name


def _levels() -> Iterable[tuple[str, str]]:
    known = network()
    return [(at, known.stations[at].name) for at in known.stations if known.graph.in_degree(at)]


def _shown(plan: Plan) -> Mapping[str, object]:
    known = network()
    routes = [
        {
            "duration": text.duration(route.years),
            "steps": [text.leg_text(leg, known) for leg in route.legs],
            "needs": text.needs(route),
            "arrange": text.arrangements(route, known),
        }
        for route in plan.routes
    ]
    return {
        "title": f"Van {known.stations[plan.start].name} naar {text.goal_name(plan.goal)}",
        "opening": text.opening(plan, known),
        "note": plan.goal.note,
        "svg": draw(plan, known) if plan.routes else "",
        "picture": route_address(plan, PICTURE_ADDRESS),
        "routes": routes,
        "money": text.money(plan.routes, known),
        "cautions": [*text.cautions(plan, known), *text.differences(plan)],
        "sources": _sources(plan),
    }


def _sources(plan: Plan) -> list[Source]:
    known = network()
    arranged = [
        source
        for route in plan.routes
        for leg in route.legs
        for name in leg.step.arrange
        for source in known.arrangements[name].sources
    ]
    return known.cited([*plan.sources, *arranged, *text.money_sources(plan.routes, known)])


@lru_cache(maxsize=1)
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=folder, autoescape=select_autoescape()).get_template("route.html")
