"""Learning the weights of models, with scikit-learn; not imported where they are only used."""

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from bot.nlu.features import Features, Question
from bot.nlu.linear import DenseClasses, SparseClasses
from bot.nlu.network import Network

SEED = 0
"""The same questions give the same model, and so the same answers, every time."""

TOLERANCE = 0.1
"""When learning stops; a smaller one takes longer and gets as many right."""

HIDDEN, DECAY = 384, 0.05
"""Units of a network's hidden layer, and how much its weights are held small (bench/README.md)."""

EPOCHS, BATCH, LEAST_STEPS = 8, 256, 300
"""How long a network learns: so many times all rows, so many at once, and of few rows at least so many times."""

TOO_LITTLE = 1e-3
"""Weights this small are left out of sparse classes."""


def matrix(features: Features, questions: Sequence[Question]) -> csr_matrix:
    """One row per question, `len(questions)` × vocabulary."""
    rows = [features.row(question) for question in questions]
    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    columns = np.concatenate([row.columns for row in rows])
    values = np.concatenate([row.values for row in rows])
    return csr_matrix((values, columns, ends), shape=(len(rows), len(features)))


def beside(left: csr_matrix, right: csr_matrix) -> csr_matrix:
    """The columns of two matrices with as many rows, those of the first in front."""
    return hstack([left, right]).tocsr()


def against_the_others(
    rows: csr_matrix,
    labels: NDArray[np.str_],
    *,
    regularisation: float,
    balanced: bool,
    importance: NDArray[np.float32] | None = None,
) -> DenseClasses:
    """Learn at least two classes, each against the others (linear SVM)."""
    model = LinearSVC(
        C=regularisation,
        class_weight="balanced" if balanced else None,
        random_state=SEED,
        tol=TOLERANCE,
    )
    return _dense(model.fit(rows, labels, sample_weight=importance))


def likelihood(
    rows: csr_matrix, labels: NDArray[np.str_], *, regularisation: float, weights: dict[str, float]
) -> DenseClasses:
    """Learn two classes whose margins are log odds (logistic regression)."""
    model = LogisticRegression(C=regularisation, class_weight=weights, max_iter=200)
    return _dense(model.fit(rows, labels))


def network(rows: NDArray[np.float32], labels: NDArray[np.str_]) -> Network:
    """Learn at least two classes from dense rows, `len(labels)` × inputs."""
    batch = min(BATCH, len(rows))
    model = MLPClassifier(
        (HIDDEN,),
        alpha=DECAY,
        batch_size=batch,
        max_iter=max(EPOCHS, LEAST_STEPS * batch // len(rows)),
        random_state=SEED,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped on purpose
        model.fit(rows, labels)
    (hidden, weights), (hidden_offsets, offsets) = model.coefs_, model.intercepts_
    if len(model.classes_) == 2:
        weights, offsets = np.hstack([np.zeros_like(weights), weights]), np.append(0, offsets)
    return Network(
        tuple(model.classes_.tolist()),
        hidden.astype(np.float16),
        hidden_offsets.astype(np.float32),
        weights.astype(np.float16),
        offsets.astype(np.float32),
    )


def within_groups(
    rows: csr_matrix, groups: NDArray[np.str_], labels: NDArray[np.str_], *, regularisation: float
) -> SparseClasses:
    """Learn the labels of each group apart; the classes are in the order of the sorted groups."""
    names: list[str] = []
    weights, offsets = [], []
    for group in np.unique(groups):
        own = groups == group
        found = np.unique(labels[own])
        if len(found) == 1:
            weights.append(csr_matrix((1, rows.shape[1]), dtype=np.float32))
            offsets.append(np.zeros(1, np.float32))
        else:
            classes = against_the_others(
                rows[own], labels[own], regularisation=regularisation, balanced=True
            )
            weights.append(_sparse(classes.weights.T))
            offsets.append(classes.offsets)
        names += found.tolist()
    together = vstack(weights).T.tocsr()
    return SparseClasses(
        tuple(names),
        together.indptr.astype(np.int32),
        together.indices.astype(np.uint16),
        together.data.astype(np.float16),
        np.concatenate(offsets),
    )


def _dense(model: LinearSVC | LogisticRegression) -> DenseClasses:
    weights, offsets = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:
        weights, offsets = np.hstack([-weights, weights]), np.append(-offsets, offsets)
    return DenseClasses(
        tuple(model.classes_.tolist()), weights.astype(np.float16), offsets.astype(np.float32)
    )


def _sparse(weights: NDArray[np.float16]) -> csr_matrix:
    kept = np.where(np.abs(weights) < TOO_LITTLE, 0, weights).astype(np.float32)
    return csr_matrix(kept)
