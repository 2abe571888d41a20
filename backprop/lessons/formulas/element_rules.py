"""The formula sheet: for every kind of number the rule that makes it, element by element.

Where a formula loses its digits to cancellation or leaves the range of floats, further forms of it follow;
the first one that gives the printed result is shown.
"""

from collections.abc import Callable

from backprop.core.quantities import Quantity
from backprop.lessons.formulas.activations import ACTIVATION_RULES, Unit, forms_of
from backprop.lessons.formulas.context import Context, units
from backprop.lessons.formulas.expressions import (
    ONE,
    Constant,
    Expression,
    Lettered,
    Negative,
    Product,
    Sum,
    fraction,
    long_sum,
    minus,
    shortened,
    times,
)
from backprop.lessons.formulas.guard_digits import Form
from backprop.lessons.formulas.losses import LOSS_RULES, Outputs, Shortcut, sums_to_one
from backprop.lessons.formulas.trees import tidied


def pre_activation(context: Context) -> list[Form]:
    l, (j,) = context.layer, context.quantity.index
    terms: list[Expression] = [
        Product(
            (context.named("a", l - 1, (i,), "incoming activation"), context.named("W", l, (i, j), "weight"))
        )
        for i in units(context.sizes[l - 1])
    ]
    general = Product((Lettered(Quantity("a", l - 1), ("i",)), Lettered(Quantity("W", l), ("i", str(j)))))
    return [Form(Sum((long_sum(terms, "i", general), context.named("b", l, (j,), "bias"))))]


def activation(context: Context) -> list[Form]:
    return forms_of(context, ACTIVATION_RULES[context.activation()].f(Unit.of(context)))


def sample_loss(context: Context) -> list[Form]:
    rule, outputs = LOSS_RULES[context.evaluation.loss], Outputs.of(context)
    first = tidied(rule.of_sum(outputs.over_k(rule.term), len(outputs.y)))
    return forms_of(context, [first, *rule.values(outputs)])


def cost(context: Context) -> list[Form]:
    if not context.several:
        return sample_loss(context)
    terms: list[Expression] = [
        context.named("E", 0, (), "loss of a sample", s) for s in units(context.evaluation.n_samples)
    ]
    return [Form(times(fraction(1, len(terms)), long_sum(terms, "s", Lettered(Quantity("E"), (), "s"))))]


def difference(context: Context) -> list[Form]:
    (k,) = context.quantity.index
    return [
        Form(
            minus(context.named("a", context.last, (k,), "prediction"), context.named("t", 0, (k,), "target"))
        )
    ]


def slope(context: Context) -> list[Form]:
    rule = ACTIVATION_RULES[context.activation()]
    assert rule.slope is not None  # softmax has no slope, so no quantity asks for one
    return forms_of(context, rule.slope(Unit.of(context)))


def jacobian(context: Context) -> list[Form]:
    l, (i, j) = context.layer, context.quantity.index
    a = [context.named("a", l, (k,), "activation") for k in units(context.sizes[l])]
    if i != j:
        return [Form(Negative(Product((a[i - 1], a[j - 1]))))]
    others: list[Expression] = [other for k, other in enumerate(a, start=1) if k != i]
    rest = Product((a[i - 1], shortened(others))) if len(others) > 1 else Product((a[i - 1], *others))
    return [Form(Product((a[i - 1], minus(ONE, a[i - 1])))), *([Form(rest)] if others else [])]


def activation_gradient(context: Context) -> list[Form]:
    l, (i,) = context.layer, context.quantity.index
    if l == context.last:
        return _loss_slope(context, i - 1)
    terms: list[Expression] = [
        Product(
            (
                context.named("delta", l + 1, (j,), "upstream gradient"),
                context.named("W", l + 1, (i, j), "weight"),
            )
        )
        for j in units(context.sizes[l + 1])
    ]
    general = Product(
        (Lettered(Quantity("delta", l + 1), ("j",)), Lettered(Quantity("W", l + 1), (str(i), "j")))
    )
    return [Form(long_sum(terms, "j", general))]


def _loss_slope(context: Context, k: int) -> list[Form]:
    rule, outputs = LOSS_RULES[context.evaluation.loss], Outputs.of(context)
    first = tidied(rule.slope(outputs.y[k], outputs.t[k], len(outputs.y)))
    return forms_of(context, [first, *rule.slopes(outputs, k)])


def error(context: Context) -> list[Form]:
    if context.layer == context.last and (shortcut := LOSS_RULES[context.evaluation.loss].shortcut):
        return _straight(context, shortcut)
    return _through_jacobian(context) if context.mixes() else [Form(chain(context))]


def long_way(context: Context) -> Expression:
    """δ by the chain rule, also where the loss has a shortcut."""
    return through_jacobian(context) if context.mixes() else chain(context)


def chain(context: Context) -> Expression:
    """∂E/∂a · f′(z), the long way in a fused layer too."""
    l, index = context.layer, context.quantity.index
    upstream = context.named("da", l, index, "upstream gradient")
    return Product((upstream, context.named("slope", l, index, "local slope")))


def through_jacobian(context: Context) -> Expression:
    """Σᵢ ∂E/∂aᵢ · Jᵢⱼ: every activation of a softmax moves with every z."""
    l, (j,) = context.layer, context.quantity.index
    terms: list[Expression] = [
        Product(
            (context.named("da", l, (i,), "upstream gradient"), context.named("J", l, (i, j), "local slope"))
        )
        for i in units(context.sizes[l])
    ]
    general = Product((Lettered(Quantity("da", l), ("i",)), Lettered(Quantity("J", l), ("i", str(j)))))
    return long_sum(terms, "i", general)


def _through_jacobian(context: Context) -> list[Form]:
    """The sum over a Jacobian row, or aⱼ(∂E/∂aⱼ − Σ aᵢ ∂E/∂aᵢ), where the row's entries cancel."""
    l, (j,) = context.layer, context.quantity.index
    a = [context.named("a", l, (i,), "activation") for i in units(context.sizes[l])]
    da = [context.named("da", l, (i,), "upstream gradient") for i in units(context.sizes[l])]
    mean = shortened([Product(pair) for pair in zip(a, da, strict=True)])
    return [Form(through_jacobian(context)), Form(Product((a[j - 1], minus(da[j - 1], mean))))]


def _straight(context: Context, shortcut: Shortcut) -> list[Form]:
    """a − t (softmax: a Σt − t), and the same without its cancellation where a is close to t = 1."""
    o, k = Outputs.of(context), context.quantity.index[0] - 1
    total = ONE if sums_to_one(o.t_values) else shortened(list(o.t))
    return forms_of(context, [tidied(shortcut.delta(o.y[k], o.t[k], total)), *shortcut.further(o, k)])


def weight_part(context: Context, sample: int | None = None) -> Expression:
    """One sample's part of a weight's gradient: a · δ; of a bias's: δ alone."""
    l, index = context.layer, context.quantity.index
    delta = context.named("delta", l, (index[-1],), "upstream gradient", sample)
    if context.quantity.kind == "db":
        return delta
    return Product((context.named("a", l - 1, (index[0],), "incoming activation", sample), delta))


def parameter_gradient(context: Context) -> list[Form]:
    if not context.several:
        return [Form(weight_part(context))]
    l, index = context.layer, context.quantity.index
    terms = [weight_part(context, s) for s in units(context.evaluation.n_samples)]
    delta: Expression = Lettered(Quantity("delta", l), (str(index[-1]),), "s")
    incoming = Lettered(Quantity("a", l - 1), (str(index[0]),), "s")
    general = delta if context.quantity.kind == "db" else Product((incoming, delta))
    return [Form(times(fraction(1, len(terms)), long_sum(terms, "s", general)))]


def change(context: Context) -> list[Form]:
    gradient = context.named(
        f"d{context.quantity.kind[0]}", context.layer, context.quantity.index, "gradient"
    )
    rate = Constant(float(context.evaluation.learning_rate), r"\eta", "η")
    return [Form(Negative(Product((rate, gradient))))]


def updated(context: Context) -> list[Form]:
    kind = context.quantity.kind[0]
    old = context.named(kind, context.layer, context.quantity.index, "weight" if kind == "W" else "bias")
    gradient = context.named(f"d{kind}", context.layer, context.quantity.index, "gradient")
    rate = Constant(float(context.evaluation.learning_rate), r"\eta", "η")
    return [Form(minus(old, Product((rate, gradient))))]


# fmt: off
RULES: dict[str, Callable[[Context], list[Form]]] = {
    # x, t, W and b are given
    "z":     pre_activation,        # Σᵢ aᵢ Wᵢⱼ + bⱼ
    "a":     activation,            # f(z), or eᶻ / Σ eᶻ
    "E":     sample_loss,
    "C":     cost,                  # mean of E
    "diff":  difference,            # ŷ − t
    "slope": slope,                 # f′(z)
    "J":     jacobian,              # aᵢ ([i = j] − aⱼ)
    "da":    activation_gradient,   # Σⱼ δⱼ Wᵢⱼ, or ∂E/∂ŷ
    "dx":    activation_gradient,
    "delta": error,                 # ∂E/∂a f′(z), or Σᵢ ∂E/∂aᵢ Jᵢⱼ, or a − t
    "dW":    parameter_gradient,    # mean of a δ
    "db":    parameter_gradient,    # mean of δ
    "Wchange": change,              # −η ∂C/∂W
    "bchange": change,
    "Wnew":  updated,               # W − η ∂C/∂W
    "bnew":  updated,
}
# fmt: on
