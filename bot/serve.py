"""The bot's process: Rasa's agent with the page and the website channel, and nothing else of Rasa."""

import asyncio
import logging
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels import channel as rasa_channels
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from bot import garbage
from bot.console.blueprint import console_blueprint
from bot.console.console import Console
from bot.lifecycle import finish_what_is_in_hand, renew_when_asked
from bot.metrics import turns as meter
from bot.metrics.exposition import expose
from bot.model_seal import KEY, is_sealed
from bot.models import ModelBroken, current_path
from bot.paths import ROOT
from bot.privacy.database import Database
from bot.privacy.tracker_store import private_store
from bot.processor import Assistant
from bot.redis_server import SharedRedis
from bot.settings import Settings
from bot.statistics.statistics import Statistics
from bot.statistics.table import statistics_database
from bot.upkeep import Upkeep
from bot.website.broken_http import refuse_endless_bodies
from bot.website.channel import WebsiteChannel
from bot.website.database import website_database
from bot.website.feedback import Feedback
from bot.website.health import Health, Probe, answers
from bot.website.locks import ConversationLocks
from bot.website.pages import page_blueprint, protect
from bot.website.sessions import DatabaseSessions, RedisSessions, Sessions

logger = logging.getLogger(__name__)


async def loaded_agent(model: Path, locks: ConversationLocks | None = None) -> Agent:
    """An agent with a model and the endpoints of this project.

    Args:
        model: a trained model.
        locks: keep the turns of a conversation apart; only within this process when left out.

    Raises:
        ModelBroken: the model is not there, was not trained here, or cannot be read.
    """
    if not is_sealed(model):
        raise ModelBroken(
            f"{model.name} was not trained here, or was changed since. A model holds code, so it is "
            f"not loaded. Train one: python -m bot train (or give the key of the machine that did, {KEY})."
        )
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    endpoints.lock_store = locks or ConversationLocks()
    try:
        return Assistant.with_model(model, endpoints)
    except Exception as error:  # a damaged model fails in as many ways as it has components
        raise ModelBroken(f"{model.name} cannot be loaded. Remove it and start again.") from error


def build_app(model: Path, chosen: Settings) -> Sanic:
    """The web application; the agent is loaded before it takes requests."""
    app = Sanic("vakroute", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 64 * 1024
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.config.PROXIES_COUNT = chosen.proxies
    redis = SharedRedis(chosen.redis_url) if chosen.redis_url else None
    database = website_database(chosen.website_db_url)
    idle = chosen.idle_seconds
    sessions = Sessions(
        RedisSessions(redis, idle_seconds=idle)
        if redis
        else DatabaseSessions(database, idle_seconds=idle),
        idle_seconds=idle,
    )
    feedback = Feedback(database)
    statistics = Statistics(statistics_database(chosen.website_db_url))
    channel = WebsiteChannel(sessions, feedback, statistics, redis=redis, on_turn=[meter.tell])
    rasa_channels.register([channel], app, route="/webhooks/")
    health = Health(_probes(app, chosen, database, redis))
    app.blueprint(page_blueprint(channel, health))
    console = Console.of(chosen)
    app.blueprint(console_blueprint(console))
    protect(app)
    refuse_endless_bodies(app)
    expose(app, chosen.metrics_token)

    locks = ConversationLocks(redis)
    upkeep = Upkeep(
        lambda: private_store(app.ctx.agent.tracker_store),
        sessions=sessions,
        feedback=feedback,
        statistics=statistics,
        console=console,
        idle_seconds=idle,
    )

    @app.listener("before_server_start")
    async def load(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        app.ctx.agent = await loaded_agent(model, locks)
        upkeep.start()
        store = private_store(app.ctx.agent.tracker_store)
        parts = [store.database.part, database.part, console.database.part]
        meter.watch_parts([*parts, *([redis.part] if redis else [])])
        meter.watch_waiting("conversations", lambda: store.waiting)
        meter.watch_waiting("statistics", lambda: statistics.waiting)
        garbage.never_in_what_is_loaded()

    async def renew() -> str:
        newest = current_path()
        if not is_sealed(newest):
            raise ModelBroken(
                "there is no model for the present questions yet: python -m bot train"
            )
        app.ctx.agent = await asyncio.to_thread(_successor, app.ctx.agent, newest, locks)
        garbage.everywhere()
        return newest.name

    finish_what_is_in_hand(app)
    renew_when_asked(app, renew)

    @app.listener("after_server_start")
    async def tell(_app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        logger.info("ready: http://%s:%s/", chosen.host, chosen.port)

    @app.listener("after_server_stop")
    async def stop(_app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        await upkeep.stop()

    return app


def _successor(agent: Agent, model: Path, locks: ConversationLocks) -> Agent:
    """An agent with another model for the same conversations."""
    successor = asyncio.run(loaded_agent(model, locks))
    successor.tracker_store = successor.processor.tracker_store = agent.tracker_store
    successor.tracker_store.domain = successor.domain
    return successor


def _probes(
    app: Sanic, chosen: Settings, database: Database, redis: SharedRedis | None
) -> dict[str, Probe]:
    async def conversations() -> None:
        await asyncio.to_thread(private_store(app.ctx.agent.tracker_store).database.ping)

    async def website() -> None:
        await asyncio.to_thread(database.ping)

    actions = chosen.actions_url.removesuffix("/webhook") + "/health"
    return {
        "conversations": conversations,
        "website": website,
        **({"redis": redis.ping} if redis else {}),
        "actions": answers("action server", actions),
        "courses": answers("course-offer API", chosen.course_api_url),
    }


def serve(model: Path, chosen: Settings) -> None:
    """Serve until the process is told to stop."""
    app = build_app(model, chosen)
    app.run(host=chosen.host, port=chosen.port, access_log=False, motd=False, workers=1)
