"""The whole calculation by hand, step by step, in which any intermediate result may be kept otherwise than it came out.

What is kept is what the next steps start from: rounded numbers, or those that a student wrote down.
"""

from collections.abc import Callable, Iterator

import numpy as np

from backprop.core.activations import ACTIVATIONS, softmax_product
from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.losses import LOSSES
from backprop.core.quantities import array_name

Keep = Callable[[str, Array], Array]
_FACTORS = {"half_squared_error": 1.0, "squared_error": 2.0}
_OF_A: dict[str, Callable[[Array], Array]] = {  # as one computes by hand
    "sigmoid": lambda a: a * (1.0 - a),
    "tanh": lambda a: 1.0 - a * a,
}


def order_of(evaluation: Evaluation) -> list[str]:
    """The names of all arrays in the order in which they are computed: z1, a1, …, C, diff, …, db1, W1new, b1new."""
    return [array_name(kind, layer) for kind, layer in places_of(evaluation)]


def places_of(evaluation: Evaluation) -> Iterator[tuple[str, int]]:
    """The same as kinds and layers."""
    last = evaluation.n_layers
    for l in range(1, last + 1):
        yield from (("z", l), ("a", l))
    if evaluation.n_samples > 1:
        yield "E", 0
    yield from (("C", 0), ("diff", 0))
    for l in reversed(range(1, last + 1)):
        yield "da", l
        if ACTIVATIONS[evaluation.network.layers[l - 1].activation].slope is not None:
            yield "slope", l
        yield from (("delta", l), ("dW", l), ("db", l))
    for l in range(1, last + 1):
        yield from (("Wnew", l), ("bnew", l))


@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def calculate(evaluation: Evaluation, keep: Keep) -> dict[str, Array]:
    """Every array by its name, each computed from what was kept of those before it, and as it came out itself."""
    e, last = evaluation, evaluation.n_layers
    found: dict[str, Array] = {}

    def note(kind: str, layer: int, array: Array) -> Array:
        name = array_name(kind, layer)
        found[name] = array
        return keep(name, array)

    z, a = [], [e.x]
    for l, layer in enumerate(e.network.layers, 1):
        z.append(note("z", l, a[-1] @ layer.W + layer.b))
        a.append(note("a", l, ACTIVATIONS[layer.activation].f(z[-1])))
    losses = LOSSES[e.loss].value(z[-1], a[-1], e.t)
    if e.n_samples > 1:
        losses = note("E", 0, losses)
    note("C", 0, np.asarray(losses.mean()))
    diff = note("diff", 0, a[-1] - e.t)
    da = _from_the_loss(e, z[-1], a[-1], diff)
    for l in reversed(range(1, last + 1)):
        layer = e.network.layers[l - 1]
        da = note("da", l, da)
        delta = note("delta", l, _delta(e, l, z[l - 1], a[l], da, note))
        dW = note("dW", l, a[l - 1].T @ delta / e.n_samples)
        db = note("db", l, delta.sum(axis=0) / e.n_samples)
        note("Wnew", l, layer.W - e.learning_rate * dW)
        note("bnew", l, layer.b - e.learning_rate * db)
        da = delta @ layer.W.T
    return found


def _from_the_loss(e: Evaluation, z: Array, a: Array, diff: Array) -> Array:
    if LOSSES[e.loss].delta is not None:
        return LOSSES[e.loss].slope(z, a, e.t)
    outputs: int = e.t.shape[-1]
    return _FACTORS.get(e.loss, 2.0 / outputs) * diff


def _delta(
    e: Evaluation, l: int, z: Array, a: Array, da: Array, note: Callable[[str, int, Array], Array]
) -> Array:
    name = e.network.layers[l - 1].activation
    activation = ACTIVATIONS[name]
    fused = l == e.n_layers and LOSSES[e.loss].delta is not None
    if activation.slope is None:
        total: Array = e.t.sum(axis=-1, keepdims=True)
        delta: Array = a * total - e.t if fused else softmax_product(a, da)
        return delta
    slope = note("slope", l, _OF_A[name](a) if name in _OF_A else activation.slope(z))
    return a - e.t if fused else da * slope
