"""The change since the start is a difference, number by number, and vanishes at the start."""

import numpy as np
import pytest

import backprop as bp
from backprop.core.quantities import Quantity
from backprop.experiment.presets import preset
from backprop.lessons.training.change import change


@pytest.mark.parametrize("slug", ["worked-example", "three-classes", "four-layers"])
def test_every_number_is_the_difference_of_two(slug):
    example = preset(slug)
    run = bp.descend(example.network, example.x, example.t, example.loss, bp.GradientDescent(0.5), 40)
    now, start = (bp.evaluate(run.at(step), example.x, example.t, example.loss) for step in (40, 0))
    found, moved = change(now, start), 0
    for layer in range(1, now.n_layers + 1):
        for kind in ("W", "b", "z", "a", "da", "delta", "dW", "db"):
            for name in now.quantities(kind, layer):
                assert found.value(name) == now.value(name) - start.value(name)
                moved += found.value(name) != 0
    assert moved > 20
    assert found.value(Quantity("C")) == now.value(Quantity("C")) - start.value(Quantity("C")) < 0
    assert (found.x == 0).all()
    nothing = change(start, start)
    assert all((nothing.array(kind, 1) == 0).all() for kind in ("W", "b", "z", "a", "delta", "dW", "db"))
    assert np.isfinite(nothing.backward.cost)
