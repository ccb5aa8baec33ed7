"""A conversation without a browser: the same agent and rules, on the terminal."""

import uuid
from collections.abc import Sequence
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.models import ensure_model
from bot.privacy.tracker_store import private_store
from bot.serve import loaded_agent
from bot.website.contract import typed
from bot.website.output import Message, TurnOutput, context_after


async def converse(questions: Sequence[str]) -> list[Message]:
    """What the assistant answers to questions that follow on each other.

    Raises:
        ChannelError: a question is empty or too long.
    """
    agent = await loaded_agent(ensure_model())
    conversation = uuid.uuid4().hex
    context: dict[str, Any] = {}
    said: list[Message] = []
    try:
        for question in questions:
            output = TurnOutput()
            await agent.handle_message(
                UserMessage(
                    typed(question),
                    output,
                    conversation,
                    input_channel="website",
                    metadata=dict(context),
                )
            )
            context = context_after(output.messages, context)
            said += output.messages
    finally:
        private_store(agent.tracker_store).delete_conversation(conversation)
    return said
