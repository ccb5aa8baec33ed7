import subprocess
from types import SimpleNamespace

import pytest

from bot import models


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(models, "ROOT", tmp_path)
    monkeypatch.setattr(models, "MODELS", tmp_path / "models")
    monkeypatch.setattr(models, "LEARNED_FROM", (tmp_path / "config.yml", tmp_path / "nlu"))
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


def test_a_renamed_file_means_another_model(project):
    before = models.digest()
    (project / "nlu" / "a.yml").rename(project / "nlu" / "b.yml")
    assert models.digest() != before


def test_a_model_that_is_there_is_not_trained_again(project, monkeypatch):
    path = models.current_path()
    path.parent.mkdir()
    path.write_bytes(b"")
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
    assert len(list((project / "models").iterdir())) == 1
