"""Runs a trained model's graph of components, one after the other, in an order found once.

Rasa hands its graph to Dask for each prediction, two or three times in a turn; sorting and
scheduling a dozen components anew each time takes a tenth of the turn.
"""

from functools import lru_cache
from typing import Any, Dict, List, Optional

from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner


class InOrder(DaskGraphRunner):
    """Rasa's graph runner without the scheduler."""

    def run(
        self, inputs: Optional[Dict[str, Any]] = None, targets: Optional[List[str]] = None
    ) -> Dict[str, Any]:
        """Run what the targets need.

        Args:
            inputs: values by the names that components know them by.
            targets: the components whose output is asked; those of the graph when None.
        """
        wanted = tuple(targets or self._graph_schema.target_names)
        outputs = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, node, needs in self._steps(wanted):
            outputs[name] = node(*(outputs.get(need, need) for need in needs))
        return dict(outputs[name] for name in wanted)

    @lru_cache(maxsize=8)  # noqa: B019 - a runner lives as long as its model
    def _steps(self, wanted: tuple[str, ...]) -> list[tuple[str, GraphNode, list[str]]]:
        schema = self._graph_schema.minimal_graph_schema(list(wanted))
        steps: dict[str, tuple[str, GraphNode, list[str]]] = {}

        def add(name: str) -> None:
            if name in steps or name not in schema.nodes:
                return
            needs = list(schema.nodes[name].needs.values())
            for need in needs:
                add(need)
            steps[name] = (name, self._instantiated_nodes[name], needs)

        for name in wanted:
            add(name)
        return list(steps.values())
