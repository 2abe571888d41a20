"""Learning rates that change from step to step."""

import numpy as np

from backprop.core.schedules import ExponentialDecay, InverseTimeDecay, rate_at


def test_a_number_stays_and_a_schedule_is_asked():
    assert rate_at(0.3, 7) == 0.3
    assert rate_at(lambda step: 1.0 / (step + 1), 3) == 0.25
    assert rate_at(np.array([0.1, 0.2]), 0).tolist() == [[0.1], [0.2]]
    assert rate_at(InverseTimeDecay(np.array([0.1, 0.2]), 1.0), 1).tolist() == [[0.05], [0.1]]


def test_exponential_decay_halves_in_equal_times():
    rate = ExponentialDecay(0.8, 0.5 ** (1 / 10))
    np.testing.assert_allclose([rate(k) for k in (0, 10, 20)], [0.8, 0.4, 0.2])


def test_inverse_time_decay_is_half_when_decay_times_steps_is_one():
    rate = InverseTimeDecay(0.8, 0.1)
    np.testing.assert_allclose([rate(k) for k in (0, 10, 30)], [0.8, 0.4, 0.2])
