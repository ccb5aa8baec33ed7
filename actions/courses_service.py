"""The course search of this process, made once from the environment."""

import os
from functools import lru_cache

from actions.courses_text import Phrasebook
from bot.courses.client import ApiVersion, CourseClient
from bot.courses.search import CourseSearch
from bot.courses.vocabulary import Vocabulary
from bot.metrics.actions import had_document
from bot.places import Places
from bot.settings import settings

VERSION = "COURSE_API_VERSION"
USER = "COURSE_API_USER"
PASSWORD = "COURSE_API_PASSWORD"


@lru_cache(maxsize=1)
def course_search() -> CourseSearch:
    """The search over the server that the environment names.

    `COURSE_API_URL` is its address, `COURSE_API_VERSION` 6 (default) or 5, and `COURSE_API_USER` with
    `COURSE_API_PASSWORD` its basic authentication.

    Raises:
        ValueError: the version is neither 5 nor 6.
    """
    user = os.environ.get(USER)
    client = CourseClient(
        settings().course_api_url,
        version=ApiVersion(os.environ.get(VERSION, "6").split(".")[0]),
        auth=(user, os.environ.get(PASSWORD, "")) if user else None,
        on_document=lambda had, seconds: had_document(had.value, seconds),
    )
    return CourseSearch(client, Places.load(), Vocabulary.load())


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """The words for results."""
    return Phrasebook.load()
