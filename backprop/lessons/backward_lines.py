"""The backward pass line by line, as a program is written: any line may be exchanged for a mistaken one."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from backprop.core.activations import ACTIVATIONS, Activation
from backprop.core.arrays import Array
from backprop.core.losses import LOSSES, Loss
from backprop.core.network import Layer, Network
from backprop.core.passes import Backward, Forward, run_cost

LINES = ("da", "delta", "dW", "db")  # each computes the array of its name


class LineError(ValueError):
    """The line `name`, such as delta1, does not run: its shapes don't fit, or it asks for what there is not."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason = name, reason


class Here(NamedTuple):
    """What a line of layer l can use, l counted from 1; `da` and `delta` once they are computed.

    z, a and t of shape (samples, n); the line "da" of layer l computes ∂E/∂a⁽ˡ⁾ from `delta` of layer l + 1.
    """

    network: Network
    forward: Forward
    t: Array
    loss: str
    l: int
    da: Array
    delta: Array

    @property
    def layer(self) -> Layer:
        return self.network.layers[self.l - 1]

    @property
    def f(self) -> Activation:
        return ACTIVATIONS[self.layer.activation]

    @property
    def z(self) -> Array:
        return self.forward.z[self.l - 1]

    @property
    def a(self) -> Array:
        return self.forward.a[self.l]

    @property
    def above(self) -> "Here":
        """The same for the next layer, which the error comes from."""
        return self._replace(l=self.l + 1)

    @property
    def last(self) -> bool:
        return self.l == len(self.network.layers)

    @property
    def rule(self) -> Loss:
        return LOSSES[self.loss]

    @property
    def fused(self) -> bool:
        """Whether δ comes straight from the loss, without a slope: sigmoid or softmax with its cross-entropy."""
        return self.last and self.rule.delta is not None

    @property
    def samples(self) -> int:
        return len(self.t)


Line = Callable[[Here], Array]


def da(here: Here) -> Array:
    """∂E/∂a: of the last layer from the loss, of the others δ Wᵀ of the layer above."""
    if here.last:
        return here.rule.slope(here.z, here.a, here.t)
    return here.delta @ here.above.layer.W.T


def delta(here: Here) -> Array:
    """δ = ∂E/∂a ⊙ f′(z), or straight from the loss."""
    if here.fused:
        assert here.rule.delta is not None
        return here.rule.delta(here.z, here.a, here.t)
    if here.f.slope is None:  # a softmax, as a program writes it
        mean: Array = (here.a * here.da).sum(axis=1, keepdims=True)
        return here.a * (here.da - mean)
    return here.f.slope(here.z) * here.da


def dW(here: Here) -> Array:
    """∂C/∂W: the mean over samples of aᵀ δ."""
    return here.forward.a[here.l - 1].T @ here.delta / here.samples


def db(here: Here) -> Array:
    """∂C/∂b: the mean of δ."""
    total: Array = here.delta.sum(axis=0)
    return total / here.samples


RIGHT: dict[str, Line] = {"da": da, "delta": delta, "dW": dW, "db": db}


@np.errstate(over="ignore", invalid="ignore")  # as in the passes
def run_lines(lines: Mapping[str, Line], network: Network, forward: Forward, t: Array, loss: str) -> Backward:
    """The backward pass of one network with these lines in place of the right ones; arrays that have been checked.

    ∂E/∂x is left out (nan): no weight is learnt from it. Raises LineError where the program would stop.
    """
    used, last = {**RIGHT, **lines}, len(network.layers)
    found: dict[str, list[Array]] = {name: [] for name in LINES}
    here = Here(network, forward, t, loss, last, forward.output, forward.output)
    for l in reversed(range(1, last + 1)):
        here = here._replace(l=l)
        for name in LINES:
            found[name].append(_run(used[name], name, here))
            if name == "da":
                here = here._replace(da=found["da"][-1])
            if name == "delta":
                here = here._replace(delta=found["delta"][-1])
        _update(here, found["dW"][-1], found["db"][-1])
    das, deltas, dWs, dbs = (tuple(reversed(found[name])) for name in LINES)
    layers = network.layers
    return Backward(
        cost=run_cost(forward, t, loss),
        sample_loss=LOSSES[loss].value(forward.z[-1], forward.output, t),
        da=(
            np.full(forward.a[0].shape, np.nan),
            *map(np.broadcast_to, das, (a.shape for a in forward.a[1:])),
        ),
        delta=deltas,
        dW=tuple(map(np.broadcast_to, dWs, (layer.W.shape for layer in layers))),
        db=tuple(map(np.broadcast_to, dbs, (layer.b.shape for layer in layers))),
    )


def _run(line: Line, name: str, here: Here) -> Array:
    try:
        return np.asarray(line(here))
    except LineError:
        raise
    except ValueError as error:  # NumPy's, which a program with this mistake would end with
        raise LineError(f"{name}{here.l}", str(error)) from error


def _update(here: Here, dW: Array, db: Array) -> None:
    """Raise LineError where W -= eta * dW would not fit; what NumPy would repeat to make it fit, it repeats here."""
    for name, gradient, parameter in (("W", dW, here.layer.W), ("b", db, here.layer.b)):
        if np.broadcast_shapes(gradient.shape, parameter.shape) != parameter.shape:
            shapes = f"d{name}{here.l} is {gradient.shape}, {name}{here.l} is {parameter.shape}"
            raise LineError(f"{name}{here.l}", f"the update does not fit: {shapes}")
