"""Experiments to test with: the worked example, and any that hypothesis can think of."""

import itertools

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backprop.core.activations import ACTIVATIONS
from backprop.core.losses import losses_for
from backprop.core.network import Layer, Network
from backprop.experiment.experiment import Experiment, Initialisation, Published, Samples
from tests.core.networks import allowed


@pytest.fixture
def worked() -> Experiment:
    network = Network(
        [
            Layer([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], [0.5, 0.5], "sigmoid"),
            Layer([[0.7, 0.8], [0.9, 0.1]], [0.3, 0.3], "sigmoid"),
        ]
    )
    return Experiment(network, [1, 2, 3], [0.5, 0.1], title="worked")


def check_sentence(error: Exception) -> None:
    """The message is one short line that can be sent to a browser."""
    message = str(error)
    assert message.encode()
    assert "\n" not in message
    assert 10 < len(message) < 400


@st.composite
def experiments(draw) -> Experiment:
    """Any experiment of up to 3 layers, with all kinds of floats and all optional parts."""
    numbers = st.floats(allow_nan=False, allow_infinity=False)
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    layers = [
        Layer(
            draw(arrays(np.float64, (n, m), elements=numbers)),
            draw(arrays(np.float64, m, elements=numbers)),
            draw(st.sampled_from(list(ACTIVATIONS))),
        )
        for n, m in itertools.pairwise(sizes)
    ]

    loss = draw(st.sampled_from(losses_for(layers[-1].activation)))

    def samples() -> Samples:
        n = draw(st.integers(1, 3))
        return Samples(
            draw(arrays(np.float64, (n, sizes[0]), elements=numbers)),
            allowed(draw(arrays(np.float64, (n, sizes[-1]), elements=st.floats(0, 1))), loss),
        )

    training = samples()
    words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20)
    plain = st.dictionaries(words, st.none() | st.booleans() | numbers | words, max_size=3)
    return Experiment(
        Network(layers),
        training.x,
        training.t,
        loss,
        draw(words),
        draw(words),
        draw(words),
        draw(st.none() | st.builds(Initialisation, st.just("he"), st.integers(0, 2**32 - 1))),
        draw(st.fixed_dictionaries({}, optional={"W1[1,1]": st.just(Published("0.5", "so it says"))})),
        draw(st.none() | plain),
        draw(st.none() | plain),
        samples() if draw(st.booleans()) else None,
    )


def largest() -> Experiment:
    """An experiment at all limits."""
    rng = np.random.default_rng(0)
    layers = [Layer(rng.normal(size=(64, 64)), rng.normal(size=64), "tanh") for _ in range(8)]
    x, t, *test = (rng.normal(size=(512, 64)) for _ in range(4))
    return Experiment(Network(layers), x, t, test=Samples(*test))
