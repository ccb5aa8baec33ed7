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


def route_address(plan: Plan) -> str:
    """The address of the page about a plan, without the age."""
    arguments = {"van": plan.start, "naar": _named(plan.goal)}
    wishes = [name for name, wish in WISHES.items() if wish in plan.wishes]
    return f"{ADDRESS}?{urlencode({**arguments, **({'wens': ','.join(wishes)} if wishes else {})})}"


def route_page(arguments: Mapping[str, str]) -> str:
    """The page for a link, as HTML.

    Args:
        arguments: `van` (a station), `naar` (an occupation, a station, "werk" or "sector:" with its
            name) and optionally `wens` (names of `WISHES`, with commas). What cannot be read gives
            a page on which one can choose.
    """
    given = {name: value.strip().lower()[:LONGEST_ARGUMENT] for name, value in arguments.items()}
    start, goal = given.get("van", ""), _goal(given.get("naar", ""))
    chosen = {WISHES[name] for name in given.get("wens", "").split(",") if name in WISHES}
    plan = None
    if start in network().stations and goal is not None:
        plan = planner().plan(start, goal, wishes=chosen)
    return _template().render(
        plan=_shown(plan) if plan else None,
        asked=bool(given.get("van") or given.get("naar")),
        starts=network().stations.values(),
        goals=goals().occupations(),
        levels=_levels(),
        van=start,
        naar=given.get("naar", ""),
        checked=network().checked,
    )


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
