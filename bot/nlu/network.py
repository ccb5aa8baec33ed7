"""A small network: one hidden layer, from a row of numbers to the probabilities of classes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.nlu.linear import Arrays, Margins, shares


@dataclass(frozen=True)
class Network:
    """Classes, with the weights of both layers (inputs × hidden and hidden × classes) in half precision."""

    names: tuple[str, ...]
    hidden: NDArray[np.float16]
    hidden_offsets: Margins
    weights: NDArray[np.float16]
    offsets: Margins

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Network":
        """The network that `arrays` gave."""
        layers = ("hidden", "hidden_offsets", "weights", "offsets")
        return cls(tuple(arrays["names"].tolist()), *(arrays[layer] for layer in layers))

    def arrays(self) -> dict[str, NDArray]:
        """All there is to keep."""
        return {
            "names": np.array(self.names),
            "hidden": self.hidden,
            "hidden_offsets": self.hidden_offsets,
            "weights": self.weights,
            "offsets": self.offsets,
        }

    def probabilities(self, row: Margins) -> Margins:
        """The probability of each class for a row."""
        first, second = self._layers
        seen = np.maximum(row @ first + self.hidden_offsets, 0)
        return shares(seen @ second + self.offsets, 1.0)

    @cached_property
    def _layers(self) -> tuple[Margins, Margins]:
        return self.hidden.astype(np.float32), self.weights.astype(np.float32)
