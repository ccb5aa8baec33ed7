"""The website channel: sessions, messages, feedback and deletion over HTTP with JSON."""

import asyncio
import contextlib
import logging
import time
import traceback
import uuid
from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from typing import Any, NoReturn

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.lock_store import LockError
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, empty, json

from bot.lifecycle import MOST_SECONDS
from bot.parts import Away
from bot.privacy.tracker_store import TURN, private_store
from bot.redis_server import SharedRedis
from bot.statistics.statistics import Statistics
from bot.statistics.turns import Turn, turn_of
from bot.website.contract import (
    ChannelError,
    Vocabulary,
    body_of,
    judgement,
    key_of,
    no_session,
    not_ready,
    said,
    too_many,
)
from bot.website.feedback import Feedback
from bot.website.kept import UNKNOWN, what_else_is_kept
from bot.website.limits import (
    MESSAGES_PER_ADDRESS,
    MESSAGES_PER_SESSION,
    SESSIONS_PER_ADDRESS,
    Limiter,
    limiter,
)
from bot.website.output import Message, TurnOutput, context_after, shown
from bot.website.sessions import Session, Sessions

GREETING = "utter_groet_start"
UNREACHABLE = "utter_niet_nu"
WITHOUT_PAST = "utter_zonder_geheugen"
SHOWN = "privacy_gegevens.inzage"
"""The answer that shows the conversation as it is kept; the channel adds what is kept beside it."""

WIPED = "privacy_gegevens.wissen"
"""The answer that says that the conversation is gone, and so makes it true."""

FORGETFUL = "without_past"
"""In a session's context: the visitor knows that the conversation's past is away."""

_NOT_FOR_BUTTONS = frozenset({"restart", "session_start", "back", "out_of_scope", "nlu_fallback"})

logger = logging.getLogger(__name__)
Handler = Callable[..., Awaitable[HTTPResponse]]


def answered_with_errors(handler: Handler) -> Handler:
    """Turns refusals into the contract's errors and anything unforeseen into "not ready"."""

    @wraps(handler)
    async def handle(*args: Any, **kwargs: Any) -> HTTPResponse:
        try:
            return await handler(*args, **kwargs)
        except ChannelError as error:
            return error_response(error)
        except (Away, LockError):
            return error_response(not_ready())
        except Exception as error:
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("a request failed: %s\n%s", type(error).__name__, where)
            return error_response(not_ready())

    return handle


def error_response(error: ChannelError) -> HTTPResponse:
    """An error in the shape of the contract."""
    headers = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
    body = {"error": {"code": error.code, "message": error.message}}
    return json(body, status=error.status, headers=headers)


class WebsiteChannel(InputChannel):
    """Speaks with the page; the contract is in docs/architecture.md."""

    def __init__(
        self,
        sessions: Sessions,
        feedback: Feedback,
        statistics: Statistics,
        *,
        redis: SharedRedis | None = None,
        on_turn: Sequence[Callable[[Turn], None]] = (),
    ) -> None:
        """The channel.

        Args:
            sessions: who may speak in which conversation.
            feedback: keeps judgements.
            statistics: keeps what was asked.
            redis: shares limits with other workers.
            on_turn: told of every turn, after it; must return at once.
        """
        self._sessions = sessions
        self._feedback = feedback
        self._statistics = statistics
        self._on_turn = (statistics.record, *on_turn)
        self._session_limit = limiter(MESSAGES_PER_SESSION, redis)
        self._address_limit = limiter(MESSAGES_PER_ADDRESS, redis)
        self._start_limit = limiter(SESSIONS_PER_ADDRESS, redis)

    @classmethod
    def name(cls) -> str:
        """The path below /webhooks/ and the name of the channel in conversations."""
        return "website"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes."""
        routes = Blueprint("website_channel")

        @routes.post("/sessions")
        @answered_with_errors
        async def start(request: Request) -> HTTPResponse:
            await _allow(self._start_limit, address_of(request))
            greeting = await own_words(_agent(request), GREETING)
            token, _ = await self._sessions.start()
            return json({"session": token, "messages": [greeting]}, status=201)

        @routes.post("/messages")
        @answered_with_errors
        async def receive(request: Request) -> HTTPResponse:
            await _allow(self._address_limit, address_of(request))
            agent = _agent(request)
            try:
                session = await self._session_of(request)
            except Away:
                text = said(body_of(request.body), vocabulary_of(agent))
                return _answer(await self._once(text, agent), remembered=False)
            await _allow(self._session_limit, session.token_hash)
            text = said(body_of(request.body), vocabulary_of(agent))
            messages = await self.turn(text, session, agent, key=key_of(request.headers))
            waits = private_store(agent.tracker_store).waits(session.conversation)
            return _answer(messages, remembered=not waits)

        @routes.post("/feedback")
        @answered_with_errors
        async def judge(request: Request) -> HTTPResponse:
            await _allow(self._address_limit, address_of(request))
            session = await self._session_of(request)
            given = judgement(body_of(request.body), vocabulary_of(_agent(request)))
            self._feedback.add(
                session.conversation,
                answer=given.answer,
                useful=given.useful,
                comment=given.comment,
            )
            self._statistics.judged(session.conversation, answer=given.answer, useful=given.useful)
            return empty(204)

        @routes.delete("/sessions/current")
        @answered_with_errors
        async def forget(request: Request) -> HTTPResponse:
            session = await self._session_of(request)
            agent = _agent(request)
            async with agent.lock_store.lock(session.conversation):
                await self._forget(session, agent)
            return empty(204)

        return routes

    async def turn(
        self, text: str, session: Session, agent: Agent, *, key: str | None = None
    ) -> list[Message]:
        """What the assistant answers to a text in a session, also when an action is away.

        Args:
            text: what was said.
            session: whose turn it is.
            agent: who answers.
            key: what the client calls this turn; one that was answered before gets that answer.

        Raises:
            asyncio.TimeoutError: it takes longer than `MOST_SECONDS`.
            ChannelError: the session ended while this turn waited for the one before it.
        """
        return await asyncio.wait_for(
            self._turn_in_order(text, session, agent, key), timeout=MOST_SECONDS
        )

    async def _turn_in_order(
        self, text: str, session: Session, agent: Agent, key: str | None
    ) -> list[Message]:
        async with agent.lock_store.lock(session.conversation):
            with contextlib.suppress(Away):
                session = await self._sessions.again(session) or _ended()
            messages = _answered_before(agent, session, key) if key else None
            if messages is None:
                messages = await self._answers(text, session, agent, key)
            if any(message.get("answer") == WIPED for message in messages):
                await self._forget(session, agent)
                return messages
            for message in messages:
                if message.get("answer") == SHOWN:
                    message["text"] += f"\n\n{self._kept_beside(session.conversation)}"
            context = context_after(messages, session.context)
            if private_store(agent.tracker_store).waits(session.conversation):
                if session.context.get("previous_topic") and not session.context.get(FORGETFUL):
                    messages.append(await own_words(agent, WITHOUT_PAST))
                context[FORGETFUL] = True
            await self._sessions.remember(session, context)
        return messages

    def _kept_beside(self, conversation: str) -> str:
        try:
            turns = self._statistics.of_conversation(conversation)
            return what_else_is_kept(turns, self._feedback.of_conversation(conversation))
        except Away:
            return UNKNOWN

    async def _forget(self, session: Session, agent: Agent) -> None:
        """Remove everything that is kept of a conversation, which its caller holds.

        Raises:
            Away: part of it cannot be removed now.
        """
        private_store(agent.tracker_store).delete_conversation(session.conversation)
        self._feedback.delete_conversation(session.conversation)
        self._statistics.delete_conversation(session.conversation)
        await self._sessions.end(session)

    async def _answers(
        self, text: str, session: Session, agent: Agent, key: str | None
    ) -> list[Message]:
        at, began = time.time(), time.perf_counter()
        output = TurnOutput()
        metadata = dict(session.context)
        if key is not None:
            metadata[TURN] = key
        message = UserMessage(
            text, output, session.conversation, input_channel=self.name(), metadata=metadata
        )
        # Understood here rather than by Rasa, which does not tell what it understood.
        message.parse_data = await agent.processor.parse_message(message)
        await agent.processor.handle_message(message)
        self._tell(
            turn_of(
                message.parse_data,
                [str(said.get("answer") or "") for said in output.messages],
                at=at,
                seconds=time.perf_counter() - began,
                conversation=session.conversation if session.token_hash else None,
                previous_topic=session.context.get("previous_topic"),
                searched=output.searched,
            )
        )
        return output.messages or [await own_words(agent, UNREACHABLE)]

    def _tell(self, turn: Turn) -> None:
        for listener in self._on_turn:
            try:
                listener(turn)
            except Exception as error:
                logger.error("a turn was not counted: %s", type(error).__name__)

    async def answer_once(self, request: Request, text: str) -> list[Message]:
        """The answer to a single question, in a conversation that is forgotten at once.

        Raises:
            ChannelError: too many requests, or the assistant is not ready.
        """
        await _allow(self._address_limit, address_of(request))
        return await self._once(text, _agent(request))

    async def _once(self, text: str, agent: Agent) -> list[Message]:
        nobody = Session(token_hash="", conversation=uuid.uuid4().hex)
        try:
            return await asyncio.wait_for(
                self._answers(text, nobody, agent, None), timeout=MOST_SECONDS
            )
        finally:
            with contextlib.suppress(Away):
                private_store(agent.tracker_store).delete_conversation(nobody.conversation)

    async def _session_of(self, request: Request) -> Session:
        scheme, _, token = (request.headers.get("Authorization") or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise no_session()
        return await self._sessions.find(token.strip()) or _ended()


async def own_words(agent: Agent, name: str) -> Message:
    """A message of ours that answers no question, such as a greeting."""
    nobody = DialogueStateTracker("", [])
    return shown(await agent.processor.nlg.generate(name, nobody, "website") or {})


def _ended() -> NoReturn:
    raise no_session()


def _answered_before(agent: Agent, session: Session, key: str) -> list[Message] | None:
    """The messages of a turn that was handled already, though its client never heard."""
    try:
        said = private_store(agent.tracker_store).answers_to(session.conversation, key)
    except Away:
        return None
    if said is None:
        return None
    return [shown({**one.metadata, **one.data, "text": one.text}) for one in said]


def _answer(messages: list[Message], *, remembered: bool) -> HTTPResponse:
    """The messages; that they are not in the stored conversation is told to the client."""
    return json({"messages": messages} | ({} if remembered else {"remembered": False}))


def address_of(request: Request) -> str:
    """The address of a visitor; a proxy's header counts only when the proxy is a trusted one."""
    return str(request.remote_addr or request.ip)


async def _allow(limit: Limiter, key: str) -> None:
    seconds = await limit.wait(key)
    if seconds:
        raise too_many(seconds)


def _agent(request: Request) -> Agent:
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise not_ready()
    return agent


def vocabulary_of(agent: Agent) -> Vocabulary:
    """What a button may send to an assistant."""
    domain = agent.domain
    return Vocabulary(
        intents=[name for name in domain.intents if name not in _NOT_FOR_BUTTONS],
        entities=domain.entities,
    )
