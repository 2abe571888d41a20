"""The classic mistakes of a backward pass, each as the formula that a program would have in place of the right one.

Where a mistake makes no difference to a line, the line is the right one.
"""

from dataclasses import replace

from backprop.lessons.formulas import matrix_rules as right
from backprop.lessons.formulas.expressions import (
    ONE,
    TWO,
    ZERO,
    Apply,
    Branch,
    Columns,
    Constant,
    Expression,
    MatMul,
    Negative,
    Product,
    Spread,
    Sum,
    Table,
    Total,
    fraction,
    minus,
    times,
)
from backprop.lessons.formulas.matrix_rules import Setting


def slope_forgotten(s: Setting) -> Expression:
    """δ = ∂E/∂a."""
    return right.straight(s) if s.fused else Table("da", s.layer)


def slope_of_the_layer_above(s: Setting) -> Expression:
    """δ = ∂E/∂a ⊙ f′(z of the next layer)."""
    if s.is_last:
        return right.error_in_a_program(s)
    return Product((Table("da", s.layer), right.slope_of_z(s.above)))


def slope_at_a(s: Setting) -> Expression:
    """δ = ∂E/∂a ⊙ f′(a)."""
    if s.fused or s.mixes:
        return right.error_in_a_program(s)
    return Product((Table("da", s.layer), Apply(s.activation, Table("a", s.layer), slope=True)))


def softmax_by_element(s: Setting) -> Expression:
    """δ = ∂E/∂a ⊙ a (1 − a): the diagonal of the Jacobian without the rest of it."""
    if not s.mixes:
        return right.error_in_a_program(s)
    a = Table("a", s.layer)
    da = right.slope_of_the_loss(s) if s.fused else Table("da", s.layer)
    return Product((da, a, minus(ONE, a)))


def not_transposed(s: Setting) -> Expression:
    """∂E/∂a = δ W."""
    if s.is_last:
        return right.slope_of_the_loss(s)
    return MatMul(Table("delta", s.layer + 1), Table("W", s.layer + 1))


def summed_over_senders(s: Setting) -> Expression:
    """∂E/∂aⱼ = Σᵢ Wᵢⱼ δⱼ, over the units that send where those that receive are meant."""
    if s.is_last:
        return right.slope_of_the_loss(s)
    return Total(Product((Table("W", s.layer + 1), Spread(Table("delta", s.layer + 1)))), "senders")


def first_path_only(s: Setting) -> Expression:
    """∂E/∂aᵢ = Wᵢ₁ δ₁: of all paths from a unit, the one through the first unit of the next layer."""
    if s.is_last:
        return right.slope_of_the_loss(s)
    delta, W = Table("delta", s.layer + 1), Table("W", s.layer + 1)
    return MatMul(Columns(delta, 1), Columns(W, 1, turned=True))


def factor_two(s: Setting) -> Expression:
    """∂E/∂ŷ twice as large where the ½ of the loss is forgotten; half of it where the loss has none."""
    slope = right.activation_gradient(s)
    if not s.is_last:
        return slope
    factor, *others = slope.factors if isinstance(slope, Product) else (ONE, slope)
    if factor == TWO:
        return times(*others)
    if isinstance(factor, Constant) and factor.text.startswith("2/"):
        return Product((fraction(1, int(factor.text[2:])), *others))
    return Product((TWO, slope))


def sign_turned(s: Setting) -> Expression:
    """∂E/∂ŷ from t − ŷ."""
    slope = right.activation_gradient(s)
    return turned(slope) if s.is_last else slope


def sign_turned_at_once(s: Setting) -> Expression:
    """δ from t − ŷ, where it comes straight from the loss."""
    return turned(right.straight(s)) if s.fused else right.error_in_a_program(s)


def turned(expression: Expression) -> Expression:
    """The negative of an expression, by turning a difference in it around where it has one factor that is one."""
    if expression == ZERO:
        return ZERO
    if isinstance(expression, Negative):
        return expression.of
    if (
        isinstance(expression, Sum)
        and len(expression.terms) == 2
        and isinstance(expression.terms[1], Negative)
    ):
        return minus(expression.terms[1].of, expression.terms[0])
    if isinstance(expression, Product):
        first, *others = expression.factors
        return Product((first, *map(turned, others))) if len(others) == 1 else Negative(expression)
    if isinstance(expression, Branch):
        return replace(expression, first=turned(expression.first), otherwise=turned(expression.otherwise))
    return Negative(expression)


def weights_summed(s: Setting) -> Expression:
    """∂C/∂W = aᵀ δ, the sum over samples."""
    return right.weight_gradient_of_all(s)


def biases_summed(s: Setting) -> Expression:
    """∂C/∂b = Σ δ, the sum over samples."""
    return right.bias_gradient_of_all(s)


def bias_shared(s: Setting) -> Expression:
    """∂C/∂b = Σ δ over units as well, one number for the whole layer."""
    return right.mean(s, Total(Table("delta", s.layer, every=True), "all"))


def times_the_bias(s: Setting) -> Expression:
    """∂C/∂b = δ ⊙ b."""
    of_all = Product((Table("delta", s.layer, every=True), Table("b", s.layer)))
    return right.mean(s, Total(of_all, "samples"))
