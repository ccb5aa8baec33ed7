"""Routes from here to there in conversation."""

import asyncio
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.routes_reading import SLOT, UNCLEAR, RouteRequest, entities_of
from actions.routes_text import Message, RoutePhrases
from bot.routes.goals import Goals, goals
from bot.routes.network import Network, network
from bot.routes.page import planner
from bot.routes.planner import Planner

ROUTE = "route"
"""The part of the slot that holds the request; the rest is the choice help's."""


class PlanRoute(Action):
    """Plans and draws the routes, or asks for the one thing that is missing."""

    def __init__(
        self,
        steps: Network | None = None,
        known: Goals | None = None,
        planned_by: Planner | None = None,
    ) -> None:
        self._network = steps or network()
        self._goals = known or goals()
        self._planner = planned_by or planner()
        self._phrases = RoutePhrases(self._network, self._goals)

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_plan_route"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Merges the message with what was said before and answers."""
        slot = tracker.get_slot(SLOT)
        kept = dict(slot) if isinstance(slot, dict) else {}
        message = tracker.latest_message or {}
        request = RouteRequest.from_slot(kept.get(ROUTE)).with_message(
            entities_of(message),
            str(message.get("text") or ""),
            self._network,
            self._goals,
        )
        dispatcher.utter_message(**await asyncio.to_thread(self._answer, request))
        return [SlotSet(SLOT, {**kept, ROUTE: request.to_slot()})]

    def _answer(self, request: RouteRequest) -> Message:
        is_clear = request.start in self._network.stations and request.start not in UNCLEAR
        if not is_clear:
            return self._phrases.ask_start(request)
        if request.fails:
            return self._phrases.failing(request)
        goal = request.as_goal(self._goals)
        if goal is None:
            return self._phrases.ask_goal(request)
        plan = self._planner.plan(request.start, goal, wishes=request.wishes, age=request.age)
        return self._phrases.result(plan, request)
