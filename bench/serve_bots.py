"""The bots that ours is compared with in a turn: `rasa init`'s on the same answers, and one that does nothing.

    python -m bench.serve_bots [--per-intent 2]

Trains what is not there yet, with Rasa and TensorFlow as published (`.cache/rasa-init-venv`), without the
stories that Rasa makes up beside the given ones: they cost hours and change nothing of a turn's time.
Training the bot of `rasa init` still takes half an hour, so it is kept in `.cache/bench-serve` for as long as what
decides its speed is the same: Rasa's version, its configuration and the number of questions of an answer.
A changed text makes it no faster; `--again` trains it on the present ones.
"""

import argparse
import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.nlu import (
    PIPELINES,
    RASA_INIT,
    RASA_INIT_PYTHON,
    as_rasa,
    make_rasa_init_environment,
    questions_by_intent,
    sampled,
)
from bot import logs
from bot.answers.book import AnswerBook
from bot.answers.topics import RESPONSE_PREFIX
from bot.paths import CACHE
from bot.settings import prepare_environment, settings

KEPT = CACHE / "bench-serve"
MODEL = "bot"
PER_INTENT = 2
IDLE_WORD = "hoi"
"""The one word that the idle bot answers."""

LONGEST_TRAINING = 4 * 3600
"""Seconds."""

RASA_INIT_POLICIES = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": 100},
    {"name": "TEDPolicy", "max_history": 5, "epochs": 100, "constrain_similarities": True},
]
"""What Rasa 3.6.21 fills in where `rasa init` leaves the policies open."""

logger = logging.getLogger("bench.serve_bots")


@dataclass(frozen=True)
class RasaBot:
    """A bot of Rasa's own files, by their names; `key` is what decides its speed."""

    name: str
    key: str
    files: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """Where its files and its model are."""
        return KEPT / f"{self.name}-{self.key}"

    @property
    def model(self) -> Path:
        """Its trained model."""
        return self.folder / "models" / f"{MODEL}.tar.gz"

    def ensure_model(self, *, again: bool = False) -> None:
        """Train it when that was not done before, or `again`.

        Raises:
            RuntimeError: training failed; the message ends with what Rasa said.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (self.folder / name).write_text(content, encoding="utf-8")
        if self.model.exists() and not again:
            return
        make_rasa_init_environment()
        logger.info("training %s in %s", self.name, self.folder.name)
        done = subprocess.run(
            [
                str(RASA_INIT_PYTHON), "-m", "rasa", "train", "--config", "config.yml",
                "--domain", "domain.yml", "--data", "data.yml", "--fixed-model-name", MODEL,
                "--augmentation", "0",
            ],
            cwd=self.folder,
            env=quiet_environment(),
            capture_output=True,
            text=True,
            timeout=LONGEST_TRAINING,
            check=False,
        )  # fmt: skip
        if done.returncode != 0 or not self.model.exists():
            raise RuntimeError(f"training {self.name} failed:\n{done.stderr[-4000:]}")

    def command(self, port: int) -> list[str]:
        """Serves it on a port of 127.0.0.1, with Rasa's REST channel."""
        return [
            str(RASA_INIT_PYTHON), "-m", "rasa", "run", "--model", str(self.model),
            "--credentials", str(self.folder / "credentials.yml"),
            "--endpoints", str(self.folder / "endpoints.yml"), "-i", "127.0.0.1", "--port", str(port),
        ]  # fmt: skip


def quiet_environment() -> dict[str, str]:
    """The environment of a Rasa process that sends nothing anywhere."""
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


def rasa_init_bot() -> RasaBot:
    """A bot of `rasa init`'s configuration with a sample of our questions and all our answers.

    Each answer is a rule, as with us, and in two stories as well, because TED learns from stories alone,
    and UnexpecTED only from those in which something came before.
    Answers of custom actions are left out.
    """
    book = AnswerBook.load()
    answers = {
        intent: message
        for intent in questions_by_intent()
        if (message := book.message(intent)) is not None
    }
    questions = {
        intent: texts
        for intent, texts in sampled(questions_by_intent(), PER_INTENT).items()
        if intent in answers
    }
    pipeline = yaml.safe_load((PIPELINES / "rasa_init.yml").read_text(encoding="utf-8"))
    return _bot("rasa-init", {**pipeline, "policies": RASA_INIT_POLICIES}, questions, answers)


def idle_bot() -> RasaBot:
    """A bot that knows one word and has one answer: what Rasa itself costs."""
    config = {
        "recipe": "default.v1",
        "assistant_id": "idle",
        "language": "nl",
        "pipeline": [{"name": "KeywordIntentClassifier"}],
        "policies": [{"name": "RulePolicy"}],
    }
    hello = {"groet": [IDLE_WORD, "hallo"]}
    return _bot("idle", config, hello, {"groet": {"text": "Hoi!"}})


def _bot(
    name: str,
    config: Mapping[str, Any],
    questions: Mapping[str, list[str]],
    answers: Mapping[str, Mapping[str, Any]],
) -> RasaBot:
    domain = {
        "version": "3.1",
        "intents": list(questions),
        "responses": {
            RESPONSE_PREFIX + intent: [_response(answers[intent])] for intent in questions
        },
    }
    turns = {
        intent: [{"intent": intent}, {"action": RESPONSE_PREFIX + intent}] for intent in questions
    }
    data = {
        **yaml.safe_load(as_rasa(questions)),
        "rules": [{"rule": f"answer {name}", "steps": steps} for name, steps in turns.items()],
        "stories": [
            {"story": f"ask {one} and {other}", "steps": turns[one] + turns[other]}
            for one, other in zip(turns, [*list(turns)[1:], next(iter(turns))], strict=True)
        ],
    }
    decisive = json.dumps([RASA_INIT, config, max(map(len, questions.values()))], sort_keys=True)
    return RasaBot(
        name,
        hashlib.sha256(decisive.encode()).hexdigest()[:12],
        {
            "config.yml": _as_yaml(config),
            "domain.yml": _as_yaml(domain),
            "data.yml": _as_yaml(data),
            "credentials.yml": "rest:\n",
            "endpoints.yml": "{}\n",
        },
    )


def _response(message: Mapping[str, Any]) -> dict[str, Any]:
    buttons = list(message.get("buttons") or [])
    return {"text": message["text"], **({"buttons": buttons} if buttons else {})}


class _Plain(yaml.SafeDumper):
    """Writes what occurs twice twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _as_yaml(content: Mapping[str, Any]) -> str:
    return yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)


def main() -> int:
    """Train what is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--again", action="store_true", help="train them on the present texts")
    chosen = parser.parse_args()
    prepare_environment(settings())
    logs.configure()
    for bot in (idle_bot(), rasa_init_bot()):
        bot.ensure_model(again=chosen.again)
        logger.info("%s is there", bot.model.parent.parent.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
