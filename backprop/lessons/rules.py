"""The formula sheet: for every kind of number the rule that makes it, element by element.

Where a formula loses its digits to cancellation or leaves the range of floats, further forms of it follow;
the first one that gives the printed result is shown.
"""

from collections.abc import Callable

from backprop.core.quantities import Quantity
from backprop.lessons import activation_rules, loss_rules
from backprop.lessons.activation_rules import exp
from backprop.lessons.expressions import (
    ONE,
    Call,
    Constant,
    Expression,
    Lettered,
    Negative,
    Number,
    Product,
    Quotient,
    Sigma,
    Sum,
    long_sum,
    minus,
    one_over,
    shortened,
    times,
)
from backprop.lessons.guard_digits import Form
from backprop.lessons.loss_rules import Outputs
from backprop.lessons.sites import Site, units


def pre_activation(site: Site) -> list[Form]:
    l, (j,) = site.layer, site.quantity.index
    terms: list[Expression] = [
        Product((site.named("a", l - 1, (i,), "incoming activation"), site.named("W", l, (i, j), "weight")))
        for i in units(site.sizes[l - 1])
    ]
    general = Product((Lettered(Quantity("a", l - 1), ("i",)), Lettered(Quantity("W", l), ("i", str(j)))))
    return [Form(Sum((long_sum(terms, "i", general), site.named("b", l, (j,), "bias"))))]


def activation(site: Site) -> list[Form]:
    l, (j,) = site.layer, site.quantity.index
    z = site.named("z", l, (j,), "pre-activation")
    if site.activation() == "softmax":
        return _softmax(site, z)
    return activation_rules.FUNCTIONS[site.activation()](z, site.value(z))


def _softmax(site: Site, z: Number) -> list[Form]:
    """eᶻ / Σ eᶻ; with the largest z taken out of every exponent where that would overflow."""
    all_z = [site.named("z", site.layer, (k,), "pre-activation") for k in units(site.sizes[site.layer])]
    top = max(all_z, key=site.value)
    some = exp(Lettered(Quantity("z", site.layer), ("j",)))
    plain = Quotient(exp(z), long_sum([exp(k) for k in all_z], "j", some))
    shifted = Quotient(exp(minus(z, top)), shortened([exp(minus(k, top)) for k in all_z]))
    return [Form(plain), Form(shifted)]


def sample_loss(site: Site) -> list[Form]:
    return loss_rules.VALUES[site.evaluation.loss](Outputs.of(site))


def cost(site: Site) -> list[Form]:
    if not site.several:
        return sample_loss(site)
    terms: list[Expression] = [
        site.named("E", 0, (), "loss of a sample", s) for s in units(site.evaluation.n_samples)
    ]
    return [Form(times(one_over(len(terms)), long_sum(terms, "s", Lettered(Quantity("E"), (), "s"))))]


def difference(site: Site) -> list[Form]:
    (k,) = site.quantity.index
    return [Form(minus(site.named("a", site.last, (k,), "prediction"), site.named("t", 0, (k,), "target")))]


def slope(site: Site) -> list[Form]:
    z = site.named("z", site.layer, site.quantity.index, "pre-activation")
    a = site.named("a", site.layer, site.quantity.index, "activation")
    return activation_rules.SLOPES[site.activation()](z, a, site.value(z))


def jacobian(site: Site) -> list[Form]:
    l, (i, j) = site.layer, site.quantity.index
    a = [site.named("a", l, (k,), "activation") for k in units(site.sizes[l])]
    if i != j:
        return [Form(Negative(Product((a[i - 1], a[j - 1]))))]
    others: list[Expression] = [other for k, other in enumerate(a, start=1) if k != i]
    rest = Product((a[i - 1], shortened(others))) if len(others) > 1 else Product((a[i - 1], *others))
    return [Form(Product((a[i - 1], minus(ONE, a[i - 1])))), *([Form(rest)] if others else [])]


def activation_gradient(site: Site) -> list[Form]:
    l, (i,) = site.layer, site.quantity.index
    if l == site.last:
        return loss_rules.SLOPES[site.evaluation.loss](Outputs.of(site), i - 1)
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


def error(site: Site) -> list[Form]:
    if site.layer == site.last and site.fused():
        return _fused(site)
    if site.activation() == "softmax":
        return _through_jacobian(site)
    return [Form(chain(site))]


def chain(site: Site) -> Expression:
    """∂E/∂a · f′(z), the long way in a fused layer too."""
    l, index = site.layer, site.quantity.index
    upstream = site.named("da", l, index, "upstream gradient")
    return Product((upstream, site.named("slope", l, index, "local slope")))


def through_jacobian(site: Site) -> Expression:
    """Σᵢ ∂E/∂aᵢ · Jᵢⱼ: every activation of a softmax moves with every z."""
    l, (j,) = site.layer, site.quantity.index
    terms: list[Expression] = [
        Product((site.named("da", l, (i,), "upstream gradient"), site.named("J", l, (i, j), "local slope")))
        for i in units(site.sizes[l])
    ]
    general = Product((Lettered(Quantity("da", l), ("i",)), Lettered(Quantity("J", l), ("i", str(j)))))
    return long_sum(terms, "i", general)


def _through_jacobian(site: Site) -> list[Form]:
    """The sum over a Jacobian row, or aⱼ(∂E/∂aⱼ − Σ aᵢ ∂E/∂aᵢ), where the row's entries cancel."""
    l, (j,) = site.layer, site.quantity.index
    a = [site.named("a", l, (i,), "activation") for i in units(site.sizes[l])]
    da = [site.named("da", l, (i,), "upstream gradient") for i in units(site.sizes[l])]
    mean = shortened([Product(pair) for pair in zip(a, da, strict=True)])
    return [Form(through_jacobian(site)), Form(Product((a[j - 1], minus(da[j - 1], mean))))]


def _fused(site: Site) -> list[Form]:
    """a − t (softmax: a Σt − t), and the same without its cancellation where a is close to t = 1."""
    o, k = Outputs.of(site), site.quantity.index[0] - 1
    y, t = o.y[k], o.t[k]
    if site.activation() == "sigmoid":
        apart: Expression = Call("σ", (Negative(o.z[k]),))
        return [Form(minus(y, t)), Form(minus(Product((y, minus(ONE, t))), Product((t, apart))))]
    everything = shortened(list(o.t))
    first = y if loss_rules.sums_to_one(o.t_values) else Product((y, everything))
    if len(o.y) == 1:
        return [Form(minus(first, t))]
    other_t = shortened([other for i, other in enumerate(o.t) if i != k])
    other_y = shortened([other for i, other in enumerate(o.y) if i != k])
    return [Form(minus(first, t)), Form(minus(Product((y, other_t)), Product((t, other_y))))]


def collapse_of_sigmoid(site: Site) -> list[Expression]:
    """∂E/∂ŷ · σ′ written out, multiplied out, and what is left."""
    o, k = Outputs.of(site), site.quantity.index[0] - 1
    y, t = o.y[k], o.t[k]
    rest, target = minus(ONE, y), minus(ONE, t)
    opened = Product((minus(Quotient(target, rest), Quotient(t, y)), y, rest))
    return [opened, minus(Product((target, y)), Product((t, rest))), minus(y, t)]


def collapse_of_softmax(site: Site) -> list[Expression]:
    """Σᵢ ∂E/∂ŷᵢ Jᵢₖ written out, multiplied out, and what is left."""
    o, k = Outputs.of(site), site.quantity.index[0]
    y, t = o.y[k - 1], o.t[k - 1]
    y_i, t_i = Lettered(Quantity("a", site.last), ("i",)), Lettered(Quantity("t"), ("i",))
    same = Constant(1.0, f"[i={k}]", f"[i = {k}]")
    opened = Product((Negative(Quotient(t_i, y_i)), y_i, minus(same, y)))
    left: list[Expression] = [Sigma("i", opened, Sum(())), minus(Product((y, Sigma("i", t_i, Sum(())))), t)]
    return [*left, minus(y, t)] if loss_rules.sums_to_one(o.t_values) else left


def weight_part(site: Site, sample: int | None = None) -> Expression:
    """One sample's part of a weight's gradient: a · δ; of a bias's: δ alone."""
    l, index = site.layer, site.quantity.index
    delta = site.named("delta", l, (index[-1],), "upstream gradient", sample)
    if site.quantity.kind == "db":
        return delta
    return Product((site.named("a", l - 1, (index[0],), "incoming activation", sample), delta))


def parameter_gradient(site: Site) -> list[Form]:
    if not site.several:
        return [Form(weight_part(site))]
    l, index = site.layer, site.quantity.index
    terms = [weight_part(site, s) for s in units(site.evaluation.n_samples)]
    delta: Expression = Lettered(Quantity("delta", l), (str(index[-1]),), "s")
    incoming = Lettered(Quantity("a", l - 1), (str(index[0]),), "s")
    general = delta if site.quantity.kind == "db" else Product((incoming, delta))
    return [Form(times(one_over(len(terms)), long_sum(terms, "s", general)))]


def change(site: Site) -> list[Form]:
    gradient = site.named(f"d{site.quantity.kind[0]}", site.layer, site.quantity.index, "gradient")
    rate = Constant(float(site.evaluation.learning_rate), r"\eta", "η")
    return [Form(Negative(Product((rate, gradient))))]


def updated(site: Site) -> list[Form]:
    kind = site.quantity.kind[0]
    old = site.named(kind, site.layer, site.quantity.index, "weight" if kind == "W" else "bias")
    gradient = site.named(f"d{kind}", site.layer, site.quantity.index, "gradient")
    rate = Constant(float(site.evaluation.learning_rate), r"\eta", "η")
    return [Form(minus(old, Product((rate, gradient))))]


# fmt: off
RULES: dict[str, Callable[[Site], list[Form]]] = {
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
