"""The formula sheet by matrix: for every kind of number the rule of the whole row or matrix it stands in, as one tree.

No number of a network stands in a tree, so that the same one is worked out, written, drawn, and turned into NumPy.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from backprop.core.activations import ACTIVATIONS
from backprop.core.evaluation import Evaluation
from backprop.core.losses import LOSSES
from backprop.core.network import Network
from backprop.lessons.formulas.activations import ACTIVATION_RULES
from backprop.lessons.formulas.expressions import (
    Apply,
    Constant,
    Diagonal,
    Dot,
    Expression,
    MatMul,
    Negative,
    Norm,
    Power,
    Product,
    Sum,
    Table,
    Total,
    fraction,
    minus,
)
from backprop.lessons.formulas.losses import LOSS_RULES
from backprop.lessons.formulas.trees import nodes, rebuilt


@dataclass(frozen=True, slots=True)
class Setting:
    """All that the rule of an array depends on, in a layer: the structure of the network, and η."""

    layer: int
    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    samples: int = 1
    rate: float = 0.0

    @classmethod
    def of(cls, evaluation: Evaluation, layer: int) -> Self:
        """The setting of a layer of an evaluated network."""
        return cls.of_network(
            evaluation.network, evaluation.loss, evaluation.n_samples, layer, float(evaluation.learning_rate)
        )

    @classmethod
    def of_network(cls, network: Network, loss: str, samples: int, layer: int, rate: float = 0.0) -> Self:
        """The setting of a layer of a network that learns by this loss from so many samples."""
        return cls(layer, network.sizes, network.activations, loss, samples, rate)

    @property
    def last(self) -> int:
        """The number of layers L."""
        return len(self.activations)

    @property
    def is_last(self) -> bool:
        """Whether this is the last layer."""
        return self.layer == self.last

    @property
    def activation(self) -> str:
        """The activation function of this layer, by its key."""
        return self.activations[self.layer - 1]

    @property
    def mixes(self) -> bool:
        """Whether this layer has a Jacobian in place of slopes."""
        return ACTIVATIONS[self.activation].mixes

    @property
    def fused(self) -> bool:
        """Whether δ of this layer comes straight from the loss."""
        return self.is_last and LOSSES[self.loss].delta is not None

    @property
    def above(self) -> Self:
        """The next layer."""
        return replace(self, layer=self.layer + 1)

    @property
    def eta(self) -> Constant:
        """The learning rate."""
        return Constant(self.rate, r"\eta", "η")

    @property
    def y(self) -> Table:
        """The prediction ŷ."""
        return Table("a", self.last)


Rule = Callable[[Setting], Expression]
TARGET = Table("t")
DIFFERENCE = Table("diff")


@lru_cache(maxsize=2048)
def is_right(kind: str, rule: Rule, s: Setting) -> bool:
    """Whether a mistaken line of a program is the right one here, where the mistake makes no difference."""
    return rule(s) == PROGRAM[kind](s)


def pre_activation(s: Setting) -> Expression:
    """a W + b."""
    return Sum((MatMul(Table("a", s.layer - 1), Table("W", s.layer)), Table("b", s.layer)))


def activation(s: Setting) -> Expression:
    """f(z)."""
    return Apply(s.activation, Table("z", s.layer))


def sample_loss(s: Setting) -> Expression:
    """E from ŷ and t: what the outputs add up to."""
    rule = LOSS_RULES[s.loss]
    return rule.of_sum(summed(rule.term(s.y, TARGET)), s.sizes[-1])


def summed(term: Expression) -> Expression:
    """The sum of a row's elements: of squares its squared length, of products the product with a transpose."""
    if isinstance(term, Power) and term.exponent == 2:
        return Norm(term.base)
    if isinstance(term, Product) and len(term.factors) == 2:
        return Dot(*term.factors)
    return rebuilt(term, summed) if isinstance(term, Sum) else Total(term)


def cost(s: Setting) -> Expression:
    """The mean of E over the samples; of a single one E itself."""
    return mean(s, Total(Table("E", every=True), "samples")) if s.samples > 1 else sample_loss(s)


def mean(s: Setting, total: Expression) -> Expression:
    """A sum over the samples divided by their number."""
    return Product((fraction(1, s.samples), total)) if s.samples > 1 else total


def difference(s: Setting) -> Expression:
    """ŷ − t."""
    return minus(s.y, TARGET)


def slope(s: Setting) -> Expression:
    """f′(z), or what it is of a, where that can be written with whole rows: a² of a row reads as a product."""
    by_a = slope_by_a(s)
    return slope_of_z(s) if any(isinstance(node, Power) for node in nodes(by_a)) else by_a


def slope_by_a(s: Setting) -> Expression:
    """What f′(z) is of a, where it is taught so: a ⊙ (1 − a); else f′(z)."""
    by_a = ACTIVATION_RULES[s.activation].by_a
    return by_a(Table("a", s.layer)) if by_a else slope_of_z(s)


def slope_of_z(s: Setting) -> Expression:
    """f′(z)."""
    return Apply(s.activation, Table("z", s.layer), slope=True)


def jacobian(s: Setting) -> Expression:
    """diag(a) − aᵀ a."""
    a = Table("a", s.layer)
    return minus(Diagonal(a), MatMul(replace(a, turned=True), a))


def activation_gradient(s: Setting) -> Expression:
    """∂E/∂ŷ by the loss, or δ Wᵀ of the next layer."""
    return slope_of_the_loss(s) if s.is_last else handed_down(s)


def slope_of_the_loss(s: Setting) -> Expression:
    """∂E/∂ŷ."""
    return LOSS_RULES[s.loss].of_a_row(s.y, TARGET, s.sizes[-1])


def handed_down(s: Setting) -> Expression:
    """δ Wᵀ of the next layer."""
    return MatMul(Table("delta", s.layer + 1), Table("W", s.layer + 1, turned=True))


def error(s: Setting) -> Expression:
    """δ straight from the loss, or by the chain rule."""
    return straight(s) if s.fused else chain(s)


def chain(s: Setting) -> Expression:
    """∂E/∂a J, or ∂E/∂a ⊙ f′(z)."""
    da = Table("da", s.layer)
    return MatMul(da, Table("J", s.layer)) if s.mixes else Product((da, Table("slope", s.layer)))


def straight(s: Setting) -> Expression:
    """δ from ŷ and t, where the loss and the last activation belong together."""
    shortcut = LOSS_RULES[s.loss].shortcut
    assert shortcut is not None
    return shortcut.delta(s.y, TARGET, Total(TARGET))


def weight_gradient(s: Setting) -> Expression:
    """aᵀ δ, the mean over the samples."""
    return mean(s, weight_gradient_of_all(s))


def weight_gradient_of_all(s: Setting) -> Expression:
    """aᵀ δ, the sum over the samples."""
    return MatMul(Table("a", s.layer - 1, turned=True, every=True), Table("delta", s.layer, every=True))


def bias_gradient(s: Setting) -> Expression:
    """δ, the mean over the samples."""
    return mean(s, bias_gradient_of_all(s))


def bias_gradient_of_all(s: Setting) -> Expression:
    """δ, the sum over the samples."""
    return Total(Table("delta", s.layer, every=True), "samples")


def _change(kind: str) -> Rule:
    return lambda s: Negative(Product((s.eta, Table(f"d{kind}", s.layer))))


def _updated(kind: str) -> Rule:
    return lambda s: minus(Table(kind, s.layer), Product((s.eta, Table(f"d{kind}", s.layer))))


# fmt: off
MATRIX_RULES: dict[str, Rule] = {
    "z":     pre_activation,        # a W + b
    "a":     activation,            # f(z)
    "E":     sample_loss,
    "C":     cost,
    "diff":  difference,            # ŷ − t
    "slope": slope,                 # f′(z)
    "J":     jacobian,              # diag(a) − aᵀ a
    "da":    activation_gradient,   # δ Wᵀ, or ∂E/∂ŷ
    "dx":    activation_gradient,
    "delta": error,                 # ∂E/∂a ⊙ f′(z), or ∂E/∂a J, or ŷ − t
    "dW":    weight_gradient,       # aᵀ δ
    "db":    bias_gradient,
    "Wchange": _change("W"),        # −η ∂C/∂W
    "bchange": _change("b"),
    "Wnew":  _updated("W"),         # W − η ∂C/∂W
    "bnew":  _updated("b"),
}
# fmt: on


def error_in_a_program(s: Setting) -> Expression:
    """δ as a program computes it for all samples at once: with f′ taken there, and without writing J down."""
    if s.fused:
        return straight(s)
    a, da = Table("a", s.layer), Table("da", s.layer)
    if s.mixes:
        return Product((a, minus(da, Total(Product((a, da))))))
    return Product((da, slope_of_z(s)))


# The lines of a backward pass in the order they run; one that the loss does without is left out.
PROGRAM: dict[str, Rule] = {
    "da": activation_gradient,
    "delta": error_in_a_program,
    "dW": weight_gradient,
    "db": bias_gradient,
}
