"""Learning the weights of linear models, with scikit-learn; not imported where they are only used."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.nlu.features import Features, Question
from bot.nlu.linear import DenseClasses, SparseClasses

SEED = 0
"""The same questions give the same model, and so the same answers, every time."""

TOLERANCE = 0.1
"""When learning stops; a smaller one takes longer and gets as many right."""

STRETCH = 8.0
"""How much longer rows of length 1 are made to be learned from."""

ROUGHLY = 1e-4
"""When learning log odds stops: the steepest slope that is left, per question."""

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


def odds(rows: NDArray[np.float32], labels: NDArray[np.str_]) -> DenseClasses:
    """Learn at least two classes from rows without zeros; the margins are log odds (logistic regression)."""
    centre = rows.mean(axis=0)
    model = LogisticRegression(multi_class="multinomial", tol=ROUGHLY * len(rows), max_iter=200)
    found = _dense(model.fit((rows - centre) * STRETCH, labels))
    weights = found.weights * np.float16(STRETCH)
    return DenseClasses(found.names, weights, found.offsets - centre @ weights.astype(np.float32))


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
