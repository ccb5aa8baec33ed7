"""Logging without anything that people typed.

A service writes one JSON object a line, or readable text when a person looks on. Of a library's record
only the place where it was written is kept, with the kind of error and the lines of code that it passed:
a library's message may hold what somebody typed, and which one does changes with every version.
"""

import hashlib
import logging
import os
import re
import secrets
import sys
import traceback
import warnings
from collections.abc import MutableMapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import structlog

from bot.errors import Failure

QUIET = ("rasa", "rasa_sdk", "sanic", "sanic.root", "sanic.access", "sanic.error", "apscheduler",
         "matplotlib", "urllib3", "asyncio", "spacy", "sqlalchemy")  # fmt: skip
OURS = ("bot", "actions")
FORMAT = "VAKROUTE_LOGS"
"""Environment variable: `json` or `text`; text is for people, and the default on a terminal."""

JSON, TEXT = "json", "text"
SITE_PACKAGES = "site-packages/"

_KEY = secrets.token_bytes(32)
_EVENT_NAME = re.compile(r"[a-z0-9_.-]{1,80}")

Event = MutableMapping[str, Any]


def configure(*, level: int = logging.WARNING) -> None:
    """Log for a person at the command line: warnings of libraries, everything from `INFO` of ours.

    Rasa's debug log holds every message's text, in the standard log and in structlog alike, also
    when neither was configured; both are set to `level` here.
    """
    logging.basicConfig(
        level=logging.INFO,
        stream=sys.stdout,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        force=True,
    )
    for name in QUIET:
        logging.getLogger(name).setLevel(level)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )


def configure_service(process: str, *, level: int = logging.WARNING) -> None:
    """Log as one of the processes that meet visitors.

    Args:
        process: its name, which every line bears.
        level: from which a library's record is kept.
    """
    configure(level=level)

    def named(_logger: Any, _method: str, event: Event) -> Event:
        event["process"] = process
        return event

    as_text = wanted_format(is_terminal=sys.stdout.isatty()) == TEXT
    renderer = structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty()) if as_text else _as_json()
    structlog.configure(
        processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                _described,
                named,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                renderer,
            ],
        )
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    warnings.showwarning = _log_warning  # type: ignore[assignment]
    sys.excepthook = _log_crash


def wanted_format(*, is_terminal: bool) -> str:
    """`json` or `text`, from the environment; text by itself only for a person at a terminal.

    Raises:
        Failure: the environment names another one.
    """
    chosen = os.environ.get(FORMAT) or (TEXT if is_terminal else JSON)
    if chosen not in (JSON, TEXT):
        raise Failure(f"{FORMAT} must be {JSON} or {TEXT}, not {chosen!r}.")
    return chosen


def conversation_tag(conversation: str) -> str:
    """A conversation's name in the log: the same within this process, and of no use outside it.

    The key lives in memory and ends with the process, so that nobody can find a conversation by its
    line, or a line by its conversation.
    """
    return hashlib.blake2b(conversation.encode(), key=_KEY, digest_size=8).hexdigest()


def _as_json() -> structlog.processors.JSONRenderer:
    return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)


def _described(_logger: Any, _method: str, event: Event) -> Event:
    """The fields of a line, of a record of the standard log or of structlog."""
    record: logging.LogRecord = event["_record"]
    kept: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(
            timespec="milliseconds"
        ),
        "level": record.levelname.lower(),
        "logger": record.name,
    }
    if record.name.partition(".")[0] in OURS:
        kept["event"] = event["event"]
        kept.update(_fields(record))
    else:
        said = str(event.get("event") or "")
        kept["event"] = said if _EVENT_NAME.fullmatch(said) else "a library's message, left out"
        kept["at"] = f"{_short(record.pathname)}:{record.lineno}"
    error = _error_in(event)
    if error is not None:
        kept.update(_without_its_words(error))
    return {**kept, "_record": record, "_from_structlog": event["_from_structlog"]}


_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    """What was given as `extra`."""
    return {
        name: value
        for name, value in vars(record).items()
        if name not in _STANDARD and not name.startswith("_")
    }


def _error_in(event: Event) -> BaseException | None:
    told = event.get("exc_info")
    if isinstance(told, tuple):
        return told[1]
    return told if isinstance(told, BaseException) else sys.exc_info()[1] if told else None


def _without_its_words(error: BaseException) -> dict[str, Any]:
    """The kind of an error and where it came from; its words only when they are about the system."""
    told: dict[str, Any] = {
        "error": type(error).__name__,
        "trace": [
            f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ],
    }
    # Only of the system itself: an error of `requests` is an OSError too, with the address asked.
    if isinstance(error, Failure) or (isinstance(error, OSError) and _is_builtin(error)):
        told["reason"] = str(error)
    return told


def _is_builtin(error: BaseException) -> bool:
    return type(error).__module__ == "builtins"


def _short(path: str) -> str:
    """A path without the folders of this machine."""
    if SITE_PACKAGES in path:
        return path.partition(SITE_PACKAGES)[2]
    return "/".join(Path(path).parts[-3:])


def _log_warning(
    _message: Warning | str, category: type[Warning], filename: str, lineno: int, *_rest: Any
) -> None:
    where = f"{_short(filename)}:{lineno}"
    logging.getLogger("bot.logs").warning(
        "a library's warning", extra={"warning": category.__name__, "at": where}
    )


def _log_crash(kind: type[BaseException], error: BaseException, _trace: Any) -> None:
    logging.getLogger("bot.logs").critical("the process ends", exc_info=error)
