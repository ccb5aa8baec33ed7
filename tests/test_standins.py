import subprocess
import sys

from bot.standins import needed_components


def test_rasa_imports_without_the_real_libraries():
    program = (
        "import bot.standins; bot.standins.install(learns=False); import rasa.core.agent, sys;"
        "print(*(type(sys.modules[name]).__name__ for name in ('tensorflow', 'sklearn')))"
    )
    assert last_line(program) == "_StandIn _StandIn"


def test_a_process_that_learns_has_scikit_learn():
    program = (
        "import bot.standins; bot.standins.install(learns=True); import rasa.core.agent, sys;"
        "print(*(type(sys.modules[name]).__name__ for name in ('tensorflow', 'sklearn')))"
    )
    assert last_line(program) == "_StandIn module"


def last_line(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_a_pipeline_of_our_own_components_needs_nothing():
    assert needed_components({"pipeline": [{"name": "bot.nlu.components.guards.Guards"}]}) == []


def test_a_component_that_needs_tensorflow_is_named():
    config = {
        "pipeline": [{"name": "rasa.nlu.classifiers.diet_classifier.DIETClassifier"}],
        "policies": [{"name": "TEDPolicy"}],
    }
    assert needed_components(config) == ["DIETClassifier", "TEDPolicy"]
