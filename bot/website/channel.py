"""The website channel: sessions, messages, feedback and deletion over HTTP with JSON."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, empty, json

from bot.privacy.tracker_store import private_store
from bot.website.contract import (
    ChannelError,
    Vocabulary,
    body_of,
    judgement,
    no_session,
    not_ready,
    said,
    too_many,
)
from bot.website.feedback import Feedback
from bot.website.limits import (
    MESSAGES_PER_ADDRESS,
    MESSAGES_PER_SESSION,
    SESSIONS_PER_ADDRESS,
    RateLimiter,
)
from bot.website.output import Message, TurnOutput, context_after, shown
from bot.website.sessions import Session, Sessions

GREETING = "utter_groet_start"
UNREACHABLE = "utter_niet_nu"
MOST_SECONDS = 20.0
"""A turn that takes longer is given up with an apology."""

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

    def __init__(self, sessions: Sessions, feedback: Feedback) -> None:
        self._sessions = sessions
        self._feedback = feedback
        self._session_limit = RateLimiter(MESSAGES_PER_SESSION)
        self._address_limit = RateLimiter(MESSAGES_PER_ADDRESS)
        self._start_limit = RateLimiter(SESSIONS_PER_ADDRESS)

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
            _allow(self._start_limit, address_of(request))
            greeting = await self._own_words(_agent(request), GREETING)
            token, _ = self._sessions.start()
            return json({"session": token, "messages": [greeting]}, status=201)

        @routes.post("/messages")
        @answered_with_errors
        async def receive(request: Request) -> HTTPResponse:
            _allow(self._address_limit, address_of(request))
            session = self._session_of(request)
            _allow(self._session_limit, session.token_hash)
            text = said(body_of(request.body), _vocabulary(_agent(request)))
            messages = await self.turn(text, session, _agent(request), on_new_message)
            return json({"messages": messages})

        @routes.post("/feedback")
        @answered_with_errors
        async def judge(request: Request) -> HTTPResponse:
            _allow(self._address_limit, address_of(request))
            session = self._session_of(request)
            given = judgement(body_of(request.body), _vocabulary(_agent(request)))
            self._feedback.add(
                session.conversation,
                answer=given.answer,
                useful=given.useful,
                comment=given.comment,
            )
            return empty(204)

        @routes.delete("/sessions/current")
        @answered_with_errors
        async def forget(request: Request) -> HTTPResponse:
            session = self._session_of(request)
            agent = _agent(request)
            async with agent.lock_store.lock(session.conversation):
                private_store(agent.tracker_store).delete_conversation(session.conversation)
                self._feedback.delete_conversation(session.conversation)
                self._sessions.end(session)
            return empty(204)

        return routes

    async def turn(
        self,
        text: str,
        session: Session,
        agent: Agent,
        handle: Callable[[UserMessage], Awaitable[Any]],
    ) -> list[Message]:
        """What the assistant answers to a text in a session, also when an action is away.

        Raises:
            asyncio.TimeoutError: it takes longer than `MOST_SECONDS`.
        """
        output = TurnOutput()
        message = UserMessage(
            text,
            output,
            session.conversation,
            input_channel=self.name(),
            metadata=dict(session.context),
        )
        await asyncio.wait_for(handle(message), timeout=MOST_SECONDS)
        if not output.messages:
            output.messages.append(await self._own_words(agent, UNREACHABLE))
        self._sessions.remember(session, context_after(output.messages, session.context))
        return output.messages

    async def answer_once(self, request: Request, text: str) -> list[Message]:
        """The answer to a single question, in a conversation that is forgotten at once.

        Raises:
            ChannelError: too many requests, or the assistant is not ready.
        """
        _allow(self._address_limit, address_of(request))
        agent = _agent(request)
        _, session = self._sessions.start()
        try:
            return await self.turn(text, session, agent, agent.handle_message)
        finally:
            private_store(agent.tracker_store).delete_conversation(session.conversation)
            self._sessions.end(session)

    @staticmethod
    async def _own_words(agent: Agent, name: str) -> Message:
        nobody = DialogueStateTracker("", [])
        return shown(await agent.processor.nlg.generate(name, nobody, "website") or {})

    def _session_of(self, request: Request) -> Session:
        scheme, _, token = (request.headers.get("Authorization") or "").partition(" ")
        session = self._sessions.find(token.strip()) if scheme.lower() == "bearer" else None
        if session is None:
            raise no_session()
        return session


def address_of(request: Request) -> str:
    """The address of a visitor; a proxy's header counts only when the proxy is a trusted one."""
    return str(request.remote_addr or request.ip)


def _allow(limiter: RateLimiter, key: str) -> None:
    seconds = limiter.wait(key)
    if seconds:
        raise too_many(seconds)


def _agent(request: Request) -> Agent:
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise not_ready()
    return agent


def _vocabulary(agent: Agent) -> Vocabulary:
    domain = agent.domain
    return Vocabulary(
        intents=[name for name in domain.intents if name not in _NOT_FOR_BUTTONS],
        entities=domain.entities,
    )
