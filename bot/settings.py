"""Settings from the environment, with defaults that work on one machine."""

import os
from contextlib import suppress
from dataclasses import dataclass

from bot.errors import Failure
from bot.paths import CACHE

STATE = CACHE / "state"
HOST = "VAKROUTE_HOST"
PORT = "VAKROUTE_PORT"
ACTIONS_HOST = "VAKROUTE_ACTIONS_HOST"
ACTIONS_PORT = "VAKROUTE_ACTIONS_PORT"
COURSES_PORT = "VAKROUTE_COURSES_PORT"
ACTIONS_URL = "VAKROUTE_ACTIONS_URL"
COURSE_API_URL = "COURSE_API_URL"
CONVERSATIONS_URL = "VAKROUTE_CONVERSATIONS_URL"
WEBSITE_DB_URL = "VAKROUTE_WEBSITE_DB_URL"
REDIS_URL = "VAKROUTE_REDIS_URL"
PROXIES = "VAKROUTE_PROXIES"
CONSOLE_DB_URL = "VAKROUTE_CONSOLE_DB_URL"
CONSOLE_USER_HEADER = "VAKROUTE_CONSOLE_USER_HEADER"
CONSOLE_PROXY_SECRET = "VAKROUTE_CONSOLE_PROXY_SECRET"
METRICS_TOKEN = "VAKROUTE_METRICS_TOKEN"
IDLE_MINUTES = "VAKROUTE_IDLE_MINUTES"
MOST_IDLE_MINUTES = 60
"""What the assistant and its privacy page promise; a school may choose fewer."""


class BadSetting(Failure):
    """An environment variable has a value that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """Where the processes listen and where they keep things."""

    host: str
    port: int
    actions_host: str
    actions_port: int
    courses_port: int
    actions_url: str
    course_api_url: str
    conversations_url: str
    website_db_url: str
    redis_url: str | None
    """Redis for several workers; None on one machine."""
    proxies: int
    """Trusted proxies before us, each of which adds the address it was called from to
    `X-Forwarded-For`; with 0 that header is ignored."""
    console_db_url: str
    console_user_header: str | None
    """The header in which a proxy with its own sign-in names the console's user; None without."""
    console_proxy_secret: str | None
    metrics_token: str | None
    """What Prometheus sends to read `/metrics`; None for this machine alone, see docs/operations.md."""
    idle_seconds: int
    """A conversation without a message for this long is over and forgotten."""


def settings() -> Settings:
    """The settings of this process.

    Raises:
        BadSetting: a port, a number of proxies or of minutes is no number that can be meant.
    """
    port = _number(PORT, 8080, most=_LAST_PORT)
    actions_port = _number(ACTIONS_PORT, 5055, most=_LAST_PORT)
    courses_port = _number(COURSES_PORT, 8081, most=_LAST_PORT)
    return Settings(
        host=os.environ.get(HOST, "127.0.0.1"),
        port=port,
        actions_host=os.environ.get(ACTIONS_HOST, "127.0.0.1"),
        actions_port=actions_port,
        courses_port=courses_port,
        actions_url=os.environ.get(ACTIONS_URL, f"http://127.0.0.1:{actions_port}/webhook"),
        course_api_url=os.environ.get(COURSE_API_URL, f"http://127.0.0.1:{courses_port}"),
        conversations_url=os.environ.get(CONVERSATIONS_URL, _sqlite("conversations")),
        website_db_url=os.environ.get(WEBSITE_DB_URL, _sqlite("website")),
        redis_url=os.environ.get(REDIS_URL) or None,
        proxies=_number(PROXIES, 0, least=0, most=10),
        console_db_url=os.environ.get(CONSOLE_DB_URL, _sqlite("console")),
        console_user_header=os.environ.get(CONSOLE_USER_HEADER) or None,
        console_proxy_secret=os.environ.get(CONSOLE_PROXY_SECRET) or None,
        metrics_token=os.environ.get(METRICS_TOKEN) or None,
        idle_seconds=60 * _number(IDLE_MINUTES, MOST_IDLE_MINUTES, most=MOST_IDLE_MINUTES),
    )


def prepare_environment(chosen: Settings) -> None:
    """Set what Rasa's own files read, and keep Rasa from sending anything anywhere."""
    with suppress(OSError):  # on a read-only disk the bot answers without memory
        STATE.mkdir(parents=True, exist_ok=True)
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    os.environ["LOG_LEVEL"] = "ERROR"
    os.environ[ACTIONS_URL] = chosen.actions_url
    os.environ[COURSE_API_URL] = chosen.course_api_url
    os.environ[CONVERSATIONS_URL] = chosen.conversations_url
    os.environ[WEBSITE_DB_URL] = chosen.website_db_url


def prepare_service() -> None:
    """Let a process that answers visitors compute in one thread, set before numpy is imported.

    It multiplies single vectors; helpers that wait for their share of one took 17 of a turn's 43 ms of
    processor. Training, with its large matrices, keeps them.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


_LAST_PORT = 65_535


def _number(name: str, default: int, *, least: int = 1, most: int) -> int:
    given = os.environ.get(name, str(default))
    if not given.isascii() or not given.isdigit() or not least <= int(given) <= most:
        raise BadSetting(f"{name} is {given!r}; it must be a whole number from {least} to {most}.")
    return int(given)


def _sqlite(name: str) -> str:
    return f"sqlite:///{STATE / name}.sqlite"
