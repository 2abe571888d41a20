"""The activation functions, a row each: the formula to teach, those that survive rounding, and what is said of them."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from backprop.core.activations import ACTIVATIONS
from backprop.core.quantities import Quantity
from backprop.lessons.formulas.context import Context, units
from backprop.lessons.formulas.expressions import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Branch,
    Call,
    Constant,
    Expression,
    Lettered,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    long_sum,
    minus,
    shortened,
)
from backprop.lessons.formulas.guard_digits import MOST_DIGITS, Form, leaf
from backprop.lessons.formulas.trees import decided

LEAK = Constant(Fraction(1, 100))
FOUR = Constant(Fraction(4))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a formula of its activation or slope sees it: its z and a, z's value, and all z of its layer."""

    z: Number
    a: Number
    value: float
    layer: tuple[Number, ...]
    layer_values: tuple[float, ...]
    some_z: Lettered

    @classmethod
    def of(cls, context: Context) -> "Unit":
        """The unit that a number's quantity belongs to."""
        l, index = context.layer, context.quantity.index
        every = tuple(context.named("z", l, (k,), "pre-activation") for k in units(context.sizes[l]))
        z, a = context.named("z", l, index, "pre-activation"), context.named("a", l, index, "activation")
        values = tuple(map(context.value, every))
        return cls(z, a, context.value(z), every, values, Lettered(Quantity("z", l), ("j",)))


Forms: TypeAlias = Callable[[Unit], list[Expression | Form]]
SENTENCE = "Each unit sends its {z} through the {name}."


@dataclass(frozen=True, slots=True)
class ActivationRule:
    """What is said of one activation function.

    `word` names it in formulas, where `own_symbol` is its LaTeX if it is no word. `f` and `slope` are its forms;
    `by_a` is its slope as made of a alone, where that teaches more, and `constant` says that the slope is made of
    nothing. `sentence` tells what a layer of it does.
    """

    word: str
    f: Forms
    slope: Forms | None
    by_a: Callable[[Expression], Expression] | None = None
    constant: bool = False
    own_symbol: str = ""
    sentence: str = SENTENCE


def exp(exponent: Expression) -> Expression:
    """e to the exponent."""
    return Call("exp", (exponent,))


def ln(argument: Expression) -> Expression:
    """The natural logarithm."""
    return Call("ln", (argument,))


def sigma(argument: Expression) -> Expression:
    """The sigmoid, as a function of its own."""
    return Call("σ", (argument,))


def softplus(z: Expression) -> Expression:
    """ln(1+eᶻ)."""
    return ln(Sum((ONE, exp(z))))


def softplus_form(z: Expression, value: float) -> Form:
    """ln(1+eᶻ), where eᶻ is neither beyond all floats nor lost beside 1; `value` is what z is."""
    if value < -12:
        return Form(minus(exp(z), Product((HALF, exp(Product((TWO, z)))))), approximate=True)
    if value > 12:
        return Form(Sum((z, exp(Negative(z)))), approximate=True)
    return Form(softplus(z))


def _sigmoid(z: Expression) -> list[Expression | Form]:
    return [Quotient(ONE, Sum((ONE, exp(Negative(z))))), Quotient(exp(z), Sum((ONE, exp(z))))]


def _bell(z: Expression, value: float) -> Expression:
    """σ′ without 1 − a: e^(−|z|) / (1 + e^(−|z|))²."""
    e = exp(Negative(z)) if value >= 0 else exp(z)
    return Quotient(e, Power(Sum((ONE, e)), 2))


def _tanh_bell(z: Expression, value: float) -> Expression:
    double = Product((TWO, z))
    e = exp(Negative(double)) if value >= 0 else exp(double)
    return Quotient(Product((FOUR, e)), Power(Sum((ONE, e)), 2))


def _right_of_zero(first: Expression, otherwise: Expression, z: Expression) -> Expression:
    return Branch(first, otherwise, z)


def _elu(u: Unit) -> list[Expression | Form]:
    small = _right_of_zero(u.z, Sum((u.z, Product((HALF, Power(u.z, 2))))), u.z)
    return [_right_of_zero(u.z, minus(exp(u.z), ONE), u.z), Form(small, approximate=u.value <= 0)]


def _silu_slope(u: Unit) -> list[Expression | Form]:
    s, rest = sigma(u.z), sigma(Negative(u.z))
    return [Product((s, Sum((ONE, Product((u.z, other)))))) for other in (minus(ONE, s), rest)]


def _mish(z: Expression, s: Expression) -> Expression:
    return Product((z, Call("tanh", (s,))))


def _mish_slope(z: Expression, s: Expression) -> Expression:
    tanh = Call("tanh", (s,))
    return Sum((tanh, Product((z, minus(ONE, Power(tanh, 2)), sigma(z)))))


def _in_form(u: Unit, of: Callable[[Expression, Expression], Expression]) -> Form:
    """A formula of z and ln(1+eᶻ), with the latter in the form that survives rounding."""
    form = softplus_form(u.z, u.value)
    return Form(of(u.z, form.expression), form.approximate)


def _softmax(u: Unit) -> list[Expression | Form]:
    """eᶻ / Σ eᶻ; with the largest z taken out of every exponent where that would overflow."""
    top = u.layer[max(range(len(u.layer)), key=lambda k: u.layer_values[k])]
    plain = Quotient(exp(u.z), long_sum([exp(z) for z in u.layer], "j", exp(u.some_z)))
    shifted = Quotient(exp(minus(u.z, top)), shortened([exp(minus(z, top)) for z in u.layer]))
    return [plain, shifted]


def _by_sigmoid(a: Expression) -> Expression:
    return Product((a, minus(ONE, a)))


def _by_tanh(a: Expression) -> Expression:
    return minus(ONE, Power(a, 2))


# fmt: off
ACTIVATION_RULES: dict[str, ActivationRule] = {
    "identity": ActivationRule("identity",
        f=lambda u: [u.z],
        slope=lambda u: [ONE], constant=True,
        sentence="The activation function is the identity, so {a} is {z}."),
    "sigmoid": ActivationRule("σ",
        f=lambda u: _sigmoid(u.z),
        slope=lambda u: [_by_sigmoid(u.a), _bell(u.z, u.value)], by_a=_by_sigmoid, own_symbol=r"\sigma"),
    "tanh": ActivationRule("tanh",
        f=lambda u: [Call("tanh", (u.z,))],
        slope=lambda u: [_by_tanh(u.a), _tanh_bell(u.z, u.value)], by_a=_by_tanh),
    "relu": ActivationRule("ReLU",
        f=lambda u: [Call("max", (ZERO, u.z))],
        slope=lambda u: [_right_of_zero(ONE, ZERO, u.z)]),
    "leaky_relu": ActivationRule("Leaky ReLU",
        f=lambda u: [_right_of_zero(u.z, Product((LEAK, u.z)), u.z)],
        slope=lambda u: [_right_of_zero(ONE, LEAK, u.z)]),
    "elu": ActivationRule("ELU",
        f=_elu,
        slope=lambda u: [_right_of_zero(ONE, exp(u.z), u.z)]),
    "softplus": ActivationRule("softplus",
        f=lambda u: [softplus(u.z), softplus_form(u.z, u.value)],
        slope=lambda u: _sigmoid(u.z)),
    "silu": ActivationRule("SiLU",
        f=lambda u: [Product((u.z, sigma(u.z)))],
        slope=_silu_slope),
    "gelu": ActivationRule("GELU",
        f=lambda u: [Product((u.z, Call("Φ", (u.z,))))],
        slope=lambda u: [Sum((Call("Φ", (u.z,)), Product((u.z, Call("φ", (u.z,))))))]),
    "mish": ActivationRule("Mish",
        f=lambda u: [_mish(u.z, softplus(u.z)), _in_form(u, _mish)],
        slope=lambda u: [_mish_slope(u.z, softplus(u.z)), _in_form(u, _mish_slope)]),
    "softmax": ActivationRule("softmax",
        f=_softmax,
        slope=None,  # it mixes the units of a layer: see `rules.jacobian`
        sentence="Softmax turns {z} into positive shares that sum to 1; every unit looks at all the others."),
}
# fmt: on

if ACTIVATION_RULES.keys() != ACTIVATIONS.keys():
    raise KeyError(
        f"rules and numerics of {ACTIVATION_RULES.keys() ^ ACTIVATIONS.keys()} do not come in pairs"
    )


def forms_of(context: Context, found: list[Expression | Form]) -> list[Form]:
    """The forms of a row, with each case decided by the numbers at a context."""
    forms = [one if isinstance(one, Form) else Form(one) for one in found]
    return [
        Form(decided(form.expression, leaf(context.value, MOST_DIGITS)), form.approximate) for form in forms
    ]
