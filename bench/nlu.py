"""How well and how fast our understanding is, beside the pipelines that a Rasa user would pick.

    python -m bench.nlu [--per-intent 12] [--minutes 60] [--ours-only]

All pipelines learn the same questions (a sample with a fixed seed, because DIET needs hours for all of
them; follow-ups and other languages than Dutch left out) and answer the same test sets, each in a
process of its own. Ours also learns everything, and answers the test sets once more with typos. Writes
bench/results/nlu.md, nlu.json and nlu.svg.
"""

# ruff: noqa: E402 - the stand-ins come before everything that imports Rasa
import argparse
import json
import logging
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from statistics import quantiles
from typing import Any

import yaml

import bot.standins

bot.standins.install(learns=True)

from bench.nlu_report import Measured, write
from bench.nlu_scores import Score, familiar, scored
from bench.typos import misspelled
from bot import logs
from bot.answers.importer import TopicImporter
from bot.evaluation import Case, read_cases
from bot.models import current_path, train
from bot.nlu.foreign import DUTCH, LanguageGuard
from bot.paths import CACHE, ROOT
from bot.settings import prepare_environment, settings
from bot.website.contract import typed

PIPELINES = Path(__file__).parent / "nlu_pipelines"
TEST_SETS = {
    "foreign": ROOT / "tests" / "nlu_quality" / "foreign_questions.tsv",
    "practice": ROOT.parent / "shared" / "eval" / "praktijkvragen.tsv",
}
RASA_INIT = "rasa==3.6.21"
RASA_INIT_PYTHON = CACHE / "rasa-init-venv" / "bin" / "python"
SEED = 20261123

logger = logging.getLogger("bench.nlu")


class Runtime(str, Enum):
    """What a pipeline runs in."""

    RASA = "rasa"
    LIGHT = "light"
    OURS = "ours"
    SVM = "svm"

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        return RASA_INIT_PYTHON if self is Runtime.RASA else Path(sys.executable)


@dataclass(frozen=True)
class Pipeline:
    """A pipeline to measure; `config` is Rasa's, and none is needed without Rasa."""

    name: str
    runtime: Runtime
    config: Mapping[str, Any] | None = None


Questions = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class TestSet:
    """Questions with what is expected; `known` are those that nearly are training questions."""

    cases: Sequence[Case]
    known: frozenset[str]

    @classmethod
    def read(cls, path: Path, training: Questions) -> "TestSet":
        """The questions in a file."""
        cases = read_cases(path)
        return cls(cases, familiar(cases, (text for own in training.values() for text in own)))


def main() -> int:
    """Measure every pipeline and write the tables and the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-intent", type=int, default=12, help="questions of each answer")
    parser.add_argument("--minutes", type=float, default=60, help="time limit of one training")
    parser.add_argument("--ours-only", action="store_true", help="leave the others out")
    chosen = parser.parse_args()
    logs.configure()
    prepare_environment(settings())
    everything = questions_by_intent()
    test_sets = {
        name: TestSet.read(path, everything) for name, path in TEST_SETS.items() if path.exists()
    }
    sample = sampled(everything, chosen.per_intent)
    logger.info(
        "%d questions for %d answers, at most %d each, of %d",
        _count(sample), len(sample), chosen.per_intent, _count(everything),
    )  # fmt: skip
    pipelines = [ours()]
    if not chosen.ours_only:
        make_rasa_init_environment()
        pipelines += others()
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for pipeline in pipelines:
            one = measure(pipeline, sample, test_sets, Path(folder), minutes=chosen.minutes)
            measured.append(one)
            logger.info("%s", one)
    measured.append(measure_assistant(test_sets, _count(everything)))
    logger.info("%s", measured[-1])
    write(measured, per_intent=chosen.per_intent)
    return 0


def ours() -> Pipeline:
    """The pipeline of this project, without what only conversations need."""
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    kept = {key: config[key] for key in ("recipe", "assistant_id", "language", "pipeline")}
    return Pipeline("Vakroute", Runtime.OURS, kept)


def others() -> list[Pipeline]:
    """The pipelines that a Rasa user, or somebody without Rasa, would pick."""
    return [
        Pipeline("TF-IDF + linear SVM", Runtime.SVM),
        Pipeline("LogisticRegressionClassifier", Runtime.RASA, _config("logistic_regression")),
        Pipeline("rasa init (DIET)", Runtime.RASA, _config("rasa_init")),
    ]


def _config(name: str) -> Mapping[str, Any]:
    return yaml.safe_load((PIPELINES / f"{name}.yml").read_text(encoding="utf-8"))


def make_rasa_init_environment() -> None:
    """An environment with Rasa and TensorFlow as published, made once."""
    if RASA_INIT_PYTHON.exists():
        return
    folder = RASA_INIT_PYTHON.parent.parent
    logger.info("installing %s with TensorFlow in %s", RASA_INIT, folder.relative_to(ROOT))
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=300)
    uv = ROOT / ".venv" / "bin" / "uv"
    install = (  # --no-config: our pyproject.toml overrides TensorFlow away
        [str(uv), "pip", "install", "--no-config", "--python", str(RASA_INIT_PYTHON)]
        if uv.exists()
        else [str(RASA_INIT_PYTHON), "-m", "pip", "install"]
    )
    subprocess.run([*install, RASA_INIT, "setuptools<81"], check=True, timeout=1800)


def questions_by_intent() -> dict[str, list[str]]:
    """Every Dutch training question that stands alone, by intent."""
    guard = LanguageGuard.load()
    importer = TopicImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"))
    found: dict[str, list[str]] = {}
    for message in importer.get_nlu_data().intent_examples:
        text = message.get("text")
        if not message.get("metadata") and guard.language(text) == DUTCH:
            found.setdefault(message.get("intent"), []).append(text)
    return found


def sampled(questions: Questions, count: int) -> dict[str, list[str]]:
    """At most `count` questions of each intent, the same ones every time."""
    chance = random.Random(SEED)
    return {
        intent: chance.sample(list(texts), min(count, len(texts)))
        for intent, texts in sorted(questions.items())
    }


def _count(questions: Questions) -> int:
    return sum(len(texts) for texts in questions.values())


def measure(
    pipeline: Pipeline,
    questions: Questions,
    test_sets: Mapping[str, TestSet],
    folder: Path,
    *,
    minutes: float,
) -> Measured:
    """Let a pipeline learn and answer, each in a process of its own."""
    data = folder / "questions.yml"
    data.write_text(as_rasa(questions), encoding="utf-8")
    config = folder / "config.yml"
    config.write_text(yaml.safe_dump(pipeline.config, sort_keys=False), encoding="utf-8")
    model = folder / f"{pipeline.runtime.value}-model.tar.gz"
    training = _worker(
        pipeline.runtime, "train", model, "--config", str(config), "--data", str(data),
        minutes=minutes,
    )  # fmt: skip
    return _asked(
        pipeline.name,
        pipeline.runtime,
        model,
        test_sets,
        training_questions=_count(questions),
        training_seconds=training["seconds"],
        training_processor_seconds=training["processor_seconds"],
    )


def measure_assistant(test_sets: Mapping[str, TestSet], count: int) -> Measured:
    """The assistant as people use it: trained on everything, follow-ups and rules as well."""
    path = current_path()
    seconds = train(path)
    return _asked(
        "Vakroute, all questions",
        Runtime.OURS,
        path,
        test_sets,
        training_questions=count,
        training_seconds=seconds,
        training_processor_seconds=None,
    )


def as_rasa(questions: Questions) -> str:
    """Questions as Rasa's training data."""
    intents = [
        {"intent": intent, "examples": [{"text": text} for text in texts]}
        for intent, texts in questions.items()
    ]
    content = {"version": "3.1", "nlu": intents}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)


def _asked(
    name: str,
    runtime: Runtime,
    model: Path,
    test_sets: Mapping[str, TestSet],
    **training: Any,
) -> Measured:
    cases = [case for each in test_sets.values() for case in each.cases]
    chance = random.Random(SEED)
    texts = [case.question for case in cases]
    texts += [misspelled(case.question, chance) for case in cases]
    asked = [
        {"text": typed(text), "previous_topic": case.previous_topic}
        for text, case in zip(texts, cases * 2, strict=True)
    ]
    result = _worker(runtime, "ask", model, minutes=30, questions=asked)
    replies = result["replies"]
    as_typed, with_typos = replies[: len(cases)], replies[len(cases) :]
    percentiles = quantiles((reply["milliseconds"] for reply in as_typed), n=100)
    return Measured(
        name=name,
        load_seconds=result["load_seconds"],
        start_seconds=result["start_seconds"],
        resident_mb=result["resident_mb"],
        milliseconds=percentiles[49],
        milliseconds_p95=percentiles[94],
        scores=_by_set(test_sets, as_typed),
        with_typos=_by_set(test_sets, with_typos),
        **training,
    )


def _worker(
    runtime: Runtime,
    task: str,
    model: Path,
    *arguments: str,
    minutes: float,
    questions: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    command = [str(runtime.python), "-m", "bench.nlu_worker", task, runtime.value, str(model)]
    done = subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        input=json.dumps(list(questions)),
        capture_output=True,
        text=True,
        timeout=minutes * 60,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{task} {runtime.value} failed:\n{done.stderr[-6000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def _by_set(
    test_sets: Mapping[str, TestSet], replies: Sequence[Mapping[str, Any]]
) -> dict[str, Score]:
    scores = {}
    start = 0
    for name, each in test_sets.items():
        end = start + len(each.cases)
        scores[name] = scored(list(zip(each.cases, replies[start:end], strict=True)), each.known)
        start = end
    return scores


if __name__ == "__main__":
    sys.exit(main())
