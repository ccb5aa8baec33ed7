"""Trained models: one for each state of the questions, the configuration and the understanding."""

import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from bot.errors import Failure
from bot.model_seal import is_sealed, seal, unseal
from bot.paths import DATA, MODELS, ROOT

PREFIX = "vakroute-"
KEPT = 3
LEARNED_FROM = (
    ROOT / "config.yml",
    ROOT / "domain.yml",
    ROOT / "requirements.lock",
    DATA / "stories",
    DATA / "nlu",
    DATA / "vocabulary",
    DATA / "guards",
    DATA / "languages.yml",
    ROOT / "bot" / "nlu",
    ROOT / "bot" / "answers" / "importer.py",
    ROOT / "bot" / "answers" / "topics.py",
    ROOT / "bot" / "answers" / "answer_rules.py",
)

_ANSWERS = re.compile(rb"^responses:\n(?:(?: .*)?\n?)*", re.MULTILINE)
_ANSWER_NAME = re.compile(rb"^  \w[\w.]*:$", re.MULTILINE)


class ModelBroken(Failure):
    """A model could not be loaded; the message says what to do."""


class TrainingFailed(Failure):
    """No model could be trained; the message says what to look at."""


def digest() -> str:
    """A fingerprint of everything that a model depends on."""
    content = hashlib.sha256()
    for source in LEARNED_FROM:
        files = sorted(source.rglob("*")) if source.is_dir() else [source]
        for path in files:
            if path.suffix in (".yml", ".py", ".lock", ".csv") and path.is_file():
                content.update(path.relative_to(ROOT).as_posix().encode())
                content.update(_without_answers(path.read_bytes()))
    return content.hexdigest()[:16]


def _without_answers(file: bytes) -> bytes:
    """A file without what its answers say: the bot reads that itself, a model knows only their names."""
    return _ANSWERS.sub(lambda found: b"".join(_ANSWER_NAME.findall(found[0])), file)


def current_path() -> Path:
    """Where the model for the present data and configuration is, or will be."""
    return MODELS / f"{PREFIX}{digest()}.tar.gz"


def ensure_model() -> Path:
    """The model for the present data, trained first when it is not there or not ours.

    It is trained in a process of its own: this one may have no scikit-learn (bot/standins.py), and
    keeps none of the memory that learning takes.

    Raises:
        TrainingFailed: training ended without a model.
    """
    path = current_path()
    if not is_sealed(path):
        done = subprocess.run([sys.executable, "-m", "bot", "train"], cwd=ROOT, check=False)
        if done.returncode != 0 or not is_sealed(path):
            raise TrainingFailed("Training gave no model; the lines above say why.")
    return path


def train(path: Path) -> float:
    """Train a model to `path`; returns the seconds that it took.

    Raises:
        TrainingFailed: training ended without a model.
    """
    from rasa.model_training import train as train_with_rasa
    from rasa.shared.exceptions import RasaException

    started = time.monotonic()
    try:
        result = train_with_rasa(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(DATA)],
            output=str(MODELS),
            fixed_model_name=f"unfinished-{os.getpid()}",
            force_training=True,
        )
    except RasaException as error:
        reason = str(error).strip().splitlines()[0]
        raise TrainingFailed(
            f"Training failed: {reason} (`make check-content` may tell more)"
        ) from error
    if result.code != 0 or result.model is None:
        raise TrainingFailed("Training gave no model; the lines above say why.")
    # Rasa writes the archive in place: one that was broken off must never look like a model.
    Path(result.model).replace(path)
    seal(path)
    _forget_old_models()
    return time.monotonic() - started


def _forget_old_models() -> None:
    models = sorted(MODELS.glob(f"{PREFIX}*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for path in models[:-KEPT]:
        path.unlink(missing_ok=True)
        unseal(path)
