"""Logging without anything that people typed."""

import logging
import sys

import structlog

QUIET = ("rasa", "rasa_sdk", "sanic", "sanic.root", "sanic.access", "sanic.error", "apscheduler",
         "matplotlib", "urllib3", "asyncio", "spacy", "sqlalchemy")  # fmt: skip


def configure(*, level: int = logging.WARNING) -> None:
    """Log warnings and errors of libraries and everything from `INFO` of our own.

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
