from collections.abc import Iterator

import pytest
from courses_support import served

from bot.courses.catalogue import build
from bot.courses.client import CourseClient
from bot.courses.search import CourseSearch
from bot.courses.seed import read_seed
from bot.courses.vocabulary import Vocabulary
from bot.places import Places


@pytest.fixture(scope="session")
def search(tmp_path_factory) -> Iterator[CourseSearch]:
    """A search over our own server with the seed catalogue."""
    path, places = tmp_path_factory.mktemp("catalogue") / "catalogue.sqlite", Places.load()
    build(read_seed(), path, places=places)
    with served(path) as base:
        yield CourseSearch(CourseClient(base), places, Vocabulary.load())


@pytest.fixture(scope="session")
def away() -> CourseSearch:
    """A search over a server that is not there."""
    return CourseSearch(
        CourseClient("http://127.0.0.1:9", budget=0.5), Places.load(), Vocabulary.load()
    )
