import numpy as np
import pytest

from bot.nlu import learning
from bot.nlu.network import Network

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)


def test_what_no_line_can_part_is_learned():
    """Exclusive or: no linear model can."""
    network = learning.network(CORNERS, np.array(["same", "other", "other", "same"]))
    likeliest = [network.names[int(network.probabilities(row).argmax())] for row in CORNERS]
    assert likeliest == ["same", "other", "other", "same"]


@pytest.mark.parametrize("classes", [2, 3, 4])
def test_each_number_of_classes_has_probabilities_that_add_up_to_one(classes):
    labels = np.array([f"class {place % classes}" for place in range(4)])
    network = learning.network(CORNERS, labels)
    assert len(network.names) == classes
    for row in CORNERS:
        assert network.probabilities(row).shape == (classes,)
        assert network.probabilities(row).sum() == pytest.approx(1, abs=1e-5)


def test_the_same_rows_give_the_same_network():
    labels = np.array(["a", "b", "c", "a"])
    first, second = (learning.network(CORNERS, labels) for _ in range(2))
    assert (first.weights == second.weights).all()


def test_what_was_kept_gives_the_same_probabilities():
    network = learning.network(CORNERS, np.array(["a", "b", "c", "a"]))
    again = Network.from_arrays(network.arrays())
    assert (again.probabilities(CORNERS[1]) == network.probabilities(CORNERS[1])).all()
