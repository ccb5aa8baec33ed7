"""Routes in Dutch words, the same for the conversation, the page and screen readers."""

import math
from collections.abc import Sequence

from bot.routes.goals import Goal, GoalKind, goals
from bot.routes.network import Network
from bot.routes.planner import Leg, Outcome, Plan, Route

_NUMBERS = ("geen", "één weg", "twee wegen", "drie wegen")
_HALF = 0.5


def duration(years: tuple[float, float]) -> str:
    """Years, at least and at most, as "3 tot 4 jaar", "een half tot 1 jaar" or "hooguit 1 jaar"."""
    least, most = years
    if least == most:
        return f"{_number(least)} jaar"
    if least == 0:
        return f"hooguit {_number(most)} jaar"
    return f"{_number(least)} tot {_number(most)} jaar"


def short_duration(years: tuple[float, float]) -> str:
    """Years for a drawing, as "3–4 jaar" or "½–1 jaar"."""
    parts = [_number(part).replace("een half", "½") for part in years]
    return f"{parts[0] if parts[0] == parts[1] else '–'.join(parts)} jaar"


def goal_name(goal: Goal) -> str:
    """A goal as it stands after "naar"."""
    if goal.kind is GoalKind.SECTOR:
        return f"een mbo-diploma in {goals().sector_label(goal.name)}"
    if goal.kind is GoalKind.WORK:
        return "een diploma om mee te werken"
    return goal.name


def taught_text(goal: Goal, network: Network) -> str:
    """Which programme belongs to an occupation at each station where it is taught."""
    lines = [f"- {network.stations[at].name}: {name}" for at, name in goal.programmes.items()]
    return "\n".join([f"Opleidingen voor {goal.name}, of die erop lijken:", *lines])


def taught_sources(goal: Goal, network: Network) -> list[str]:
    """The registers that name those programmes; where there is none, the sources of the ways to it."""
    found: list[str] = []
    for at in goal.programmes:
        ways = (source for step in network.steps if step.target == at for source in step.sources)
        found += goal.sources(at) or ways
    return found


def ways_text(leg: Leg) -> str:
    """How a leg can be done, as "bol of bbl"; "" for ordinary school."""
    names = [way for way in leg.ways if way not in ("school", "dienst")]
    return either(names)


def leg_text(leg: Leg, network: Network) -> str:
    """One step: where to, what one learns there and how."""
    details = [ways_text(leg), "vraag na" if leg.step.ask else ""]
    joined = ", ".join(part for part in details if part)
    return f"{learned(leg, network)}{f' ({joined})' if joined else ''}"


def learned(leg: Leg, network: Network, between: str = ", ") -> str:
    """The next station with what one learns there, as "mbo niveau 2, Kok"."""
    station = network.stations[leg.step.target].name
    is_said = leg.programme.lower() in station.lower()
    return station if is_said else f"{station}{between}{leg.programme}"


def route_text(route: Route, network: Network) -> str:
    """The steps of a route in one line."""
    return ", daarna ".join(leg_text(leg, network) for leg in route.legs)


def age_text(plan: Plan, route: Route) -> str:
    """How old one is at the end, as "19 of 20 jaar"; "" when the age was not said."""
    if plan.age is None:
        return ""
    least = plan.age + math.floor(route.years[0])
    most = plan.age + math.ceil(route.years[1])
    between = "" if least == most else (f" of {most}" if most == least + 1 else f" tot {most}")
    return f"{least}{between} jaar"


def opening(plan: Plan, network: Network) -> str:
    """The answer in a sentence: how many routes there are, and how long the shortest takes."""
    start, goal = network.stations[plan.start].name, goal_name(plan.goal)
    if plan.outcome is Outcome.WAY_UNKNOWN:
        return f"De weg naar {goal} ken ik niet zeker genoeg om hem te tekenen."
    if plan.outcome is Outcome.ALREADY_THERE:
        return f"Je bent er al: met {start} heb je wat je zoekt."
    if plan.outcome is Outcome.NO_ROUTE:
        return f"Van {start} naar {goal} vind ik geen weg die volgens mijn bronnen mag."
    shortest = duration(min(route.years for route in plan.routes))
    count = len(plan.routes)
    how_long = f"Die duurt {shortest}" if count == 1 else f"De kortste duurt {shortest}"
    are = "is" if count == 1 else "zijn"
    said = f"Er {are} {_NUMBERS[count]} van {start} naar {goal}. {how_long}."
    if plan.outcome is Outcome.OTHER_WISHES:
        wishes = either(sorted(wish.value for wish in plan.wishes))
        return f"Met de wens {wishes} vind ik geen weg. {said}"
    return said


def cautions(plan: Plan, network: Network) -> list[str]:
    """What depends on the school, with what sources disagree on, and who must wait; each once."""
    legs = [leg for route in plan.routes for leg in route.legs]
    said = [
        f"Vraag na: {_lowered(leg.step.rule)} {leg.step.differ}" for leg in legs if leg.step.ask
    ]
    waits = [
        f"Voor de {network.stations[leg.step.target].name} moet je {leg.step.min_age} jaar zijn. Ben je "
        "jonger dan 18 zonder startkwalificatie, dan moet je tot die tijd een opleiding volgen."
        for leg in legs
        if leg.waits
    ]
    return list(dict.fromkeys(text.strip() for text in (*waits, *said)))


def differences(plan: Plan) -> list[str]:
    """What sources disagree on about the steps that one need not ask for."""
    legs = [leg for route in plan.routes for leg in route.legs if not leg.step.ask]
    return list(dict.fromkeys(leg.step.differ for leg in legs if leg.step.differ))


def needs(route: Route) -> list[str]:
    """By which rule each step may be taken, and what one must have for it."""
    return [f"{leg.step.rule} Nodig: {'; '.join(leg.step.needs)}." for leg in route.legs]


def arrangements(route: Route, network: Network) -> list[tuple[str, str]]:
    """What must be arranged for which station, in order; the first step comes first."""
    arranged: list[tuple[str, str]] = []
    for leg in route.legs:
        for name in leg.step.arrange:
            if name == "leerbaan" and "bbl" not in leg.ways:
                continue
            what = network.arrangements[name].what
            if what not in (said for _, said in arranged):
                arranged.append((network.stations[leg.step.target].name, what))
    return arranged


def money(routes: Sequence[Route], network: Network) -> list[str]:
    """What is earned or paid in each way that occurs, each once."""
    names = dict.fromkeys(way for route in routes for leg in route.legs for way in leg.ways)
    return [f"{network.ways[name].name}: {network.ways[name].text}" for name in names]


def money_sources(routes: Sequence[Route], network: Network) -> list[str]:
    """The ids of the sources of `money`."""
    names = dict.fromkeys(way for route in routes for leg in route.legs for way in leg.ways)
    return [source for name in names for source in network.ways[name].sources]


def description(plan: Plan, network: Network) -> str:
    """The drawing in words."""
    routes = [
        f"Weg {number} ({duration(route.years)}): {route_text(route, network)}."
        for number, route in enumerate(plan.routes, start=1)
    ]
    start, goal = network.stations[plan.start].name, goal_name(plan.goal)
    return f"Tekening van de wegen van {start} naar {goal}. {' '.join(routes)}"


def either(words: Sequence[str]) -> str:
    """Words as "a, b of c"."""
    return " of ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _number(value: float) -> str:
    if value == _HALF:
        return "een half"
    return f"{value:g}".replace(".", ",")


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
