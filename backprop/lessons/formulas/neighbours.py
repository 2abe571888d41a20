"""Which numbers a number goes into directly, one operation on, forward through the network or backward."""

from collections.abc import Callable

from backprop.core.quantities import Quantity
from backprop.lessons.formulas.activations import ACTIVATION_RULES
from backprop.lessons.formulas.context import Context, units
from backprop.lessons.formulas.losses import Outputs, by_difference, sums_to_one, weighs_targets

OF_THE_UPDATE = ("Wchange", "bchange", "Wnew", "bnew")


def feeds(context: Context) -> tuple[Quantity, ...]:
    """The numbers computed directly from this one, in the order of the passes."""
    return tuple(dict.fromkeys(_FEEDS[context.quantity.kind](context)))


def _beside(context: Context, kind: str, layer: int, *indices: tuple[int, ...]) -> list[Quantity]:
    sample = context.quantity.sample if kind not in ("W", "b", "dW", "db", "C", *OF_THE_UPDATE) else None
    return [Quantity(kind, layer, index, sample) for index in indices]


def _activation(context: Context) -> list[Quantity]:
    l, (i,) = context.layer, context.quantity.index
    if l < context.last:
        onward = [(j,) for j in units(context.sizes[l + 1])]
        found = _beside(context, "z", l + 1, *onward)
        found += _own_slopes(context) if l else []
        return found + _beside(context, "dW", l + 1, *((i, j) for (j,) in onward))
    found = (
        _loss(context)
        + _beside(context, "diff", 0, (i,))
        + _beside(context, "da", l, (i,))
        + _own_slopes(context)
    )
    return found + (_beside(context, "delta", l, (i,)) if context.fused() else [])


def _own_slopes(context: Context) -> list[Quantity]:
    """The slope or the Jacobian entries that are computed from an activation."""
    l, (i,), n = context.layer, context.quantity.index, context.sizes[context.layer]
    if context.mixes():
        return _beside(context, "J", l, *((i, j) for j in units(n)), *((j, i) for j in units(n)))
    return _beside(context, "slope", l, (i,)) if ACTIVATION_RULES[context.activation()].by_a else []


def _pre_activation(context: Context) -> list[Quantity]:
    l, index = context.layer, context.quantity.index
    if context.mixes():
        return _beside(context, "a", l, *((k,) for k in units(context.sizes[l])))
    rule = ACTIVATION_RULES[context.activation()]
    slope_of_z = rule.by_a is None and not rule.constant
    return _beside(context, "a", l, index) + (_beside(context, "slope", l, index) if slope_of_z else [])


def _loss(context: Context) -> list[Quantity]:
    return _beside(context, "E", 0, ()) if context.several else [Quantity("C")]


def _target(context: Context) -> list[Quantity]:
    index, last = context.quantity.index, context.last
    found = _loss(context) + _beside(context, "diff", 0, index) + _beside(context, "da", last, index)
    if not context.fused():
        return found
    every = weighs_targets(context.evaluation.loss) and not sums_to_one(Outputs.of(context).t_values)
    return found + _beside(
        context, "delta", last, *([(k,) for k in units(context.sizes[last])] if every else [index])
    )


def _weight(context: Context) -> list[Quantity]:
    l, (i, j) = context.layer, context.quantity.index
    return (
        _beside(context, "z", l, (j,))
        + _beside(context, "da", l - 1, (i,))
        + _beside(context, "Wnew", l, (i, j))
    )


def _bias(context: Context) -> list[Quantity]:
    index = context.quantity.index
    return _beside(context, "z", context.layer, index) + _beside(context, "bnew", context.layer, index)


def _activation_gradient(context: Context) -> list[Quantity]:
    l, (i,) = context.layer, context.quantity.index
    if l == 0 or (l == context.last and context.fused()):
        return []
    every = [(k,) for k in units(context.sizes[l])]
    return _beside(context, "delta", l, *(every if context.mixes() else [(i,)]))


def _error(context: Context) -> list[Quantity]:
    l, (j,), n = context.layer, context.quantity.index, context.sizes[context.layer - 1]
    found = _beside(context, "dW", l, *((i, j) for i in units(n))) + _beside(context, "db", l, (j,))
    return found + _beside(context, "da", l - 1, *((i,) for i in units(n)))


def _difference(context: Context) -> list[Quantity]:
    last = context.last
    if context.fused():
        return _beside(context, "delta", last, context.quantity.index)
    return (
        _beside(context, "da", last, context.quantity.index) if by_difference(context.evaluation.loss) else []
    )


def _slope(context: Context) -> list[Quantity]:
    return (
        []
        if context.layer == context.last and context.fused()
        else _beside(context, "delta", context.layer, context.quantity.index)
    )


def _jacobian(context: Context) -> list[Quantity]:
    fused = context.layer == context.last and context.fused()
    return [] if fused else _beside(context, "delta", context.layer, context.quantity.index[1:])


def _gradient(context: Context) -> list[Quantity]:
    of, l, index = context.quantity.kind[1:], context.layer, context.quantity.index
    return _beside(context, f"{of}new", l, index) + _beside(context, f"{of}change", l, index)


# fmt: off
_FEEDS: dict[str, Callable[[Context], list[Quantity]]] = {
    "x":     _activation,
    "t":     _target,
    "W":     _weight,
    "b":     _bias,
    "z":     _pre_activation,
    "a":     _activation,
    "E":     lambda context: [Quantity("C")] if context.several else [],
    "C":     lambda context: [],
    "diff":  _difference,
    "slope": _slope,
    "J":     _jacobian,
    "da":    _activation_gradient,
    "dx":    lambda context: [],
    "delta": _error,
    "dW":    _gradient,
    "db":    _gradient,
    **{kind: lambda context: [] for kind in OF_THE_UPDATE},
}
# fmt: on
