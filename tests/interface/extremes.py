"""Experiments at the rim of what the border lets in, and every way of looking at them, for hypothesis."""

import itertools
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backprop.core.activations import ACTIVATIONS
from backprop.core.losses import LOSSES, losses_for
from backprop.core.network import Layer, Network
from backprop.core.quantities import KINDS, Quantity, QuantityError
from backprop.experiment.experiment import Experiment, Samples
from backprop.experiment.homework import ASKABLE, ORIENTATIONS
from backprop.experiment.rivals import Rival
from backprop.experiment.training import DECAYS, OPTIMIZERS, ORDERS, Training
from backprop.interface import view
from backprop.interface.bug_lab.bench import SIGHTS, Bench
from backprop.interface.gradient_check.probe import STEPS, Probe
from backprop.interface.landscape.landscape_view import ALONG, EPSILONS, REACHES, LandscapeView
from backprop.interface.view import View
from backprop.lessons.bugs.mistakes import MISTAKES
from backprop.lessons.checks.numeric_check import METHODS
from backprop.lessons.walk.steps import steps_of
from tests.core.networks import allowed

LARGEST = 1.7976931348623157e308
MAGNITUDES = (LARGEST, 1e308, 1e300, 1e200, 1e154, 1e17, 745.0, 1.0, 1e-9, 1e-160, 1e-308, 5e-324)
EXTREME = st.sampled_from([0.0, -0.0, *MAGNITUDES, *(-size for size in MAGNITUDES)])
PLAIN = st.sampled_from([-2.0, -1.0, -0.3, 0.1, 0.5, 1.0, 3.0])


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """Up to 8 layers, all activations and losses; all numbers extreme, or one, or one for all, or none."""
    depth = draw(st.sampled_from([1, 2, 2, 3, 8]))
    sizes = draw(st.lists(st.sampled_from([1, 2, 3]), min_size=depth + 1, max_size=depth + 1))
    samples = draw(st.sampled_from([1, 1, 2, 20]))
    filling = draw(st.sampled_from([EXTREME, EXTREME.map(np.float64), PLAIN, EXTREME | PLAIN]))
    same = draw(st.booleans())
    one = draw(filling)

    def numbers(*shape: int) -> np.ndarray[Any, Any]:
        return np.full(shape, one) if same else draw(arrays(np.float64, shape, elements=filling))

    layers = [
        Layer(numbers(n, m), numbers(m), draw(st.sampled_from(list(ACTIVATIONS))))
        for n, m in itertools.pairwise(sizes)
    ]
    if filling is PLAIN:  # one number alone goes beyond
        layers[0].W[0, 0] = draw(EXTREME)
    loss = draw(st.sampled_from(losses_for(layers[-1].activation)))
    x, t = numbers(samples, sizes[0]), numbers(samples, sizes[-1])
    if LOSSES[loss].follows:
        t = draw(arrays(np.float64, t.shape, elements=st.sampled_from([0.0, 1.0, 0.5, 1e-300])))
    t = allowed(t, loss)
    return Experiment(
        Network(layers),
        x,
        t,
        loss,
        homework=draw(homework),
        test=Samples(x, t) if draw(st.booleans()) else None,
    )


homework = st.none() | st.fixed_dictionaries(
    {
        "asked": st.just(["z1", "a1", "C", "delta1", "dW1", "db1", "W1new", "b1new"]),
        "answers": st.dictionaries(
            st.sampled_from(["z1[1]", "a1[1]", "C", "delta1[1]", "dW1[1,1]", "db1[1]", "W1new[1,1]"]),
            st.sampled_from(["0", "1e308", "-1e308", "5e-324", "0.333", "-1", "1/3", "nan", "1.7e308"]),
        ),
        "rate": st.sampled_from([0.5, 1e6, 1e-300]),
        "orientation": st.sampled_from(ORIENTATIONS),
    }
)
assert all(kind in ASKABLE for kind in ("z", "a", "C", "delta", "dW", "db", "Wnew", "bnew"))

trainings = st.builds(
    Training,
    optimizer=st.sampled_from(list(OPTIMIZERS)),
    rate=st.sampled_from([0.5, 0.01, 1e-6, 1e6]),
    steps=st.sampled_from([1, 5]),
    batch=st.sampled_from([0, 1]),
    l2=st.sampled_from([0.0, 10.0]),
    order=st.sampled_from(list(ORDERS)),
    decay=st.sampled_from(list(DECAYS)),
)
landscape_views = st.builds(
    LandscapeView,
    along=st.sampled_from(list(ALONG)),
    reach=st.sampled_from(REACHES),
    epsilon=st.sampled_from(EPSILONS),
    seed=st.integers(0, 9),
)
benches = st.builds(
    lambda key, sight, seed: (
        Bench(mistake=key, sight=sight) if seed is None else Bench(sight=sight).riddle(seed)
    ),
    st.sampled_from(["", *MISTAKES]),
    st.sampled_from(SIGHTS),
    st.none() | st.integers(0, 9),
)


@st.composite
def views(draw: st.DrawFn, experiment: Experiment) -> View:
    """Every setting of every page, and any number of this experiment as the selection."""
    evaluation = experiment.evaluate()
    return View(
        sample=draw(st.sampled_from([1, 2])),
        mode=draw(st.sampled_from(view.MODES)),
        digits=draw(st.sampled_from([2, 4, 10])),
        places=draw(st.sampled_from([None, 0, 10])),
        own_scales=draw(st.booleans()),
        notation=draw(st.sampled_from(view.NOTATIONS)),
        panel=draw(st.sampled_from(view.PANELS)),
        selection=draw(st.none() | selections(experiment)),
        step=draw(st.sampled_from(steps_of(evaluation))).key,
        rate=draw(st.sampled_from([0.5, 1e6, 1e-300])),
        veil=draw(st.sampled_from(view.VEILS)),
        present=draw(st.booleans()),
        training=draw(st.just(Training()) | trainings),
        reached=draw(st.sampled_from([0, 3, 20])),
        logarithmic=draw(st.booleans()),
        traced=draw(st.sampled_from(["", "W1[1,1] C a1[1]"])),
        tab=draw(st.sampled_from(view.TABS)),
        rivals=draw(st.just(()) | st.tuples(st.builds(Rival, trainings, st.just(1)))),
        desk=draw(st.sampled_from(view.DESKS)),
        key_shown=draw(st.booleans()),
    ).having(
        draw(landscape_views),
        draw(benches),
        Probe(draw(st.sampled_from(METHODS)), draw(st.sampled_from(STEPS))),
    )


@st.composite
def selections(draw: st.DrawFn, experiment: Experiment) -> Quantity | None:
    """Any number there is."""
    kind = draw(st.sampled_from(list(KINDS)))
    evaluation = experiment.evaluate()
    layer = draw(st.integers(1, evaluation.n_layers)) if KINDS[kind].layered else 0
    try:
        return draw(st.sampled_from(evaluation.quantities(kind, layer)))
    except QuantityError:  # a softmax has no slopes, and nothing else a Jacobian
        return None
