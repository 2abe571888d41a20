"""A network is a tuple of layers; a layer is a weight matrix, a bias vector and an activation function."""

import reprlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from backprop.core.activations import ACTIVATIONS
from backprop.core.arrays import Array, checked, count, read_only


@dataclass(frozen=True, slots=True, eq=False, init=False)
class Layer:
    """z = a W + b, then the activation function: W of shape (…, n_in, n_out), b of shape (…, n_out).

    W has one row for each sending unit and one column for each receiving unit. Arrays or nested lists; they
    are checked when the layer joins a network, which knows its number.
    """

    W: Array
    b: Array
    activation: str

    def __init__(self, W: ArrayLike, b: ArrayLike, activation: str) -> None:
        object.__setattr__(self, "W", W)
        object.__setattr__(self, "b", b)
        object.__setattr__(self, "activation", activation)


@dataclass(frozen=True, slots=True, eq=False, init=False)
class Network:
    """Layers that fit together: checked, float64 and read-only; complex128 stays, for the complex step.

    W and b may carry leading axes: a stack of networks is a network. Networks are equal if their bits are.
    Raises ValueError with a sentence that names the quantity: "W1: row 2 has 3 numbers, 2 expected".

    >>> network = Network([Layer([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], [0.5, 0.5], "tanh")])
    >>> network.sizes, network.n_parameters, network.stack
    ((3, 2), 8, ())
    >>> Network([Layer([[0.1, 0.2]], [0.5], "tanh")])
    Traceback (most recent call last):
    ValueError: b1: 1 number given, 2 expected, one for each column of W1
    """

    layers: tuple[Layer, ...]
    sizes: tuple[int, ...]  # units in each layer, the inputs first: (3, 2, 2)

    def __init__(self, layers: Sequence[Layer]) -> None:
        if not isinstance(layers, Sequence) or not all(isinstance(layer, Layer) for layer in layers):
            raise ValueError("layers: a list of bp.Layer(W, b, activation) is expected")
        if len(layers) == 0:
            raise ValueError("layers: none given, at least one expected")
        made: list[Layer] = []
        for number, layer in enumerate(layers, start=1):
            if not isinstance(layer.activation, str) or layer.activation not in ACTIVATIONS:
                known, given = ", ".join(ACTIVATIONS), reprlib.repr(layer.activation)
                raise ValueError(f"layer {number}: activation {given} is not known; choose one of {known}")
            W, b = checked(f"W{number}", layer.W, axes=2), checked(f"b{number}", layer.b, axes=1)
            if made and W.shape[-2] != made[-1].W.shape[-1]:
                rows, units = count(W.shape[-2], "row"), made[-1].W.shape[-1]
                raise ValueError(
                    f"W{number}: {rows} given, {units} expected, one for each unit of layer {number - 1}"
                )
            if b.shape[-1] != W.shape[-1]:
                given, wanted = count(b.shape[-1], "number"), W.shape[-1]
                raise ValueError(
                    f"b{number}: {given} given, {wanted} expected, one for each column of W{number}"
                )
            made.append(Layer(read_only(W), read_only(b), layer.activation))
        _set(self, tuple(made))
        _check_stack(self)

    @property
    def activations(self) -> tuple[str, ...]:
        """The activation's name in each layer."""
        return tuple(layer.activation for layer in self.layers)

    @property
    def n_parameters(self) -> int:
        """How many weights and biases one network of the stack has."""
        return sum((n_in + 1) * n_out for n_in, n_out in pairwise(self.sizes))

    @property
    def stack(self) -> tuple[int, ...]:
        """The leading axes that W and b broadcast to; () for a single network."""
        shapes = {shape for layer in self.layers for shape in (layer.W.shape[:-2], layer.b.shape[:-1])}
        return np.broadcast_shapes(*shapes) if len(shapes) > 1 else shapes.pop()

    def parameters(self) -> Iterator[tuple[str, int, Array]]:
        """("W", 1, W1), ("b", 1, b1), ("W", 2, W2) … in this order."""
        for number, layer in enumerate(self.layers, start=1):
            yield "W", number, layer.W
            yield "b", number, layer.b

    def replace(self, kind: str, layer: int, values: ArrayLike) -> "Network":
        """This network with one array exchanged, `kind` "W" or "b"; only that array is checked."""
        old = self.layers[layer - 1]
        array = checked(f"{kind}{layer}", values, axes=2 if kind == "W" else 1)
        current = old.W if kind == "W" else old.b
        axes = 2 if kind == "W" else 1
        if array.shape[-axes:] != current.shape[-axes:]:
            given, wanted = (" × ".join(map(str, shape[-axes:])) for shape in (array.shape, current.shape))
            raise ValueError(f"{kind}{layer}: {given} numbers given, {wanted} expected")
        array = read_only(array)
        new = Layer(array, old.b, old.activation) if kind == "W" else Layer(old.W, array, old.activation)
        return _trusted((*self.layers[: layer - 1], new, *self.layers[layer:]))

    def with_parameters(self, W: Sequence[Array], b: Sequence[Array]) -> "Network":
        """This network with other numbers, or a stack of them; nothing is checked, so the arrays must fit."""
        activations = (layer.activation for layer in self.layers)
        return _trusted(tuple(map(Layer, W, b, activations)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Network) and self._bits() == other._bits()

    def __hash__(self) -> int:
        return hash(self._bits())

    def _bits(self) -> tuple[object, ...]:
        return tuple(
            (layer.activation, *((p.shape, p.dtype.str, p.tobytes()) for p in (layer.W, layer.b)))
            for layer in self.layers
        )


def _trusted(layers: tuple[Layer, ...]) -> Network:
    network = object.__new__(Network)
    _set(network, layers)
    return network


def _set(network: Network, layers: tuple[Layer, ...]) -> None:
    object.__setattr__(network, "layers", layers)
    sizes = (layers[0].W.shape[-2], *(layer.W.shape[-1] for layer in layers))
    object.__setattr__(network, "sizes", sizes)


def _check_stack(network: Network) -> None:
    try:
        network.stack  # noqa: B018
    except ValueError:
        shapes = ", ".join(f"{kind}{number} {array.shape}" for kind, number, array in network.parameters())
        raise ValueError(f"layers: the leading axes of {shapes} don't broadcast") from None
