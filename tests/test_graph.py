"""Our runner of a model's graph gives what Rasa's gives."""

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.graph import InOrder


class Sum(GraphComponent):
    """Adds what it gets; `runs` counts how often that was asked."""

    runs: list[str] = []

    def __init__(self, name):
        self._name = name

    @classmethod
    def create(cls, config, model_storage, resource, execution_context):
        return cls(config["name"])

    def add(self, one: int, two: int) -> int:
        self.runs.append(self._name)
        return one + two


def step(name, one, two):
    return SchemaNode(
        needs={"one": one, "two": two},
        uses=Sum,
        constructor_name="create",
        fn="add",
        config={"name": name},
    )


# What comes last in the file is needed first.
SCHEMA = GraphSchema(
    {
        "total": step("total", "left", "right"),
        "left": step("left", "a", "shared"),
        "right": step("right", "shared", "b"),
        "shared": step("shared", "a", "b"),
        "aside": step("aside", "a", "b"),
    }
)
INPUTS = {"a": 1, "b": 10}


@pytest.fixture
def runner(tmp_path):
    def of(kind):
        Sum.runs.clear()
        context = ExecutionContext(graph_schema=SCHEMA)
        return kind.create(SCHEMA, LocalModelStorage(tmp_path), context)

    return of


@pytest.mark.parametrize("targets", [["total"], ["aside", "left"], ["right"]])
def test_every_target_gets_what_rasas_own_runner_gives_it(runner, targets):
    expected = runner(DaskGraphRunner).run(INPUTS, targets)
    assert runner(InOrder).run(INPUTS, targets) == expected


def test_a_component_runs_once_and_only_when_it_is_needed(runner):
    runner(InOrder).run(INPUTS, ["total"])
    assert sorted(Sum.runs) == ["left", "right", "shared", "total"]


def test_other_inputs_give_other_results_of_the_same_runner(runner):
    ours = runner(InOrder)
    assert ours.run(INPUTS, ["aside"]) == {"aside": 11}
    assert ours.run({"a": 2, "b": 3}, ["aside"]) == {"aside": 5}


def test_an_input_that_is_missing_is_an_error(runner):
    with pytest.raises(GraphRunError, match="a"):
        runner(InOrder).run({"b": 10}, ["aside"])
