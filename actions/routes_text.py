"""What the assistant says about routes: text, drawing, and buttons for what may come next."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from actions.routes_reading import FAILING, RouteRequest, Who
from bot.routes import text as words
from bot.routes.drawing import draw
from bot.routes.goals import Goal, GoalKind, Goals
from bot.routes.network import Network
from bot.routes.page import route_address
from bot.routes.planner import Outcome, Plan, Wish

ANSWER = "opleiding_info.route"
SEARCH = "opleidingsaanbod_regio"
MOST_BUTTONS = 5
MOST_CAUTIONS = 2
MOST_SOURCES = 8

_STARTS = {
    "": ("pro", "vmbo", "havo4", "havo", "mbo", "zonder-diploma", "werkend", "buitenland"),
    "vmbo": ("vmbo-bb", "vmbo-kb", "vmbo-gl", "vmbo-tl"),
    "mbo": ("entree", "mbo2", "mbo3", "mbo4"),
}
_TITLES = {
    "pro": "Praktijkonderwijs",
    "vmbo": "Vmbo",
    "havo4": "Havo, nog geen diploma",
    "havo": "Havodiploma",
    "mbo": "Mbo",
    "zonder-diploma": "Geen diploma",
    "werkend": "Ik werk al",
    "buitenland": "Diploma uit een ander land",
    "vmbo-bb": "Basis",
    "vmbo-kb": "Kader",
    "vmbo-gl": "Gemengd (gl)",
    "vmbo-tl": "Theoretisch (tl, mavo)",
    "entree": "Entree",
    "mbo2": "Niveau 2",
    "mbo3": "Niveau 3",
    "mbo4": "Niveau 4",
}
_WHERE = {
    Who.SELF: "Waar ben je nu, of welk diploma heb je?",
    Who.CHILD: "Waar is je kind nu, of welk diploma is er al?",
    Who.PUPIL: "Waar is je leerling nu, of welk diploma is er al?",
}
_WHICH = {"vmbo": "Welke leerweg van het vmbo is het?", "mbo": "Welk niveau van het mbo is het?"}
_WHAT = {
    Who.SELF: "Wat wil je worden, of welk diploma wil je halen?",
    Who.CHILD: "Wat wil je kind worden, of welk diploma is het doel?",
    Who.PUPIL: "Wat wil je leerling worden, of welk diploma is het doel?",
}
_SEARCHED = {
    "specialist": "mbo4", "veva2": "mbo2", "veva3": "mbo3", "hbov": "hbo", "pabo": "hbo",
    "leraar": "hbo", "propedeuse": "hbo",
}  # fmt: skip
_NOT_IN_CATALOGUE = ("wo", "politie", "havo", "vwo", "havo4", "vmbo-tl")

Message = dict[str, Any]
Button = dict[str, str]


class RoutePhrases:
    """Turns plans into messages."""

    def __init__(self, network: Network, goals: Goals) -> None:
        self._network, self._goals = network, goals

    def ask_start(self, request: RouteRequest) -> Message:
        """Asks where somebody is now, and tells what is known of the goal without that."""
        question = _WHICH.get(request.start) or _WHERE[request.who]
        goal = request.as_goal(self._goals)
        starts = _STARTS.get(request.start, _STARTS[""])
        buttons = [_route_button(_TITLES[start], level=start) for start in starts]
        if goal is None:
            example = 'Je mag het ook in één zin zeggen: "ik doe kader en wil kok worden".'
            return _message(f"{question} {example}", buttons)
        if not goal.stations:
            return self._unknown_way(goal.note, goal)
        towards = f"Ik zoek de wegen naar {words.goal_name(goal)}. {question}"
        if request.start or not goal.programmes:
            return _message(towards, buttons)
        sources = words.taught_sources(goal, self._network)
        return _message(
            "\n".join(filter(None, [words.taught_text(goal, self._network), goal.note, towards])),
            buttons,
            status="bestaat",
            sources=[source.shown() for source in self._network.cited(sources)],
            checked=self._network.checked,
        )

    def ask_goal(self, request: RouteRequest) -> Message:
        """Asks what somebody wants to become or reach."""
        start = self._network.stations[request.start].name
        unknown = f'"{request.goal}" ken ik niet als beroep of opleiding. ' if request.goal else ""
        return _message(
            f"{unknown}Je begint bij {start}. {_WHAT[request.who]} Noem een beroep, of kies hieronder.",
            [
                _route_button("Snel aan het werk", choice="werk"),
                _route_button("Mbo niveau 4", target_level="mbo4"),
                _route_button("Associate degree (Ad)", target_level="ad"),
                _route_button("Hbo-bachelor", target_level="hbo"),
                _button("Ik weet het nog niet", "/studiekeuze_hulp.test"),
            ],
        )

    def result(self, plan: Plan, request: RouteRequest) -> Message:
        """The routes as text and drawing, with the next step."""
        if not plan.routes:
            return self._nothing(plan, request)
        lines = [
            f"- Weg {number} ({words.duration(route.years)}): {words.route_text(route, self._network)}."
            f"{_at_age(words.age_text(plan, route), request.who)}"
            for number, route in enumerate(plan.routes, start=1)
        ]
        first = next(iter(words.arrangements(plan.routes[0], self._network)), None)
        parts = [
            " ".join(filter(None, [self._assumed(plan, request), self._opening(plan)])),
            "\n".join(lines),
            _ways_explained(plan),
            plan.goal.note,
            *words.cautions(plan, self._network)[:MOST_CAUTIONS],
            f"Eerste stap voor weg 1: {_lowered(first[1])}" if first else "",
            f"De jaren tellen vanaf nu of vanaf het diploma, en de school beslist of {request.who.value} "
            "wordt toegelaten.",
        ]
        asks = any(route.asks for route in plan.routes)
        return _message(
            "\n".join(part for part in parts if part),
            self._next(plan, request),
            image={
                "svg": draw(plan, self._network),
                "alt": f"Tekening van deze wegen naar {words.goal_name(plan.goal)}; ze staan ook in de tekst.",
            },
            status="bestaat",
            status_label="bestaat, een deel vraag je na bij de school" if asks else "bestaat",
            sources=self._sources(plan),
            checked=self._network.checked,
        )

    def failing(self, request: RouteRequest) -> Message:
        """What is left for who fails where he is now."""
        failing = self._network.failing[request.start]
        goal = request.as_goal(self._goals)
        station = self._network.stations[request.start]
        buttons = [
            _route_button("Weer naar mijn wegen", level=request.start),
            _button("Wisselen of stoppen", "/switchen_stoppen"),
            _button("Met een decaan praten", "/lob_decaan"),
        ]
        if goal and station.id.startswith("vmbo"):
            buttons.insert(0, _route_button("De weg zonder diploma", level="zonder-diploma"))
        return _message(
            f"{failing.text}\nVertel je mentor of decaan op tijd dat je je zorgen maakt, want dan is er meer mogelijk.",
            buttons,
            status="bestaat",
            sources=[source.shown() for source in self._network.cited(failing.sources)],
            checked=self._network.checked,
        )

    def _nothing(self, plan: Plan, request: RouteRequest) -> Message:
        note = plan.goal.note or "Vraag het na bij je decaan, of noem een ander beroep of diploma."
        if plan.outcome is Outcome.ALREADY_THERE:
            note = "Wil je verder? Noem dan een beroep, of kies hieronder."
        return self._unknown_way(f"{words.opening(plan, self._network)} {note}", plan.goal)

    def _unknown_way(self, text: str, goal: Goal) -> Message:
        buttons = [
            _route_button("Naar een hbo-bachelor", target_level="hbo"),
            _button("Met een decaan praten", "/lob_decaan"),
            _button("Ik weet het nog niet", "/studiekeuze_hulp.test"),
        ]
        if goal.kind is GoalKind.OCCUPATION:
            buttons[0] = _search_button("Zoek opleidingen die erbij passen", occupation=goal.name)
        return _message(text, buttons, status="onbekend", checked=self._network.checked)

    def _opening(self, plan: Plan) -> str:
        said = words.opening(plan, self._network)
        asks_shorter = Wish.FAST in plan.wishes and plan.goal.kind is not GoalKind.WORK
        if plan.outcome is not Outcome.FOUND or not asks_shorter:
            return said
        shortest = words.duration(min(route.years for route in plan.routes))
        return (
            f"Sneller dan {shortest} vind ik niet. Soms geeft een school vrijstelling of een kortere "
            f"opleiding; vraag dat na. {said}"
        )

    def _assumed(self, plan: Plan, request: RouteRequest) -> str:
        if not request.assumed:
            return ""
        return f"Ik ga uit van {self._network.stations[plan.start].name}."

    def _next(self, plan: Plan, request: RouteRequest) -> list[Button]:
        """Offers near you, and what people ask next."""
        buttons = [button for button in (self._search(plan),) if button]
        if request.assumed:
            diploma = "havo" if plan.start.startswith("havo") else "vwo"
            name = self._network.stations[diploma].name
            buttons.append(_route_button(f"Nee, ik heb al een {name}", level=diploma))
        ways = {way for route in plan.routes for leg in route.legs for way in leg.ways}
        if Wish.WORK not in plan.wishes and "bbl" in ways:
            buttons.append(_route_button("En werkend leren (bbl)?", choice="werken"))
        if Wish.FAST not in plan.wishes and len(plan.routes) > 1:
            buttons.append(_route_button("Kan het korter?", choice="kort"))
        buttons.append(_route_button("Wat als het niet lukt?", choice=FAILING))
        if request.who is not Who.CHILD:
            return buttons[:MOST_BUTTONS]
        parents = _button("Hoe help ik zonder te sturen?", "/studiekeuze_hulp.ouders")
        return [*buttons[: MOST_BUTTONS - 1], parents]

    def _search(self, plan: Plan) -> Button | None:
        leg = plan.routes[0].legs[0]
        end = plan.routes[0].stations[-1]
        goal = plan.goal
        here = (
            end if goal.kind is GoalKind.OCCUPATION and end in goal.programmes else leg.step.target
        )
        if here in _NOT_IN_CATALOGUE:
            return None
        level = _SEARCHED.get(here, here)
        title = "Opleidingen bij mij in de buurt"
        if goal.kind is GoalKind.OCCUPATION:
            return _search_button(title, occupation=goal.name, level=level)
        if goal.kind is GoalKind.SECTOR:
            return _search_button(title, sector=goal.name, level=level)
        return _search_button(title, level=level)

    def _sources(self, plan: Plan) -> list[Mapping[str, str]]:
        page = {
            "name": "Deze wegen als pagina, om te printen of te delen",
            "url": route_address(plan),
            "date": self._network.checked,
        }
        cited = self._network.cited(plan.sources)[:MOST_SOURCES]
        return [page, *(source.shown() for source in cited)]


def _at_age(age: str, who: Who) -> str:
    subject = "Je bent" if who is Who.SELF else f"{who.value[:1].upper()}{who.value[1:]} is"
    return f" {subject} dan ongeveer {age}." if age else ""


def _ways_explained(plan: Plan) -> str:
    ways = {way for route in plan.routes for leg in route.legs for way in leg.ways}
    bol = "Bol is school met stage, zonder loon. " if "bol" in ways else ""
    bbl = "Bbl is werken en leren, met loon." if "bbl" in ways else ""
    return (bol + bbl).strip()


def _message(text: str, buttons: Sequence[Button], **extra: Any) -> Message:
    return {"text": text, "buttons": list(buttons), "json_message": {"answer": ANSWER, **extra}}


def _button(title: str, payload: str) -> Button:
    return {"title": title, "payload": payload}


def _route_button(title: str, **entities: str) -> Button:
    return _button(title, f"/{ANSWER}{json.dumps(entities, ensure_ascii=False)}")


def _search_button(title: str, **entities: str) -> Button:
    return _button(title, f"/{SEARCH}{json.dumps(entities, ensure_ascii=False)}")


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
