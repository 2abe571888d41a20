"""Random networks for the lessons: every activation and allowed loss, from tame to saturated."""

import numpy as np
from hypothesis import strategies as st

from backprop.core.activations import ACTIVATIONS
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.losses import losses_for
from backprop.core.network import Layer, Network
from backprop.core.quantities import KINDS, Quantity, QuantityError
from backprop.experiment.numerals import NumberFormat
from tests.core.networks import allowed

FORMATS = st.one_of(
    st.builds(NumberFormat, st.integers(2, 10)),
    st.builds(NumberFormat, st.just(4), st.integers(0, 10)),
)


@st.composite
def evaluations(draw: st.DrawFn, widest: int = 9, deepest: int = 4) -> Evaluation:
    """An evaluated network with up to `deepest` layers; its numbers have few digits in half of the cases."""
    sizes = draw(st.lists(st.integers(1, widest), min_size=2, max_size=deepest + 1))
    names = draw(
        st.lists(st.sampled_from(list(ACTIVATIONS)), min_size=len(sizes) - 1, max_size=len(sizes) - 1)
    )
    loss = draw(st.sampled_from(losses_for(names[-1])))
    samples = draw(st.sampled_from([1, 1, 2, 3, 9]))
    scale = draw(st.sampled_from([0.5, 1.0, 3.0, 20.0]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    short = draw(st.booleans())

    def numbers(*shape: int) -> np.ndarray:
        values = rng.normal(scale=scale, size=shape)
        return np.round(values, 1) if short else values

    layers = [
        Layer(numbers(n_in, n_out), numbers(n_out), name)
        for n_in, n_out, name in zip(sizes, sizes[1:], names, strict=False)
    ]
    t = (
        rng.uniform(size=(samples, sizes[-1]))
        if draw(st.booleans())
        else np.eye(sizes[-1])[rng.integers(sizes[-1], size=samples)]
    )
    if names[-1] == "softmax" and draw(st.booleans()):
        t = t / t.sum(axis=1, keepdims=True)
    t = allowed(t, loss)
    x = np.round(rng.normal(size=(samples, sizes[0])), 2)
    return evaluate(Network(layers), x, t, loss)


def every_quantity(evaluation: Evaluation) -> list[Quantity]:
    """The names of all numbers of a network, of the sample on show."""
    found: list[Quantity] = []
    for kind, known in KINDS.items():
        for layer in range(1, evaluation.n_layers + 1) if known.layered else [0]:
            try:
                found += evaluation.quantities(kind, layer)
            except QuantityError:
                assert kind in ("slope", "J")  # softmax has J, every other activation a slope
    return found
