"""Linear models as plain weights, small in memory and quick for one question at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.nlu.features import Row

Margins = NDArray[np.float32]
Arrays = Mapping[str, NDArray]


class Classes(Protocol):
    """Classes with a weight for each entry of the vocabulary."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def margins(self, row: Row) -> Margins: ...


@dataclass(frozen=True)
class DenseClasses:
    """Weights of classes, vocabulary × classes in half precision, with names in the same order."""

    names: tuple[str, ...]
    weights: NDArray[np.float16]
    offsets: Margins

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "DenseClasses":
        """The classes that `arrays` gave."""
        return cls(tuple(arrays["names"].tolist()), arrays["weights"], arrays["offsets"])

    @classmethod
    def constant(cls, name: str, vocabulary: int) -> "DenseClasses":
        """A single class, which every row belongs to."""
        return cls((name,), np.zeros((vocabulary, 1), np.float16), np.zeros(1, np.float32))

    def arrays(self) -> dict[str, NDArray]:
        """All there is to keep."""
        return {"names": np.array(self.names), "weights": self.weights, "offsets": self.offsets}

    def margins(self, row: Row) -> Margins:
        """How far a row is on the side of each class."""
        return row.values @ self.weights[row.columns].astype(np.float32) + self.offsets


@dataclass(frozen=True)
class SparseClasses:
    """The same for many classes that each know a small part of the vocabulary.

    The weights of entry `n` are those from `starts[n]` up to `starts[n + 1]`, of class `classes`.
    """

    names: tuple[str, ...]
    starts: NDArray[np.int32]
    classes: NDArray[np.uint16]
    weights: NDArray[np.float16]
    offsets: Margins

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "SparseClasses":
        """The classes that `arrays` gave."""
        return cls(
            tuple(arrays["names"].tolist()),
            arrays["starts"],
            arrays["classes"],
            arrays["weights"],
            arrays["offsets"],
        )

    def arrays(self) -> dict[str, NDArray]:
        """All there is to keep."""
        return {
            "names": np.array(self.names),
            "starts": self.starts,
            "classes": self.classes,
            "weights": self.weights,
            "offsets": self.offsets,
        }

    def margins(self, row: Row) -> Margins:
        """How far a row is on the side of each class."""
        first = self.starts[row.columns]
        counts = self.starts[row.columns + 1] - first
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + counts, counts)
        shares_of_row = np.repeat(row.values, counts) * self.weights[places]
        sums = np.bincount(self.classes[places], shares_of_row, minlength=len(self.names))
        return sums.astype(np.float32) + self.offsets


def shares(margins: Margins, temperature: float) -> Margins:
    """Margins as shares that add up to one; a lower temperature makes them more outspoken."""
    exponents = np.exp((margins - margins.max()) / temperature)
    return exponents / exponents.sum()


def shares_within(margins: Margins, starts: NDArray[np.intp], temperature: float) -> Margins:
    """The same within each group of margins; a group begins at each of `starts`."""
    sizes = np.diff(np.append(starts, len(margins)))
    highest = np.maximum.reduceat(margins, starts)
    exponents = np.exp((margins - np.repeat(highest, sizes)) / temperature)
    return exponents / np.repeat(np.add.reduceat(exponents, starts), sizes)
