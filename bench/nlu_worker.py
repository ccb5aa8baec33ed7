"""One pipeline in a process of its own: learns, or answers questions, and tells what that took.

    python -m bench.nlu_worker train KIND MODEL --config CONFIG --data QUESTIONS
    python -m bench.nlu_worker ask KIND MODEL < questions.json

KIND is `rasa` (with the real TensorFlow), `light` (Rasa with stand-ins for it), `ours` (the same,
without scikit-learn where nothing is learned) or `svm` (scikit-learn alone). Runs in the environment of `rasa init` too, so it imports nothing of the project but the
stand-ins. The last line on standard output is JSON.
"""

import argparse
import asyncio
import json
import logging
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

STARTED = time.monotonic()

Reply = dict[str, Any]
Ask = Callable[[dict[str, Any]], Awaitable[Reply]]

SVM_SURE = 0.0
"""Margin from which a linear SVM itself says yes to a class."""

WARM_UP = 5


def main() -> int:
    """Does what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=["train", "ask"])
    parser.add_argument("kind", choices=["rasa", "light", "ours", "svm"])
    parser.add_argument("model", type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--data", type=Path)
    chosen = parser.parse_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    if chosen.kind in ("light", "ours"):
        import bot.standins

        bot.standins.install(learns=chosen.kind == "light" or chosen.task == "train")
    if chosen.kind != "svm":
        _keep_quiet()
    if chosen.task == "train":
        result = trained(chosen.kind, chosen.config, chosen.data, chosen.model)
    else:
        result = asyncio.run(answered(chosen.kind, chosen.model, json.load(sys.stdin)))
    sys.stdout.write("\n" + json.dumps(result) + "\n")
    return 0


def _keep_quiet() -> None:
    """Log warnings only, as `rasa run` does; Rasa's debug log would be most of the time measured."""
    import structlog

    logging.basicConfig(level=logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def trained(kind: str, config: Path | None, data: Path, model: Path) -> dict[str, float]:
    """Train on a file of questions; imports are not counted."""
    train = _svm_trainer(data, model) if kind == "svm" else _rasa_trainer(config, data, model)
    began, processor = time.monotonic(), time.process_time()
    train()
    return {
        "seconds": time.monotonic() - began,
        "processor_seconds": time.process_time() - processor,
    }


async def answered(kind: str, model: Path, questions: list[dict[str, Any]]) -> dict[str, Any]:
    """Load a model and let it answer every question, one after the other."""
    load = _svm_loader() if kind == "svm" else _rasa_loader(ours=kind == "ours")
    began = time.monotonic()
    ask = load(model)
    loaded = time.monotonic()
    for question in questions[:WARM_UP]:
        await ask(question)
    replies = []
    for question in questions:
        asked = time.perf_counter()
        reply = await ask(question)
        replies.append({**reply, "milliseconds": (time.perf_counter() - asked) * 1000})
    return {
        "load_seconds": loaded - began,
        "start_seconds": loaded - STARTED,
        "resident_mb": _resident_mb(),
        "replies": replies,
    }


def _resident_mb() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError("this system does not tell the resident memory of a process")


def _rasa_trainer(config: Path | None, data: Path, model: Path) -> Callable[[], object]:
    from rasa.model_training import train_nlu

    return lambda: train_nlu(
        config=str(config),
        nlu_data=str(data),
        output=str(model.parent),
        fixed_model_name=model.name.removesuffix(".tar.gz"),
    )


def _rasa_loader(*, ours: bool) -> Callable[[Path], Ask]:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    if ours:
        from bot.processor import Assistant as Agent

    def load(model: Path) -> Ask:
        agent = Agent()
        agent.load_model(str(model))
        processor = agent.processor
        if processor is None:
            raise RuntimeError(f"{model} has no model")

        async def ask(question: dict[str, Any]) -> Reply:
            metadata = {"previous_topic": question["previous_topic"]}
            parsed = await processor.parse_message(UserMessage(question["text"], metadata=metadata))
            ranking = [[each["name"], each["confidence"]] for each in parsed["intent_ranking"]]
            return {
                "intent": parsed["intent"]["name"],
                "ranking": ranking,
                "decided": parsed.get("decided"),
                "band": parsed.get("band"),
                "wishes": parsed.get("wishes"),
            }

        return ask

    return load


def _svm_trainer(data: Path, model: Path) -> Callable[[], object]:
    import joblib
    import yaml
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    examples = [
        (example["text"], intent["intent"])
        for intent in yaml.safe_load(data.read_text(encoding="utf-8"))["nlu"]
        for example in intent["examples"]
    ]

    def train() -> None:
        classifier = make_pipeline(TfidfVectorizer(), LinearSVC())
        classifier.fit([text for text, _ in examples], [intent for _, intent in examples])
        joblib.dump(classifier, model)

    return train


def _svm_loader() -> Callable[[Path], Ask]:
    import joblib
    import sklearn.feature_extraction.text
    import sklearn.svm  # noqa: F401 - importing these is not loading a model

    def load(model: Path) -> Ask:
        classifier = joblib.load(model)

        async def ask(question: dict[str, Any]) -> Reply:
            margins = classifier.decision_function([question["text"]])[0]
            order = margins.argsort()[::-1][:10]
            ranking = [[str(classifier.classes_[at]), float(margins[at])] for at in order]
            name, margin = ranking[0]
            intent = name if margin >= SVM_SURE else "nlu_fallback"
            return {
                "intent": intent, "ranking": ranking, "decided": None, "band": None, "wishes": None,
            }  # fmt: skip

        return ask

    return load


if __name__ == "__main__":
    sys.exit(main())
