"""The optimizers against PyTorch's own trajectories, recorded (recorded/record_pytorch.py)."""

import json
from pathlib import Path

import numpy as np
import pytest

import backprop as bp
from tests.core.recorded.cases import CASES, PROBLEMS, SHOWN, STEPS

RECORDED = json.loads((Path(__file__).parent / "recorded" / "pytorch.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("case", CASES)
def test_a_trajectory_equals_pytorchs(problem, case):
    network, x, t = PROBLEMS[problem]()
    optimizer, _, _, told = CASES[case]
    run = bp.descend(network, x, t, optimizer=optimizer, steps=STEPS, **told)
    theirs = np.array(RECORDED[problem][case])
    np.testing.assert_allclose(run.theta[list(SHOWN)], theirs, rtol=1e-10, atol=1e-10)
    assert np.abs(theirs[-1] - run.theta[0]).max() > 1e-3, "the recorded run went somewhere"


@pytest.mark.parametrize("case", ["momentum", "adagrad", "rmsprop", "adam", "adamw"])
def test_a_step_changes_nothing_it_was_given(case):
    optimizer = CASES[case][0]
    theta, gradient = np.array([1.0, -2.0]), np.array([0.5, 0.25])
    state = tuple(np.zeros(2) for _ in range(optimizer.slots))
    given = [array.copy() for array in (theta, gradient, *state)]
    first = optimizer.step(theta, gradient, state, 0)
    second = optimizer.step(theta, gradient, state, 0)
    assert all(
        np.array_equal(one, other) for one, other in zip((theta, gradient, *state), given, strict=True)
    )
    np.testing.assert_array_equal(first[0], second[0])
    assert not np.array_equal(first[0], theta)


def test_the_first_step_of_adam_is_the_learning_rate_whatever_the_gradient():
    """Kingma and Ba (2015), section 2.1: m̂/√ŝ is ±1 at first."""
    after, _ = bp.Adam(0.01).step(np.zeros(3), np.array([1e-3, -40.0, 7.0]), (np.zeros(3), np.zeros(3)), 0)
    np.testing.assert_allclose(after, [-0.01, 0.01, -0.01], rtol=1e-4)
