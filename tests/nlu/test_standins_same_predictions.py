"""A pipeline of scikit-learn predicts the same with the stand-ins as with the real TensorFlow.

`tiny_predictions.json` holds what the pipeline predicted in the environment of `rasa init`. Where
that environment is (the benchmark makes it), it is asked again.
"""

import json
import subprocess
from pathlib import Path

import pytest

from bench.nlu import RASA_INIT_PYTHON, Runtime
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


def predictions(runtime, folder):
    model = folder / f"{runtime.value}.tar.gz"
    worker = [str(runtime.python), "-m", "bench.nlu_worker"]
    config = ROOT / "bench" / "nlu_pipelines" / "logistic_regression.yml"
    data = HERE / "tiny_questions.yml"
    run([*worker, "train", runtime.value, model, "--config", config, "--data", data])
    questions = [{"text": text, "previous_topic": None} for text in ASKED]
    replies = run([*worker, "ask", runtime.value, model], questions)["replies"]
    return {text: reply["ranking"] for text, reply in zip(ASKED, replies, strict=True)}


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
