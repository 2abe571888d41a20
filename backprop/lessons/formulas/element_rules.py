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


def pre_activation(site: Context) -> list[Form]:
    l, (j,) = site.layer, site.quantity.index
    terms: list[Expression] = [
        Product((site.named("a", l - 1, (i,), "incoming activation"), site.named("W", l, (i, j), "weight")))
        for i in units(site.sizes[l - 1])
    ]
    general = Product((Lettered(Quantity("a", l - 1), ("i",)), Lettered(Quantity("W", l), ("i", str(j)))))
    return [Form(Sum((long_sum(terms, "i", general), site.named("b", l, (j,), "bias"))))]


def activation(site: Context) -> list[Form]:
    return forms_of(site, ACTIVATION_RULES[site.activation()].f(Unit.of(site)))


def sample_loss(site: Context) -> list[Form]:
    rule, outputs = LOSS_RULES[site.evaluation.loss], Outputs.of(site)
    first = tidied(rule.of_sum(outputs.over_k(rule.term), len(outputs.y)))
    return forms_of(site, [first, *rule.values(outputs)])


def cost(site: Context) -> list[Form]:
    if not site.several:
        return sample_loss(site)
    terms: list[Expression] = [
        site.named("E", 0, (), "loss of a sample", s) for s in units(site.evaluation.n_samples)
    ]
    return [Form(times(fraction(1, len(terms)), long_sum(terms, "s", Lettered(Quantity("E"), (), "s"))))]


def difference(site: Context) -> list[Form]:
    (k,) = site.quantity.index
    return [Form(minus(site.named("a", site.last, (k,), "prediction"), site.named("t", 0, (k,), "target")))]


def slope(site: Context) -> list[Form]:
    rule = ACTIVATION_RULES[site.activation()]
    assert rule.slope is not None  # softmax has no slope, so no quantity asks for one
    return forms_of(site, rule.slope(Unit.of(site)))


def jacobian(site: Context) -> list[Form]:
    l, (i, j) = site.layer, site.quantity.index
    a = [site.named("a", l, (k,), "activation") for k in units(site.sizes[l])]
    if i != j:
        return [Form(Negative(Product((a[i - 1], a[j - 1]))))]
    others: list[Expression] = [other for k, other in enumerate(a, start=1) if k != i]
    rest = Product((a[i - 1], shortened(others))) if len(others) > 1 else Product((a[i - 1], *others))
    return [Form(Product((a[i - 1], minus(ONE, a[i - 1])))), *([Form(rest)] if others else [])]


def activation_gradient(site: Context) -> list[Form]:
    l, (i,) = site.layer, site.quantity.index
    if l == site.last:
        return _loss_slope(site, i - 1)
    terms: list[Expression] = [
        Product(
            (site.named("delta", l + 1, (j,), "upstream gradient"), site.named("W", l + 1, (i, j), "weight"))
        )
        for j in units(site.sizes[l + 1])
    ]
    general = Product(
        (Lettered(Quantity("delta", l + 1), ("j",)), Lettered(Quantity("W", l + 1), (str(i), "j")))
    )
    return [Form(long_sum(terms, "j", general))]


def _loss_slope(site: Context, k: int) -> list[Form]:
    rule, outputs = LOSS_RULES[site.evaluation.loss], Outputs.of(site)
    first = tidied(rule.slope(outputs.y[k], outputs.t[k], len(outputs.y)))
    return forms_of(site, [first, *rule.slopes(outputs, k)])


def error(site: Context) -> list[Form]:
    if site.layer == site.last and (shortcut := LOSS_RULES[site.evaluation.loss].shortcut):
        return _straight(site, shortcut)
    return _through_jacobian(site) if site.mixes() else [Form(chain(site))]


def long_way(site: Context) -> Expression:
    """δ by the chain rule, also where the loss has a shortcut."""
    return through_jacobian(site) if site.mixes() else chain(site)


def chain(site: Context) -> Expression:
    """∂E/∂a · f′(z), the long way in a fused layer too."""
    l, index = site.layer, site.quantity.index
    upstream = site.named("da", l, index, "upstream gradient")
    return Product((upstream, site.named("slope", l, index, "local slope")))


def through_jacobian(site: Context) -> Expression:
    """Σᵢ ∂E/∂aᵢ · Jᵢⱼ: every activation of a softmax moves with every z."""
    l, (j,) = site.layer, site.quantity.index
    terms: list[Expression] = [
        Product((site.named("da", l, (i,), "upstream gradient"), site.named("J", l, (i, j), "local slope")))
        for i in units(site.sizes[l])
    ]
    general = Product((Lettered(Quantity("da", l), ("i",)), Lettered(Quantity("J", l), ("i", str(j)))))
    return long_sum(terms, "i", general)


def _through_jacobian(site: Context) -> list[Form]:
    """The sum over a Jacobian row, or aⱼ(∂E/∂aⱼ − Σ aᵢ ∂E/∂aᵢ), where the row's entries cancel."""
    l, (j,) = site.layer, site.quantity.index
    a = [site.named("a", l, (i,), "activation") for i in units(site.sizes[l])]
    da = [site.named("da", l, (i,), "upstream gradient") for i in units(site.sizes[l])]
    mean = shortened([Product(pair) for pair in zip(a, da, strict=True)])
    return [Form(through_jacobian(site)), Form(Product((a[j - 1], minus(da[j - 1], mean))))]


def _straight(site: Context, shortcut: Shortcut) -> list[Form]:
    """a − t (softmax: a Σt − t), and the same without its cancellation where a is close to t = 1."""
    o, k = Outputs.of(site), site.quantity.index[0] - 1
    total = ONE if sums_to_one(o.t_values) else shortened(list(o.t))
    return forms_of(site, [tidied(shortcut.delta(o.y[k], o.t[k], total)), *shortcut.further(o, k)])


def weight_part(site: Context, sample: int | None = None) -> Expression:
    """One sample's part of a weight's gradient: a · δ; of a bias's: δ alone."""
    l, index = site.layer, site.quantity.index
    delta = site.named("delta", l, (index[-1],), "upstream gradient", sample)
    if site.quantity.kind == "db":
        return delta
    return Product((site.named("a", l - 1, (index[0],), "incoming activation", sample), delta))


def parameter_gradient(site: Context) -> list[Form]:
    if not site.several:
        return [Form(weight_part(site))]
    l, index = site.layer, site.quantity.index
    terms = [weight_part(site, s) for s in units(site.evaluation.n_samples)]
    delta: Expression = Lettered(Quantity("delta", l), (str(index[-1]),), "s")
    incoming = Lettered(Quantity("a", l - 1), (str(index[0]),), "s")
    general = delta if site.quantity.kind == "db" else Product((incoming, delta))
    return [Form(times(fraction(1, len(terms)), long_sum(terms, "s", general)))]


def change(site: Context) -> list[Form]:
    gradient = site.named(f"d{site.quantity.kind[0]}", site.layer, site.quantity.index, "gradient")
    rate = Constant(float(site.evaluation.learning_rate), r"\eta", "η")
    return [Form(Negative(Product((rate, gradient))))]


def updated(site: Context) -> list[Form]:
    kind = site.quantity.kind[0]
    old = site.named(kind, site.layer, site.quantity.index, "weight" if kind == "W" else "bias")
    gradient = site.named(f"d{kind}", site.layer, site.quantity.index, "gradient")
    rate = Constant(float(site.evaluation.learning_rate), r"\eta", "η")
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
