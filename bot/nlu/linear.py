"""Linear models as plain weights, small on disk and quick for one question at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

Margins = NDArray[np.float32]
SEED = 0
"""The same questions give the same model, and so the same answers, every time."""


@dataclass(frozen=True)
class LinearClasses:
    """Weights of classes, features × classes, with their names in the same order."""

    names: tuple[str, ...]
    weights: csr_matrix | NDArray[np.float32]
    offsets: Margins

    @classmethod
    def fit(
        cls, rows: csr_matrix, labels: NDArray[np.str_], *, regularisation: float, balanced: bool
    ) -> "LinearClasses":
        """Learn one class against the others, for at least two classes (linear SVM)."""
        weights = "balanced" if balanced else None
        model = LinearSVC(C=regularisation, class_weight=weights, random_state=SEED)
        return cls.from_fitted(model.fit(rows, labels))

    @classmethod
    def from_fitted(cls, model: LinearSVC | LogisticRegression) -> "LinearClasses":
        """The weights of a fitted scikit-learn model."""
        weights, offsets = model.coef_.T, model.intercept_
        if len(model.classes_) == 2:
            weights, offsets = np.hstack([-weights, weights]), np.append(-offsets, offsets)
        return cls(
            tuple(str(name) for name in model.classes_),
            weights.astype(np.float32),
            offsets.astype(np.float32),
        )

    @classmethod
    def constant(cls, name: str, features: int) -> "LinearClasses":
        """A single class, which is always the one."""
        return cls((name,), csr_matrix((features, 1), dtype=np.float32), np.zeros(1, np.float32))

    @classmethod
    def side_by_side(cls, models: Sequence["LinearClasses"]) -> "LinearClasses":
        """Several models as one, kept sparse: what one never saw weighs nothing in it."""
        return cls(
            tuple(name for model in models for name in model.names),
            hstack([csr_matrix(model.weights) for model in models], format="csr"),
            np.concatenate([model.offsets for model in models]),
        )

    def margins(self, row: csr_matrix) -> Margins:
        """How far a row (1 × features) is on the side of each class."""
        product = row @ self.weights
        dense = product.toarray() if isinstance(product, csr_matrix) else np.asarray(product)
        return dense[0] + self.offsets


def shares(margins: Margins, temperature: float) -> Margins:
    """Margins as shares that add up to one; a lower temperature makes them more outspoken."""
    exponents = np.exp((margins - margins.max()) / temperature)
    return exponents / exponents.sum()
