"""The whole calculation by hand, step by step: any step may be done otherwise, and any result kept otherwise.

What is kept is what the next steps start from: rounded numbers, or those that a student wrote down.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from backprop.core.activations import ACTIVATIONS, softmax_product
from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.losses import LOSSES
from backprop.core.quantities import array_name
from backprop.lessons.formulas import matrix_rules
from backprop.lessons.formulas.expressions import minus
from backprop.lessons.formulas.matrix_rules import Rule, Setting
from backprop.lessons.formulas.matrix_values import Worked, kept_in, ready
from backprop.lessons.formulas.trees import exchanged

Keep = Callable[[str, Array], Array]
MOST_WORK = 100_000  # parameters × samples of a network that is calculated again and again


class Place(NamedTuple):
    """An array of the calculation: its kind and layer (0 where it has none), and its name."""

    kind: str
    layer: int
    name: str


class Desk:
    """What lies before somebody who computes by hand: the network, and every array as it was kept so far."""

    def __init__(self, evaluation: Evaluation, given: Keep) -> None:
        e = self.e = evaluation
        self.settings = _settings(e.network.sizes, e.network.activations, e.loss, e.n_samples)
        self.kept: dict[tuple[str, int], Array] = {("a", 0): given("x", e.x), ("t", 0): given("t", e.t)}
        for l, layer in enumerate(e.network.layers, 1):
            self.kept["W", l] = given(array_name("W", l), layer.W)
            self.kept["b", l] = given(array_name("b", l), layer.b)
        self.leaf = kept_in(self.kept)

    def __getitem__(self, place: tuple[str, int]) -> Array:
        return self.kept[place]

    @property
    def last(self) -> int:
        return self.e.n_layers

    @property
    def outputs(self) -> int:
        """How many numbers the network predicts."""
        units: int = self.e.t.shape[-1]
        return units

    def activation(self, l: int) -> str:
        """The name of a layer's activation function."""
        return self.e.network.layers[l - 1].activation

    def setting(self, l: int) -> Setting:
        """What the rules of layer l depend on."""
        return self.settings[l - 1]

    def fused(self, l: int) -> bool:
        """Whether δ of this layer comes straight from the loss: sigmoid or softmax with its cross-entropy."""
        return l == self.last and LOSSES[self.e.loss].delta is not None

    def by(self, rule: Rule, l: int) -> Array:
        """What a rule gives in layer l, with the difference ŷ − t as it was kept."""
        found: Array = _by_hand(rule, self.settings[l - 1])(self.leaf)
        return found


@lru_cache(maxsize=256)
def _settings(
    sizes: tuple[int, ...], activations: tuple[str, ...], loss: str, samples: int
) -> tuple[Setting, ...]:
    return tuple(Setting(l, sizes, activations, loss, samples) for l in range(1, len(sizes)))


@lru_cache(maxsize=2048)
def _by_hand(rule: Rule, s: Setting) -> Worked:
    """A rule, ready to be worked out from the difference ŷ − t that is written down already."""
    return ready(exchanged(rule(s), minus(s.y, matrix_rules.TARGET), matrix_rules.DIFFERENCE))


Step = Callable[[Desk, int], Array]


def loss_of_samples(d: Desk, _: int = 0) -> Array:
    """E of every sample, (samples,)."""
    L = d.last
    return LOSSES[d.e.loss].value(d["z", L], d["a", L], d["t", 0])


def gradient_at_a(d: Desk, l: int) -> Array:
    """∂E/∂a: of the last layer from the loss, of the others δ Wᵀ of the layer above; (samples, n)."""
    if d.fused(l):
        return LOSSES[d.e.loss].slope(d["z", l], d["a", l], d["t", 0])
    return d.by(matrix_rules.activation_gradient, l)


def slope_by_hand(d: Desk, l: int) -> Array:
    """f′(z), by a where it is known: a(1 − a), 1 − a²; (samples, n)."""
    return d.by(matrix_rules.slope_by_a, l)


def error(d: Desk, l: int) -> Array:
    """δ = ∂E/∂a ⊙ f′(z), or with the softmax's Jacobian, or straight from the loss; (samples, n)."""
    s = d.setting(l)
    if s.mixes and not s.fused:
        return softmax_product(d["a", l], d["da", l])
    if s.fused and np.allclose(d["t", 0].sum(axis=-1, keepdims=True), 1.0):
        return d["diff", 0]  # whether or not the sum of the targets counts
    return d.by(matrix_rules.error, l)


STEPS: dict[str, Step] = {
    "z": lambda d, l: d.by(matrix_rules.pre_activation, l),
    "a": lambda d, l: d.by(matrix_rules.activation, l),
    "E": loss_of_samples,
    "C": lambda d, _: d["E", 0].mean(),
    "diff": lambda d, _: d["a", d.last] - d["t", 0],
    "da": gradient_at_a,
    "slope": slope_by_hand,
    "delta": error,
    "dW": lambda d, l: d.by(matrix_rules.weight_gradient, l),
    "db": lambda d, l: d.by(matrix_rules.bias_gradient, l),
    "Wchange": lambda d, l: -d.e.learning_rate * d["dW", l],
    "bchange": lambda d, l: -d.e.learning_rate * d["db", l],
    "Wnew": lambda d, l: d["W", l] + d["Wchange", l],
    "bnew": lambda d, l: d["b", l] + d["bchange", l],
}


def places_of(evaluation: Evaluation) -> tuple[Place, ...]:
    """All arrays in the order in which they are computed: z1, a1, …, C, diff, …, db1, W1change, …, b1new.

    Of a single sample E is C, so nobody writes it down.
    """
    return _places(evaluation.network.activations, several=evaluation.n_samples > 1)


@cache
def _places(activations: tuple[str, ...], *, several: bool) -> tuple[Place, ...]:
    layers = range(1, len(activations) + 1)
    found = [(kind, l) for l in layers for kind in ("z", "a")]
    found += [("E", 0)] if several else []
    found += [("C", 0), ("diff", 0)]
    for l in reversed(layers):
        jacobian = ACTIVATIONS[activations[l - 1]].slope is None
        found += [
            (kind, l) for kind in ("da", "slope", "delta", "dW", "db") if kind != "slope" or not jacobian
        ]
    found += [(kind, l) for l in layers for kind in ("Wchange", "bchange", "Wnew", "bnew")]
    return tuple(Place(kind, l, array_name(kind, l)) for kind, l in found)


def is_small(evaluation: Evaluation) -> bool:
    """Whether the calculation may be done hundreds of times over, to try what gives an answer."""
    return evaluation.network.n_parameters * evaluation.n_samples <= MOST_WORK


def as_it_is(_: str, array: Array) -> Array:
    """Keep what came out."""
    return array


@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def calculate(
    evaluation: Evaluation,
    keep: Keep = as_it_is,
    *,
    otherwise: Mapping[str, Step] | None = None,
    layers: frozenset[int] | None = None,
    given: Keep = as_it_is,
    until: str = "",
) -> dict[str, Array]:
    """Every array by its name, each computed from what was kept of those before it, and as it came out itself.

    `otherwise` are steps done in place of the right ones of their kind, in these `layers` or in all; `given` is what
    x, t, W and b are kept as. It ends with the array `until`, if that is named. Raises ValueError or IndexError where
    a step does not fit the shapes.
    """
    desk, found = Desk(evaluation, given), {}
    for kind, l, name in _places(evaluation.network.activations, several=True):
        here = otherwise is not None and kind in otherwise and (layers is None or not l or l in layers)
        step = otherwise[kind] if here and otherwise is not None else STEPS[kind]
        array, shape = np.asarray(step(desk, l)), evaluation.array(kind, l).shape
        found[name] = array if array.shape == shape else np.broadcast_to(array, shape)
        if name == until:
            break
        desk.kept[kind, l] = keep(name, found[name])
    return found
