"""Which numbers a number goes into directly, one operation on, forward through the network or backward."""

from collections.abc import Callable

from backprop.core.quantities import Quantity
from backprop.lessons.formulas.activations import ACTIVATION_RULES
from backprop.lessons.formulas.context import Context, units
from backprop.lessons.formulas.losses import Outputs, by_difference, sums_to_one, weighs_targets

OF_THE_UPDATE = ("Wchange", "bchange", "Wnew", "bnew")


def feeds(site: Context) -> tuple[Quantity, ...]:
    """The numbers computed directly from this one, in the order of the passes."""
    return tuple(dict.fromkeys(_FEEDS[site.quantity.kind](site)))


def _beside(site: Context, kind: str, layer: int, *indices: tuple[int, ...]) -> list[Quantity]:
    sample = site.quantity.sample if kind not in ("W", "b", "dW", "db", "C", *OF_THE_UPDATE) else None
    return [Quantity(kind, layer, index, sample) for index in indices]


def _activation(site: Context) -> list[Quantity]:
    l, (i,) = site.layer, site.quantity.index
    if l < site.last:
        onward = [(j,) for j in units(site.sizes[l + 1])]
        found = _beside(site, "z", l + 1, *onward)
        found += _own_slopes(site) if l else []
        return found + _beside(site, "dW", l + 1, *((i, j) for (j,) in onward))
    found = _loss(site) + _beside(site, "diff", 0, (i,)) + _beside(site, "da", l, (i,)) + _own_slopes(site)
    return found + (_beside(site, "delta", l, (i,)) if site.fused() else [])


def _own_slopes(site: Context) -> list[Quantity]:
    """The slope or the Jacobian entries that are computed from an activation."""
    l, (i,), n = site.layer, site.quantity.index, site.sizes[site.layer]
    if site.mixes():
        return _beside(site, "J", l, *((i, j) for j in units(n)), *((j, i) for j in units(n)))
    return _beside(site, "slope", l, (i,)) if ACTIVATION_RULES[site.activation()].by_a else []


def _pre_activation(site: Context) -> list[Quantity]:
    l, index = site.layer, site.quantity.index
    if site.mixes():
        return _beside(site, "a", l, *((k,) for k in units(site.sizes[l])))
    rule = ACTIVATION_RULES[site.activation()]
    slope_of_z = rule.by_a is None and not rule.constant
    return _beside(site, "a", l, index) + (_beside(site, "slope", l, index) if slope_of_z else [])


def _loss(site: Context) -> list[Quantity]:
    return _beside(site, "E", 0, ()) if site.several else [Quantity("C")]


def _target(site: Context) -> list[Quantity]:
    index, last = site.quantity.index, site.last
    found = _loss(site) + _beside(site, "diff", 0, index) + _beside(site, "da", last, index)
    if not site.fused():
        return found
    every = weighs_targets(site.evaluation.loss) and not sums_to_one(Outputs.of(site).t_values)
    return found + _beside(
        site, "delta", last, *([(k,) for k in units(site.sizes[last])] if every else [index])
    )


def _weight(site: Context) -> list[Quantity]:
    l, (i, j) = site.layer, site.quantity.index
    return _beside(site, "z", l, (j,)) + _beside(site, "da", l - 1, (i,)) + _beside(site, "Wnew", l, (i, j))


def _bias(site: Context) -> list[Quantity]:
    index = site.quantity.index
    return _beside(site, "z", site.layer, index) + _beside(site, "bnew", site.layer, index)


def _activation_gradient(site: Context) -> list[Quantity]:
    l, (i,) = site.layer, site.quantity.index
    if l == 0 or (l == site.last and site.fused()):
        return []
    every = [(k,) for k in units(site.sizes[l])]
    return _beside(site, "delta", l, *(every if site.mixes() else [(i,)]))


def _error(site: Context) -> list[Quantity]:
    l, (j,), n = site.layer, site.quantity.index, site.sizes[site.layer - 1]
    found = _beside(site, "dW", l, *((i, j) for i in units(n))) + _beside(site, "db", l, (j,))
    return found + _beside(site, "da", l - 1, *((i,) for i in units(n)))


def _difference(site: Context) -> list[Quantity]:
    last = site.last
    if site.fused():
        return _beside(site, "delta", last, site.quantity.index)
    return _beside(site, "da", last, site.quantity.index) if by_difference(site.evaluation.loss) else []


def _slope(site: Context) -> list[Quantity]:
    return (
        []
        if site.layer == site.last and site.fused()
        else _beside(site, "delta", site.layer, site.quantity.index)
    )


def _jacobian(site: Context) -> list[Quantity]:
    fused = site.layer == site.last and site.fused()
    return [] if fused else _beside(site, "delta", site.layer, site.quantity.index[1:])


def _gradient(site: Context) -> list[Quantity]:
    of, l, index = site.quantity.kind[1:], site.layer, site.quantity.index
    return _beside(site, f"{of}new", l, index) + _beside(site, f"{of}change", l, index)


# fmt: off
_FEEDS: dict[str, Callable[[Context], list[Quantity]]] = {
    "x":     _activation,
    "t":     _target,
    "W":     _weight,
    "b":     _bias,
    "z":     _pre_activation,
    "a":     _activation,
    "E":     lambda site: [Quantity("C")] if site.several else [],
    "C":     lambda site: [],
    "diff":  _difference,
    "slope": _slope,
    "J":     _jacobian,
    "da":    _activation_gradient,
    "dx":    lambda site: [],
    "delta": _error,
    "dW":    _gradient,
    "db":    _gradient,
    **{kind: lambda site: [] for kind in OF_THE_UPDATE},
}
# fmt: on
