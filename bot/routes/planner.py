"""From a station to a goal: the best few routes that the rules allow."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from itertools import pairwise
from operator import le
from typing import NamedTuple

import networkx

from bot.routes.goals import Goal, GoalKind
from bot.routes.network import Kind, Network, Step

MOST_ROUTES = 3
MOST_LEGS = 5
LONGEST_WAIT = 2
"""Years that somebody may wait to come of age for a step."""

ADULT = 18
"""For a step that asks more years than this, nobody waits."""

FAR_LONGER = 4
"""A route that takes at least so many years more than the best is left out."""

_GENERAL = (Kind.SCHOOL,)
_VOCATIONAL = (Kind.MBO, Kind.HIGHER, Kind.WORK)


class Wish(str, Enum):
    """What somebody wants of a route."""

    WORK = "werkend leren"
    FAST = "zo kort mogelijk"
    PRACTICE = "in de praktijk blijven"
    HAVO = "via de havo"
    MBO = "via het mbo"


class Outcome(str, Enum):
    """How planning ended."""

    FOUND = "found"
    OTHER_WISHES = "found only without the wishes"
    ALREADY_THERE = "already there"
    NO_ROUTE = "no route"
    WAY_UNKNOWN = "the way to this goal is not in our data"


class Leg(NamedTuple):
    """A step of a route: how it can be done, and when it begins and ends.

    starts and ends are years from now, as (at least, at most); waits tells that somebody must first
    become old enough.
    """

    step: Step
    ways: tuple[str, ...]
    starts: tuple[float, float]
    ends: tuple[float, float]
    programme: str
    earns: bool
    vocational: bool
    waits: bool = False


@dataclass(frozen=True)
class Route:
    """Legs one after the other, up to a station of the goal.

    level is that of its end; changes counts how often one goes on in another kind of school.
    """

    legs: tuple[Leg, ...]
    level: int
    changes: int

    @cached_property
    def stations(self) -> tuple[str, ...]:
        """Every station, the first one included."""
        return (self.legs[0].step.origin, *(leg.step.target for leg in self.legs))

    @cached_property
    def years(self) -> tuple[float, float]:
        """How long it takes, waiting included."""
        return self.legs[-1].ends

    @cached_property
    def asks(self) -> int:
        """How many legs depend on the school."""
        return sum(leg.step.ask for leg in self.legs)

    @cached_property
    def first_diploma(self) -> float:
        """Years, at most, until the first diploma of a trade."""
        return next((leg.ends[1] for leg in self.legs if leg.vocational), self.years[1])

    @cached_property
    def unpaid(self) -> float:
        """Years, at most, that cannot be combined with a job that belongs to it."""
        return sum(leg.ends[1] - leg.starts[1] for leg in self.legs if not leg.earns)

    @cached_property
    def counts(self) -> tuple[float, ...]:
        """What routes are compared on; less is better in each."""
        return (
            *self.years,
            len(self.legs),
            self.asks,
            self.first_diploma,
            self.unpaid,
            self.changes,
            -self.level,
        )

    def beats(self, other: "Route") -> bool:
        """Whether it is at least as good on every count and better on one."""
        mine, theirs = self.counts, other.counts
        return mine != theirs and all(map(le, mine, theirs))


@dataclass(frozen=True)
class Plan:
    """The routes from a station to a goal, best first; age is in years, None when not said."""

    outcome: Outcome
    start: str
    goal: Goal
    wishes: frozenset[Wish]
    age: int | None
    routes: tuple[Route, ...] = ()

    @property
    def sources(self) -> list[str]:
        """The ids of the sources of every step and programme, each once."""
        named = [
            name
            for route in self.routes
            for leg in route.legs
            for name in (*leg.step.sources, *self.goal.sources(leg.step.target))
        ]
        return list(dict.fromkeys(named))


class Planner:
    """Finds routes in a network."""

    def __init__(self, network: Network) -> None:
        self._network = network
        graph = network.graph
        self._next = {station: tuple(graph.successors(station)) for station in graph}
        self._upwards = networkx.subgraph_view(graph, filter_edge=self._goes_up).reverse(copy=True)
        self._ways = network.ways
        self._paying = frozenset(name for name, way in network.ways.items() if way.earns)
        self._open = {
            station: frozenset(
                target
                for target in self._next[station]
                if not all(step.ask for step in network.between(station, target))
            )
            for station in graph
        }

    def plan(
        self,
        start: str,
        goal: Goal,
        *,
        wishes: Iterable[Wish] = (),
        age: int | None = None,
    ) -> Plan:
        """The best few routes; when the wishes leave none, the ones without the wishes.

        Raises:
            KeyError: there is no such station.
        """
        wanted = frozenset(wishes)
        self._network.stations[start]

        def ended(outcome: Outcome, routes: Sequence[Route] = ()) -> Plan:
            return Plan(outcome, start, goal, wanted, age, tuple(routes))

        if not goal.stations:
            return ended(Outcome.WAY_UNKNOWN)
        if goal.kind in (GoalKind.LEVEL, GoalKind.WORK) and start in goal.stations:
            return ended(Outcome.ALREADY_THERE)
        routes = sorted(
            self._allowed(start, goal, age),
            key=lambda route: goal.stations.index(route.stations[-1]),
        )
        chosen = self._best([route for route in routes if self._suits(route, wanted)], wanted)
        if chosen:
            return ended(Outcome.FOUND, [self._as_wished(route, wanted) for route in chosen])
        others = self._best(routes, frozenset())
        return ended(Outcome.OTHER_WISHES if others else Outcome.NO_ROUTE, others)

    def _allowed(self, start: str, goal: Goal, age: int | None) -> Iterator[Route]:
        """Every route that the rules allow; another trade at the same level is one too."""
        if start in goal.stations and goal.kind is GoalKind.OCCUPATION:
            leg = self._leg((start,), start, (0.0, 0.0), goal, age)
            if leg:
                yield self._route((start, start), (leg,))
        yield from self._onward((start,), (), goal, age, self._legs_to(goal))

    def _onward(
        self,
        path: tuple[str, ...],
        legs: tuple[Leg, ...],
        goal: Goal,
        age: int | None,
        legs_to_goal: Mapping[str, int],
    ) -> Iterator[Route]:
        """How a path goes on: upwards, to a goal or to where one can still be reached.

        Only the first step may go down, when it is the last: another trade.
        """
        here = path[-1]
        level = self._network.stations[here].level
        now = legs[-1].ends if legs else (0.0, 0.0)
        for following in self._next[here]:
            station = self._network.stations[following]
            is_goal = following in goal.stations and (station.level >= level or not legs)
            goes_on = (
                station.level >= level
                and not station.final
                and len(path) + legs_to_goal.get(following, MOST_LEGS) <= MOST_LEGS
            )
            if following in path or not (is_goal or goes_on):
                continue
            leg = self._leg(path, following, now, goal, age)
            if leg is None:
                continue
            if is_goal:
                yield self._route((*path, following), (*legs, leg))
            if goes_on:
                yield from self._onward((*path, following), (*legs, leg), goal, age, legs_to_goal)

    def _goes_up(self, origin: str, target: str) -> bool:
        stations = self._network.stations
        return not stations[origin].final and stations[target].level >= stations[origin].level

    def _legs_to(self, goal: Goal) -> dict[str, int]:
        """The fewest legs, none of them down, to a station of the goal; for one of them, to another."""
        fewest: dict[str, int] = {}
        for end in goal.stations:
            found = networkx.single_source_shortest_path_length(self._upwards, end, MOST_LEGS)
            for station, legs in found.items():
                if legs:
                    fewest[station] = min(legs, fewest.get(station, MOST_LEGS))
        return fewest

    def _route(self, path: tuple[str, ...], legs: tuple[Leg, ...]) -> Route:
        kinds = [self._network.stations[station].kind for station in path]
        changes = sum(before is not after for before, after in pairwise(kinds))
        return Route(legs, self._network.stations[path[-1]].level, changes)

    def _leg(
        self,
        path: tuple[str, ...],
        target: str,
        now: tuple[float, float],
        goal: Goal,
        age: int | None,
    ) -> Leg | None:
        """The next leg of a path, or None when no step is allowed or needed at that age."""
        steps = self._network.between(path[-1], target)
        possible = filter(None, (self._taken(step, now, path[0], goal, age) for step in steps))
        best = min(possible, key=lambda leg: (leg.step.ask, leg.ends), default=None)
        if best and best.step.ask and self._has_access(path[:-1], target):
            return None
        return best

    def _has_access(self, earlier: Sequence[str], target: str) -> bool:
        """Whether an earlier diploma opens a station already, so that nobody need ask for it."""
        return any(target in self._open[station] for station in earlier)

    def _taken(
        self, step: Step, now: tuple[float, float], start: str, goal: Goal, age: int | None
    ) -> Leg | None:
        """A step as a leg, or None when one is too young for it."""
        at_start = self._network.stations[start].age if age is None else age
        patience = LONGEST_WAIT if step.min_age <= ADULT else 0
        if at_start + now[1] + patience < step.min_age:
            return None
        begins, ways = now, step.ways
        if age is not None:
            old_enough = float(step.min_age - age)
            begins = (max(now[0], old_enough), max(now[1], old_enough))
            ways = tuple(way for way in ways if age + begins[1] >= self._ways[way].min_age)
        if not ways:
            return None
        return Leg(
            step=step,
            ways=ways,
            starts=begins,
            ends=(begins[0] + step.years[0], begins[1] + step.years[1]),
            programme=goal.programmes.get(step.target, ""),
            earns=not self._paying.isdisjoint(ways),
            vocational=self._network.stations[step.target].kind in _VOCATIONAL,
            waits=at_start + now[1] < step.min_age,
        )

    def _suits(self, route: Route, wishes: frozenset[Wish]) -> bool:
        kinds = [self._network.stations[at].kind for at in route.stations[1:]]
        rules: dict[Wish, Callable[[], bool]] = {
            Wish.WORK: lambda: all(leg.earns for leg in route.legs),
            Wish.PRACTICE: lambda: not any(kind in _GENERAL for kind in kinds),
            Wish.HAVO: lambda: "havo" in route.stations,
            Wish.MBO: lambda: Kind.MBO in kinds and not any(kind in _GENERAL for kind in kinds),
        }
        return all(rules[wish]() for wish in wishes if wish in rules)

    def _as_wished(self, route: Route, wishes: frozenset[Wish]) -> Route:
        """The route with only the ways that come with a job, when that is the wish."""
        if Wish.WORK not in wishes:
            return route
        legs = [
            leg._replace(ways=tuple(way for way in leg.ways if way in self._paying))
            for leg in route.legs
        ]
        return replace(route, legs=tuple(legs))

    @staticmethod
    def _best(routes: Sequence[Route], wishes: frozenset[Wish]) -> list[Route]:
        """The few best, of which none is beaten by another; the ends of a goal take turns."""
        best = _without_a_surer_one(routes, _unbeaten(routes))
        best.sort(key=lambda route: _weight(route, wishes))
        if best:
            limit = best[0].years[1] + FAR_LONGER
            best = [route for route in best if route.years[0] <= limit]
        ends = {route.stations[-1]: route for route in reversed(best)}
        first = [route for route in best if ends[route.stations[-1]] is route]
        rest = [route for route in best if route not in first]
        return sorted((first + rest)[:MOST_ROUTES], key=lambda route: _weight(route, wishes))


def _unbeaten(routes: Sequence[Route]) -> list[Route]:
    """The routes that no other one beats, in their order."""
    kept: list[Route] = []
    for route in sorted(routes, key=lambda route: route.counts):  # a better one comes first
        if not any(other.beats(route) for other in kept):
            kept.append(route)
    chosen = set(map(id, kept))
    return [route for route in routes if id(route) in chosen]


def _without_a_surer_one(routes: Sequence[Route], some: Iterable[Route]) -> list[Route]:
    """Some of the routes, without those that ask a school where another is there as soon unasked."""
    soonest: dict[str, float] = {}
    for route in routes:
        if not route.asks:
            end = route.stations[-1]
            soonest[end] = min(route.years[1], soonest.get(end, route.years[1]))
    return [
        route
        for route in some
        if not route.asks or soonest.get(route.stations[-1], math.inf) > route.years[1]
    ]


def _weight(route: Route, wishes: frozenset[Wish]) -> tuple[float, ...]:
    years = sum(route.years) / 2
    if Wish.FAST in wishes:
        return (years, route.asks, len(route.legs))
    waits = sum(leg.waits for leg in route.legs)
    return (years + len(route.legs) + 2 * (route.asks + waits), route.unpaid)
