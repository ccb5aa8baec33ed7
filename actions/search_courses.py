"""Course offers in conversation: search, more, further away, details, comparison, forgetting."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import courses_text as texts
from actions.courses_left_out import with_what_is_left_out
from actions.courses_memory import SLOT, Memory
from actions.courses_service import course_search, phrasebook
from bot.courses.query import CourseQuery
from bot.courses.search import CourseSearch, Found, Outcome, Result

Domain = dict[str, Any]
Events = list[EventType]

_FORGET = {
    "place": re.compile(r"\b(plaats|woonplaats|stad|regio|provincie|buurt)\b"),
    "level": re.compile(r"\bniveaus?\b"),
    "route": re.compile(r"\b(bbl|bol|leerweg)\b"),
    "form": re.compile(r"\b(voltijd|deeltijd|duaal|vorm)\b"),
    "school": re.compile(r"\bschool\b"),
    "subject": re.compile(r"\b(richting|vak|beroep|sector|opleiding)\b"),
    "radius_km": re.compile(r"\b(afstand|straal|kilometers?|km)\b"),
}


class _CourseAction:
    """What the actions share: the search, and the memory of the conversation."""

    def __init__(self, search: CourseSearch | None = None) -> None:
        self._search = search or course_search()

    async def _find(self, query: CourseQuery) -> Result:
        return await asyncio.to_thread(self._search.search, query)

    async def _show(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, query: CourseQuery
    ) -> Events:
        """Searches, says what is found and what was not looked at, and remembers it as a new list."""
        result = await self._find(query)
        said = with_what_is_left_out(
            phrasebook().result(result),
            result,
            _entities(tracker),
            _text(tracker),
            place_named=self._search.place_named,
        )
        said = replace(said, fields={**said.fields, "searched": searched(result)})
        dispatcher.utter_message(**said.utter())
        shown = result.courses[: texts.CARDS] or result.alternatives
        kept = query
        if result.outcome is Outcome.UNKNOWN_PLACE:
            kept = query.without("place", "province")
        return [SlotSet(SLOT, Memory(kept, 0, tuple(shown)).to_slot())]


class SearchCourses(_CourseAction, Action):
    """Searches with what was said before and in this message."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_search_courses"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        """Merges the message's wishes with the remembered ones and searches."""
        query = _memory(tracker).query.with_message(_entities(tracker), _text(tracker))
        return await self._show(dispatcher, tracker, query)


class MoreCourses(_CourseAction, Action):
    """Shows the next part of the list."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_more_courses"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        """Searches again with the same wishes and shows what comes next."""
        memory = _memory(tracker)
        if not memory.query:
            dispatcher.utter_message(**texts.no_results_yet().utter())
            return []
        result = await self._find(memory.query)
        offset = memory.offset + texts.CARDS
        dispatcher.utter_message(**phrasebook().result(result, offset=offset).utter())
        new = result.courses[offset : offset + texts.CARDS]
        if not new:
            return []
        return [SlotSet(SLOT, Memory(memory.query, offset, (*memory.shown, *new)).to_slot())]


class WidenCourseSearch(_CourseAction, Action):
    """Searches further away."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_widen_course_search"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        """Takes the distance that was said, or the next larger circle."""
        before = _memory(tracker).query
        query = before.with_message(_entities(tracker), _text(tracker))
        if query and query.radius_km == before.radius_km:
            query = query.wider()
        return await self._show(dispatcher, tracker, query)


class CourseDetails(_CourseAction, Action):
    """Tells everything about one course of the list."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_course_details"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        """Finds out which course is meant and tells about it."""
        memory = _memory(tracker)
        if not memory.shown:
            dispatcher.utter_message(**texts.no_results_yet().utter())
            return []
        number = (memory.chosen(_said(tracker)) or [1])[0]
        if not 1 <= number <= len(memory.shown):
            dispatcher.utter_message(**texts.no_such_number(len(memory.shown)).utter())
            return []
        found = memory.shown[number - 1]
        starts, origins = await asyncio.gather(
            asyncio.to_thread(self._starts, found), asyncio.to_thread(self._search.origins)
        )
        dispatcher.utter_message(**texts.details(found, starts=starts, origins=origins).utter())
        return []

    def _starts(self, found: Found) -> Sequence[str]:
        return self._search.starts(found)


class CompareCourses(_CourseAction, Action):
    """Puts courses of the list side by side."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_compare_courses"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        """Finds out which courses are meant; the first two when that is not said."""
        memory = _memory(tracker)
        if len(memory.shown) < 2:
            message = texts.no_such_number(1) if memory.shown else texts.no_results_yet()
            dispatcher.utter_message(**message.utter())
            return []
        numbers = [n for n in memory.chosen(_said(tracker)) if 1 <= n <= len(memory.shown)]
        if len(numbers) == 1:
            numbers.append(1 if numbers[0] != 1 else 2)
        chosen = [(n, memory.shown[n - 1]) for n in (numbers or [1, 2])[:3]]
        origins = await asyncio.to_thread(self._search.origins)
        dispatcher.utter_message(**texts.comparison(chosen, origins=origins).utter())
        return []


class ForgetCourseWishes(_CourseAction, Action):
    """Forgets all wishes, or the ones that are named."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_forget_course_wishes"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Domain
    ) -> Events:
        """Searches again when wishes are left."""
        memory = _memory(tracker)
        said = _text(tracker).lower()
        named = [
            name
            for name, words in _FORGET.items()
            if words.search(said) and getattr(memory.query, name, None)
        ]
        if "place" in named or (_FORGET["place"].search(said) and memory.query.province):
            named += ["place", "province", "radius_km"]
        query = memory.query.without(*named) if named else CourseQuery()
        if query and named:
            return await self._show(dispatcher, tracker, query)
        dispatcher.utter_message(**texts.wishes_cleared().utter())
        return [SlotSet(SLOT, None)]


def searched(result: Result) -> dict[str, str]:
    """Where and in which sector was looked, for the statistics; only names that we know ourselves."""
    return {
        "town": result.place.label if result.place else "",
        "sector": result.subject.sector if result.subject else "",
    }


def _memory(tracker: Tracker) -> Memory:
    return Memory.from_slot(tracker.get_slot(SLOT))


def _entities(tracker: Tracker) -> list[dict[str, Any]]:
    entities = (tracker.latest_message or {}).get("entities")
    return [e for e in entities if isinstance(e, dict)] if isinstance(entities, list) else []


def _text(tracker: Tracker) -> str:
    return str((tracker.latest_message or {}).get("text") or "")


def _said(tracker: Tracker) -> str:
    """What was typed; of a button, the values that it carries."""
    text = _text(tracker)
    if text.startswith("/"):
        return " ".join(str(entity.get("value", "")) for entity in _entities(tracker))
    return text
