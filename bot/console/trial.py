"""One question to the loaded model, with all that led to its answer; nothing of it is kept.

The turn is handled by Rasa's processor of the chat itself, but in a conversation that is only in
memory, past the channel. So no session, stored conversation or statistic knows of it.
"""

import asyncio
import copy
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.action_server import TRACE
from bot.courses.calls import Call
from bot.website.channel import MOST_SECONDS, UNREACHABLE, own_words
from bot.website.output import Message, TurnOutput, context_after


@dataclass(frozen=True)
class Trial:
    """What was answered, and why.

    `understood` is Rasa's parse with what bot/nlu adds to it: intent, intent_ranking, band, reason,
    decided, wishes, language, entities. `actions` are the names of what ran. `facts` are
    placeholders, `fact` or `fact@DAY`, as the answers filled them in.
    """

    messages: list[Message]
    understood: Mapping[str, Any]
    actions: list[str]
    facts: list[str]
    calls: list[Call]
    milliseconds: float


async def tried(agent: Agent, said: Sequence[str], *, previous_topic: str | None = None) -> Trial:
    """What the assistant answers to the last of some messages.

    Args:
        agent: the loaded model.
        said: the messages of one conversation, texts or payloads, in the channel's form.
        previous_topic: the topic that was at hand before the first of them.

    Raises:
        asyncio.TimeoutError: an answer takes longer than a visitor would wait.
    """
    actions = _TracedActions(agent.action_endpoint)
    processor = copy.copy(agent.processor)
    processor.tracker_store = InMemoryTrackerStore(processor.domain)
    processor.action_endpoint = actions
    conversation = uuid.uuid4().hex
    context: dict[str, Any] = {"previous_topic": previous_topic, "options": []}
    messages: list[Message] = []
    milliseconds = 0.0
    for text in said:
        actions.calls.clear()
        began = time.perf_counter()
        messages = await asyncio.wait_for(
            _turn(processor, conversation, text, context), timeout=MOST_SECONDS
        )
        milliseconds = (time.perf_counter() - began) * 1000
        messages = messages or [await own_words(agent, UNREACHABLE)]
        context = context_after(messages, context)
        await asyncio.sleep(0)  # visitors first
    tracker = await processor.tracker_store.retrieve(conversation)
    return _reported(tracker, messages, actions.calls, milliseconds)


async def _turn(
    processor: MessageProcessor, conversation: str, text: str, context: Mapping[str, Any]
) -> list[Message]:
    output = TurnOutput()
    message = UserMessage(
        text, output, conversation, input_channel=TurnOutput.name(), metadata=dict(context)
    )
    await processor.handle_message(message)
    return output.messages


class _TracedActions(EndpointConfig):
    """The action server, asked to tell along which calls it made to the course-offer API."""

    def __init__(self, endpoint: EndpointConfig) -> None:
        self.__dict__.update(endpoint.__dict__)
        self.headers = {**endpoint.headers, TRACE: "calls"}
        self.calls: list[Call] = []

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        answer = await super().request(*args, **kwargs)
        if isinstance(answer, dict):
            self.calls += [Call(**call) for call in answer.pop("calls", [])]
        return answer


def _reported(
    tracker: DialogueStateTracker | None,
    messages: list[Message],
    calls: list[Call],
    milliseconds: float,
) -> Trial:
    events = list(_of_the_last_turn(tracker)) if tracker else []
    facts = dict.fromkeys(
        fact
        for event in events
        if isinstance(event, BotUttered)
        for fact in (event.metadata.get("metadata") or {}).get("facts", ())
    )
    return Trial(
        messages=messages,
        understood=next((e.parse_data for e in events if isinstance(e, UserUttered)), {}),
        actions=[
            event.action_name
            for event in events
            if isinstance(event, ActionExecuted) and event.action_name not in _ALWAYS
        ],
        facts=list(facts),
        calls=list(calls),
        milliseconds=milliseconds,
    )


def _of_the_last_turn(tracker: DialogueStateTracker) -> Iterator[Event]:
    events = list(tracker.events)
    starts = [number for number, event in enumerate(events) if isinstance(event, UserUttered)]
    yield from events[starts[-1] :] if starts else []


_ALWAYS = (ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME)
