"""An evaluation is one network at work on its samples: both passes, and any of their numbers by its name."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from backprop.core.activations import ACTIVATIONS, softmax_jacobian
from backprop.core.arrays import Array, count
from backprop.core.losses import DEFAULT_LOSS
from backprop.core.network import Network
from backprop.core.passes import Backward, Forward, check_single, check_t, check_x, run_backward, run_forward
from backprop.core.quantities import KINDS, Quantity, QuantityError, array_name


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Evaluation:
    """Both passes of one network (not a stack), and every number of them under its name.

    x (samples, n_in), t (samples, n_out); C is the mean of E over the samples.
    """

    network: Network
    x: Array
    t: Array
    loss: str
    learning_rate: float
    forward: Forward
    backward: Backward
    _known: dict[tuple[str, int], Array] = field(default_factory=dict, init=False, repr=False)

    @property
    def n_samples(self) -> int:
        return len(self.x)

    @property
    def n_layers(self) -> int:
        return len(self.network.layers)

    def array(self, kind: str, layer: int = 0) -> Array:
        """All numbers of one kind: (samples, n) for what samples have, J (samples, n, n), E (samples,), C ().

        Raises QuantityError when this network has no such array.
        """
        found = self._known.get((kind, layer))
        if found is None:
            self._check_layer(kind, layer)
            found = self._known[kind, layer] = _ARRAYS[kind](self, layer)
        return found

    def of_samples(self, kind: str, layer: int, samples: slice) -> Array:
        """The rows of these samples. A Jacobian is worked out for them alone: it has n² numbers a sample."""
        if kind != "J":
            return self.array(kind, layer)[samples]
        self._check_layer(kind, layer)
        return _jacobian(self, layer, samples)

    def value(self, quantity: Quantity, sample: int = 1) -> float:
        """The number of that name; of its own sample where it names one, else of `sample` (counted from 1).

        Raises QuantityError with one sentence when this network has no such number.

        >>> import backprop as bp
        >>> network = bp.Network([bp.Layer([[0.5], [-0.25]], [1.0], "relu")])
        >>> at_work = bp.evaluate(network, [2.0, 4.0], [0.0])
        >>> [at_work.value(Quantity.parse(name)) for name in ("z1[1]", "C", "dW1[2,1]", "dx[2]")]
        [1.0, 0.5, 4.0, -0.25]
        """
        array = self.array(quantity.kind, quantity.layer)
        kind, index = KINDS[quantity.kind], quantity.index
        if kind.per_sample:
            number = sample if quantity.sample is None else quantity.sample
            if not 1 <= number <= self.n_samples:
                raise QuantityError(f"{quantity}: sample {number} does not exist; there are {self.n_samples}")
            array = array[number - 1]
        if len(index) != array.ndim:
            wanted = ("no index", "one index", "two indices")[array.ndim]
            raise QuantityError(f"{quantity}: {quantity.array} takes {wanted}")
        for place, length, noun in zip(index, array.shape, _AXES[kind.axes], strict=True):
            if not 1 <= place <= length:
                raise QuantityError(f"{quantity}: {quantity.array} has {count(length, noun)}")
        return float(array[tuple(i - 1 for i in index)])

    def quantities(self, kind: str, layer: int = 0) -> list[Quantity]:
        """The names of all numbers of one array, of the sample on show, in reading order."""
        shape = self.array(kind, layer).shape[KINDS[kind].per_sample :]
        return [Quantity(kind, layer, tuple(i + 1 for i in index)) for index in np.ndindex(shape)]

    def _check_layer(self, kind: str, layer: int) -> None:
        if kind not in KINDS:
            raise QuantityError(f"{kind!r} names nothing; the names are {', '.join(KINDS)}")
        first = 0 if kind in ("a", "da") or not KINDS[kind].layered else 1
        last = self.n_layers if KINDS[kind].layered else 0
        if not first <= layer <= last:
            raise QuantityError(f"{array_name(kind, layer)}: the network has {count(self.n_layers, 'layer')}")


_silent = np.errstate(over="ignore", invalid="ignore")  # as in the passes


@_silent
def _slope(evaluation: Evaluation, layer: int) -> Array:
    slope = ACTIVATIONS[evaluation.network.layers[layer - 1].activation].slope
    if slope is None:
        raise QuantityError(
            f"slope{layer}: layer {layer} is a softmax, which has a Jacobian, J{layer}, in place of slopes"
        )
    return slope(evaluation.forward.z[layer - 1])


@_silent
def _jacobian(evaluation: Evaluation, layer: int, samples: slice = slice(None)) -> Array:
    activation = evaluation.network.layers[layer - 1].activation
    if ACTIVATIONS[activation].slope is not None:
        raise QuantityError(
            f"J{layer}: layer {layer} is no softmax; its {activation} has slopes, slope{layer}"
        )
    return softmax_jacobian(evaluation.forward.a[layer][samples])


# fmt: off
_ARRAYS: dict[str, Callable[[Evaluation, int], Array]] = {
    "x":     lambda e, l: e.x,
    "t":     lambda e, l: e.t,
    "W":     lambda e, l: e.network.layers[l - 1].W,
    "b":     lambda e, l: e.network.layers[l - 1].b,
    "z":     lambda e, l: e.forward.z[l - 1],
    "a":     lambda e, l: e.forward.a[l],
    "C":     lambda e, l: np.asarray(e.backward.cost),
    "E":     lambda e, l: e.backward.sample_loss,
    "da":    lambda e, l: e.backward.da[l],
    "delta": lambda e, l: e.backward.delta[l - 1],
    "dW":    lambda e, l: e.backward.dW[l - 1],
    "db":    lambda e, l: e.backward.db[l - 1],
    "dx":    lambda e, l: e.backward.da[0],
    "diff":  _silent(lambda e, l: e.forward.output - e.t),
    "slope": _slope,
    "J":     _jacobian,
    "Wchange": _silent(lambda e, l: -e.learning_rate * e.backward.dW[l - 1]),
    "bchange": _silent(lambda e, l: -e.learning_rate * e.backward.db[l - 1]),
    "Wnew":  _silent(lambda e, l: e.network.layers[l - 1].W - e.learning_rate * e.backward.dW[l - 1]),
    "bnew":  _silent(lambda e, l: e.network.layers[l - 1].b - e.learning_rate * e.backward.db[l - 1]),
}
# fmt: on
_AXES = ((), ("number",), ("row", "column"))


def evaluate(
    network: Network, x: ArrayLike, t: ArrayLike, loss: str = DEFAULT_LOSS, learning_rate: float = 0.5
) -> Evaluation:
    """Both passes of one network; raises ValueError with one sentence when x, t or the loss does not fit."""
    check_single(network)
    x = check_x(network, x)
    return run_evaluate(network, x, check_t(network, t, x.shape[-2], loss), loss, learning_rate)


def run_evaluate(network: Network, x: Array, t: Array, loss: str, learning_rate: float) -> Evaluation:
    """`evaluate` for x and t that have been checked."""
    forward = run_forward(network, x)
    return Evaluation(network, x, t, loss, learning_rate, forward, run_backward(network, forward, t, loss))
