"""One round bound for each kind of number over all layers."""

import numpy as np
import pytest

from backprop.core.evaluation import evaluate
from backprop.core.network import Layer, Network
from backprop.core.quantities import KINDS
from backprop.figures.ink.scales import round_bound, scales


@pytest.mark.parametrize(
    ("largest", "bound"),
    [
        (0, 1),
        (1, 1),
        (1.001, 2),
        (2, 2),
        (3, 5),
        (5, 5),
        (7, 10),
        (0.3, 0.5),
        (0.1206, 0.2),
        (0.05, 0.05),
        (8e-7, 1e-6),
    ],
)
def test_bounds_are_1_2_5(largest: float, bound: float) -> None:
    assert round_bound(largest) == bound


@pytest.mark.parametrize("largest", [5e-324, 1e-300, 1e300, 1.7e308])
def test_bounds_reach_to_the_ends_of_the_numbers(largest: float) -> None:
    assert largest <= round_bound(largest) <= max(5 * largest, 1.8e308)


def test_a_kind_has_one_scale_in_all_layers(worked) -> None:
    found = scales(worked)
    assert found.bound("x") == found.bound("a", 2) == found.bound("t") == 5
    assert found.bound("W", 1) == found.bound("W", 2) == found.bound("b", 1) == 1
    assert found.bound("delta", 1) == found.bound("diff") == 1
    for kind, row in KINDS.items():
        if row.scale in ("parameters", "activations", "z", "slopes", "errors", "gradients") and kind != "J":
            largest = [np.abs(worked.array(kind, layer)).max() for layer in ((1, 2) if row.layered else (0,))]
            assert found.bound(kind, 1 if row.layered else 0) >= max(largest)


def test_each_matrix_can_be_scaled_by_itself(worked) -> None:
    found = scales(worked, per_matrix=True)
    assert found.bound("delta", 1) == 0.01
    assert found.bound("delta", 2) == 0.2


def test_softmax_jacobian_stays_within_its_scale(evaluation_of) -> None:
    evaluation = evaluation_of((3, 4), last="softmax", samples=5)
    assert np.abs(evaluation.array("J", 1)).max() <= scales(evaluation).bound("J", 1)


def test_an_infinite_gradient_does_not_flatten_the_scale() -> None:
    layer = Layer([[900.0, -900.0]], [0, 0], "softmax")
    evaluation = evaluate(Network([layer]), [[1]], [[0, 1]], "categorical_cross_entropy")
    assert np.isinf(evaluation.array("da", 1)).any()
    assert scales(evaluation).bound("delta", 1) == 1
