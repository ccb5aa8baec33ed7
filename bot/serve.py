"""The bot's process: Rasa's agent with the page and the website channel, and nothing else of Rasa."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from rasa.core.agent import Agent, load_agent
from rasa.core.channels import channel as rasa_channels
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from bot.models import ModelBroken
from bot.paths import ROOT
from bot.privacy.tracker_store import private_store
from bot.settings import Settings
from bot.website.channel import WebsiteChannel
from bot.website.database import connect
from bot.website.feedback import Feedback
from bot.website.pages import page_blueprint, protect
from bot.website.sessions import IDLE_SECONDS, Sessions

PURGE_EVERY_SECONDS = 300
STATISTICS_SECONDS = 30 * 24 * 3600

logger = logging.getLogger(__name__)


async def loaded_agent(model: Path) -> Agent:
    """An agent with a model and the endpoints of this project.

    Raises:
        ModelBroken: the model is not there or cannot be read.
    """
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    agent = await load_agent(model_path=str(model), endpoints=endpoints)
    if not agent.is_ready():
        raise ModelBroken(f"{model.name} cannot be loaded. Remove it and start again.")
    return agent


def build_app(model: Path, chosen: Settings) -> Sanic:
    """The web application; the agent is loaded before it takes requests."""
    app = Sanic("vakroute", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 64 * 1024
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.config.FALLBACK_ERROR_FORMAT = "json"
    engine = connect(chosen.website_db_url)
    sessions, feedback = Sessions(engine), Feedback(engine)
    channel = WebsiteChannel(sessions, feedback)
    rasa_channels.register([channel], app, route="/webhooks/")
    app.blueprint(page_blueprint(channel))
    protect(app)

    @app.listener("before_server_start")
    async def load(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        app.ctx.agent = await loaded_agent(model)
        app.ctx.purging = asyncio.ensure_future(_purge_for_ever(app.ctx.agent, sessions, feedback))

    @app.listener("after_server_start")
    async def tell(_app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        logger.info("ready: http://%s:%s/", chosen.host, chosen.port)

    @app.listener("before_server_stop")
    async def stop(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        app.ctx.purging.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await app.ctx.purging

    return app


async def _purge_for_ever(agent: Agent, sessions: Sessions, feedback: Feedback) -> None:
    async for _ in _ticks(PURGE_EVERY_SECONDS):
        try:
            private_store(agent.tracker_store).purge(idle_seconds=IDLE_SECONDS)
            sessions.purge()
            feedback.purge(older_than_seconds=STATISTICS_SECONDS)
        except Exception as error:
            logger.error("the purge failed and is tried again: %s", type(error).__name__)


async def _ticks(seconds: float) -> AsyncIterator[None]:
    while True:
        yield
        await asyncio.sleep(seconds)


def serve(model: Path, chosen: Settings) -> None:
    """Serve until the process is told to stop."""
    app = build_app(model, chosen)
    app.run(host=chosen.host, port=chosen.port, access_log=False, motd=False, workers=1)
