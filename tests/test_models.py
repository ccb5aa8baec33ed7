import asyncio
import subprocess
from types import SimpleNamespace

import pytest

from bot import model_seal, models
from bot.serve import loaded_agent


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(models, "ROOT", tmp_path)
    monkeypatch.setattr(models, "MODELS", tmp_path / "models")
    monkeypatch.setattr(models, "LEARNED_FROM", (tmp_path / "config.yml", tmp_path / "nlu"))
    monkeypatch.setattr(model_seal, "KEY_FILE", tmp_path / "cache" / "model.key")
    (tmp_path / "nlu").mkdir()
    (tmp_path / "config.yml").write_text("a: 1")
    (tmp_path / "nlu" / "a.yml").write_text("b: 1")
    return tmp_path


def test_the_same_data_means_the_same_model(project):
    assert models.current_path() == models.current_path()


@pytest.mark.parametrize("name", ["config.yml", "nlu/a.yml"])
def test_changed_data_means_another_model(project, name):
    before = models.digest()
    (project / name).write_text("c: 2")
    assert models.digest() != before


TOPIC = """\
topic: bsa
nlu:
- intent: bsa
  examples: |
    - wat is bsa
responses:
  utter_bsa:
  - text: >-
      It is an advice.

      It binds.
    metadata:
      checked: "2026-11-23"
followups:
- intent: bsa
"""


@pytest.mark.parametrize(
    ("said", "instead", "same"),
    [
        ("It binds.", "It does not bind.", True),
        ("2026-11-23", "2026-11-27", True),
        ("wat is bsa", "wat is een bsa", False),
        ("utter_bsa:", "utter_bsa.wanneer:", False),
        ("followups:\n- intent: bsa", "followups:\n- intent: bsa.wanneer", False),
        ("topic: bsa", "topic: bsb", False),
    ],
)
def test_a_changed_answer_needs_no_training_and_a_changed_question_does(
    project, said, instead, same
):
    (project / "nlu" / "a.yml").write_text(TOPIC)
    before = models.digest()
    (project / "nlu" / "a.yml").write_text(TOPIC.replace(said, instead))
    assert (models.digest() == before) is same


def test_a_renamed_file_means_another_model(project):
    before = models.digest()
    (project / "nlu" / "a.yml").rename(project / "nlu" / "b.yml")
    assert models.digest() != before


def test_a_model_that_is_there_is_not_trained_again(project, monkeypatch):
    path = models.current_path()
    path.parent.mkdir()
    path.write_bytes(b"")
    model_seal.seal(path)
    monkeypatch.setattr(models.subprocess, "run", lambda *_, **__: pytest.fail("trained again"))
    assert models.ensure_model() == path


def test_a_training_that_gives_no_model_is_told(project, monkeypatch):
    failed = subprocess.CompletedProcess([], returncode=1)
    monkeypatch.setattr(models.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(models.TrainingFailed, match="no model"):
        models.ensure_model()


def test_a_training_that_is_broken_off_leaves_nothing_that_looks_like_a_model(project, monkeypatch):
    def break_off(*, output, fixed_model_name, **_):
        (project / "models").mkdir(exist_ok=True)
        (project / "models" / f"{fixed_model_name}.tar.gz").write_bytes(b"half a mod")
        raise KeyboardInterrupt

    monkeypatch.setattr("rasa.model_training.train", break_off)
    with pytest.raises(KeyboardInterrupt):
        models.train(models.current_path())
    assert not models.current_path().exists()
    assert not list((project / "models").glob(f"{models.PREFIX}*"))


def test_a_trained_model_gets_its_name_once_it_is_whole(project, monkeypatch):
    def train(*, output, fixed_model_name, **_):
        made = project / "models" / f"{fixed_model_name}.tar.gz"
        made.parent.mkdir(exist_ok=True)
        made.write_bytes(b"a model")
        return SimpleNamespace(code=0, model=str(made))

    monkeypatch.setattr("rasa.model_training.train", train)
    models.train(models.current_path())
    assert models.current_path().read_bytes() == b"a model"
    assert len(list((project / "models").iterdir())) == 2
    assert model_seal.is_sealed(models.current_path())


def test_a_model_that_was_not_sealed_here_is_trained_anew(project, monkeypatch):
    path = models.current_path()
    path.parent.mkdir()
    path.write_bytes(b"from elsewhere")

    def train(*_, **__):
        model_seal.seal(path)
        return subprocess.CompletedProcess([], returncode=0)

    monkeypatch.setattr(models.subprocess, "run", train)
    assert models.ensure_model() == path
    assert model_seal.is_sealed(path)


@pytest.mark.parametrize("change", ["content", "seal", "key", "name"])
def test_a_seal_holds_for_one_file_one_name_and_one_key(project, change):
    model = project / "a.tar.gz"
    model.write_bytes(b"trained")
    model_seal.seal(model)
    assert model_seal.is_sealed(model)
    if change == "content":
        model.write_bytes(b"changed")
    elif change == "seal":
        (project / "a.tar.gz.seal").write_text("0" * 64)
    elif change == "key":
        model_seal.KEY_FILE.write_text("another key")
    else:
        (project / "a.tar.gz.seal").rename(project / "b.tar.gz.seal")
        model = model.rename(project / "b.tar.gz")
    assert not model_seal.is_sealed(model)


def test_the_key_of_the_seal_can_be_read_by_nobody_else(project):
    model = project / "a.tar.gz"
    model.write_bytes(b"trained")
    model_seal.seal(model)
    assert model_seal.KEY_FILE.stat().st_mode & 0o077 == 0


def test_machines_with_the_same_key_take_each_others_models(project, monkeypatch):
    monkeypatch.setenv(model_seal.KEY, "shared")
    model = project / "a.tar.gz"
    model.write_bytes(b"trained")
    model_seal.seal(model)
    assert not model_seal.KEY_FILE.exists()
    assert model_seal.is_sealed(model)


def test_a_model_from_elsewhere_is_not_loaded(project):
    model = project / "a.tar.gz"
    model.write_bytes(b"anything")
    with pytest.raises(models.ModelBroken, match="was not trained here"):
        asyncio.run(loaded_agent(model))
