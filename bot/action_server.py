"""The process of the custom actions: Rasa's action executor behind a server of our own.

The SDK's server listens on every address and sends the conversation back in its errors.
"""

import logging
import traceback
from typing import Any

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Request, Sanic
from sanic.response import HTTPResponse, json

from bot.courses.calls import noted
from bot.lifecycle import finish_what_is_in_hand
from bot.metrics.actions import measured
from bot.metrics.exposition import expose
from bot.settings import Settings

PACKAGE = "actions"
TRACE = "X-Vakroute-Trace"
"""Header of a request that wants to know, as `calls`, what was asked of the course-offer API."""

logger = logging.getLogger(__name__)


def build_app(metrics_token: str | None = None) -> Sanic:
    """The web application with every action of the package `actions`."""
    app = Sanic("vakroute_actions", configure_logging=False)
    finish_what_is_in_hand(app)
    expose(app, metrics_token)
    executor = ActionExecutor()
    executor.register_package(PACKAGE)

    @app.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        call = request.json
        if not isinstance(call, dict):
            return json({"error": "the body must be a JSON object"}, status=400)
        try:
            with noted() as calls:
                done = await _run(executor, call)
            traced = {"calls": [vars(one) for one in calls]} if TRACE in request.headers else {}
            return json({**(done or {}), **traced})
        except ActionExecutionRejection as rejection:
            body = {"error": rejection.message, "action_name": rejection.action_name}
            return json(body, status=400)
        except ActionNotFoundException as missing:
            return json({"error": missing.message, "action_name": missing.action_name}, status=404)
        except Exception as error:
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("an action failed: %s\n%s", type(error).__name__, where)
            return json({"error": type(error).__name__}, status=500)

    return app


async def _run(executor: ActionExecutor, call: dict[str, Any]) -> dict[str, Any] | None:
    name = str(call.get("next_action"))
    if name not in executor.actions:
        return await executor.run(call)
    with measured(name):
        return await executor.run(call)


def serve(chosen: Settings) -> None:
    """Serve until the process is told to stop."""
    build_app(chosen.metrics_token).run(
        host=chosen.actions_host, port=chosen.actions_port, access_log=False, motd=False, workers=1
    )
