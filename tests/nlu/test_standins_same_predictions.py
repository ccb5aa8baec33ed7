"""A pipeline predicts the same with the stand-ins as with the real TensorFlow and scikit-learn.

`tiny_predictions.json` holds what the pipeline predicted in the environment of `rasa init`. Where
that environment is (the benchmark makes it), it is asked again.
"""

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from bench.nlu import RASA_INIT_PYTHON, Runtime, ours
from bot.paths import ROOT

HERE = Path(__file__).parent
STORED = HERE / "tiny_predictions.json"
ASKED = (
    "hoeveel verdien je per uur",
    "wat kost het mbo",
    "mag ik naar nivo 4",
    "ik zoek een stage",
    "loon 17",
    "betalen in termijnen",
    "🙂",
    "",
)


CRISES = [{"intent": "crisis", "examples": "- ik wil dood\n- ik wil niet meer leven\n"}]
CONFIG = ROOT / "bench" / "nlu_pipelines" / "logistic_regression.yml"


def predictions(runtime, folder):
    model = trained(runtime, folder, CONFIG)
    return {text: reply["ranking"] for text, reply in asked(runtime, model).items()}


def trained(runtime, folder, config, more=()):
    model = folder / f"{runtime.value}.tar.gz"
    questions = yaml.safe_load((HERE / "tiny_questions.yml").read_text(encoding="utf-8"))
    questions["nlu"] += more
    data = folder / "questions.yml"
    data.write_text(yaml.safe_dump(questions), encoding="utf-8")
    run([*worker(runtime, "train"), model, "--config", config, "--data", data])
    return model


def asked(runtime, model, texts=ASKED):
    questions = [{"text": text, "previous_topic": None} for text in texts]
    replies = run([*worker(runtime, "ask"), model], questions)["replies"]
    return {
        text: {key: value for key, value in reply.items() if key != "milliseconds"}
        for text, reply in zip(texts, replies, strict=True)
    }


def worker(runtime, task):
    return [str(runtime.python), "-m", "bench.nlu_worker", task, runtime.value]


def run(command, questions=()):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT, input=json.dumps(questions), capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def assert_same(found, expected):
    assert found.keys() == expected.keys()
    for text, ranking in expected.items():
        assert [name for name, _ in found[text]] == [name for name, _ in ranking], text
        assert [share for _, share in found[text]] == pytest.approx(
            [share for _, share in ranking], abs=1e-6
        ), text


@pytest.fixture(scope="module")
def stored():
    return json.loads(STORED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def with_standins(tmp_path_factory):
    return predictions(Runtime.LIGHT, tmp_path_factory.mktemp("light"))


def test_the_pipeline_tells_the_tiny_topics_apart(with_standins):
    assert with_standins["hoeveel verdien je per uur"][0][0] == "loon"
    assert with_standins["ik zoek een stage"][0][0] == "stage"


def test_the_predictions_are_those_that_were_made_with_tensorflow(with_standins, stored):
    assert_same(with_standins, stored)


def test_the_real_libraries_still_predict_what_was_stored(stored, tmp_path):
    if RASA_INIT_PYTHON.exists():
        assert_same(predictions(Runtime.RASA, tmp_path), stored)
    assert set(stored) == set(ASKED)


def test_our_own_pipeline_answers_the_same_without_scikit_learn(tmp_path):
    config = tmp_path / "config.yml"
    config.write_text(yaml.safe_dump(ours().config), encoding="utf-8")
    model = trained(Runtime.OURS, tmp_path, config, CRISES)
    with_words = [text for text in ASKED if text]
    assert asked(Runtime.OURS, model, with_words) == asked(Runtime.LIGHT, model, with_words)
