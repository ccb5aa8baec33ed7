from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from courses_support import Answer, Misbehaving, served

from bot.courses.catalogue import Catalogue, build
from bot.courses.client import CourseClient
from bot.courses.search import CourseSearch
from bot.courses.seed import read_seed
from bot.courses.server import Api
from bot.courses.vocabulary import Vocabulary
from bot.places import Places


@pytest.fixture(scope="session")
def places() -> Places:
    return Places.load()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load()


@pytest.fixture(scope="session")
def catalogue_file(tmp_path_factory, places) -> Path:
    path = tmp_path_factory.mktemp("catalogue") / "catalogue.sqlite"
    build(read_seed(), path, places=places)
    return path


@pytest.fixture(scope="session")
def catalogue(catalogue_file) -> Iterator[Catalogue]:
    opened = Catalogue(catalogue_file)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def api(catalogue) -> Api:
    return Api(catalogue)


@pytest.fixture(scope="session")
def course_server(catalogue_file) -> Iterator[str]:
    with served(catalogue_file) as base:
        yield base


@pytest.fixture(scope="session")
def search(course_server, places, vocabulary) -> CourseSearch:
    return CourseSearch(CourseClient(course_server), places, vocabulary)


@pytest.fixture
def misbehaving() -> Iterator[Callable[[Answer], Misbehaving]]:
    servers: list[Misbehaving] = []

    def start(answer: Answer) -> Misbehaving:
        servers.append(Misbehaving(answer))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
