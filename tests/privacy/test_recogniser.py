"""Names by spaCy's Dutch model: loaded as an installed package, and done without where it is not."""

import json
import sys

import pytest
import spacy
from spacy.language import Language

from bot.privacy import recogniser
from bot.privacy.masking import masked

INIT = """\
from spacy.util import load_model_from_init_py

def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""
NAME = "Xirvana Zolpwema"
SENTENCE = f"is er bij {NAME} een opleiding"


def tiny_dutch() -> Language:
    """A pipeline that knows two persons and, as the small model does, takes a route for one."""
    tiny = spacy.blank("nl", meta={"name": "core_news_sm", "version": "3.4.0"})
    known = [NAME, "Bol", "bol en bbl"]
    tiny.add_pipe("entity_ruler").add_patterns(
        [{"label": "PERSON", "pattern": name} for name in known]
        + [{"label": "GPE", "pattern": "Noord Brabant"}]
    )
    return tiny


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The tiny pipeline as an installed package of the model's name."""
    package = tmp_path / recogniser.MODEL
    package.mkdir()
    tiny = tiny_dutch()
    tiny.to_disk(package / f"{recogniser.MODEL}-{tiny.meta['version']}")
    (package / "meta.json").write_text(json.dumps(tiny.meta))
    (package / "__init__.py").write_text(INIT)
    information = tmp_path / f"{recogniser.MODEL}-3.4.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Name: {recogniser.MODEL}\nVersion: 3.4.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    recogniser.person_model.cache_clear()
    yield
    recogniser.person_model.cache_clear()
    sys.modules.pop(recogniser.MODEL, None)


@pytest.fixture
def not_installed(monkeypatch):
    monkeypatch.setattr(spacy.util, "is_package", lambda name: False)
    recogniser.person_model.cache_clear()
    yield
    recogniser.person_model.cache_clear()


@pytest.mark.usefixtures("installed")
def test_a_name_that_only_the_model_knows_is_masked():
    assert masked(SENTENCE) == "is er bij [naam] een opleiding"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    "text", ["wat is Bol precies", "is bol en bbl hetzelfde", "mbo in Noord Brabant"]
)
def test_what_a_small_model_easily_takes_for_a_person_stays(text):
    assert recogniser.persons_in(text) == []
    assert masked(text) == text


@pytest.mark.usefixtures("not_installed")
def test_without_the_model_the_lists_of_names_do_the_work():
    assert recogniser.persons_in(SENTENCE) == []
    assert masked("ik heet Kees Jansen") == "ik heet [naam]"
