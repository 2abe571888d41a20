"""A gradient is a sum over paths: each way from a number to the loss is a product, and all of them add up.

Eight layers of 64 units have 64⁷ paths, so nobody walks them all. One sweep back from the output, like the
backward pass, keeps the largest products that begin at each unit, and the sum of those it lets go. That
misses none: a further factor never makes the larger of two products the smaller one.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backprop.core.arrays import Array
from backprop.core.evaluation import Evaluation
from backprop.core.quantities import Quantity, QuantityError
from backprop.lessons.formulas.context import Context

_STARTS = {"W": "W", "dW": "W", "b": "b", "db": "b", "x": "x", "dx": "x"}


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a path: the number's name and its value."""

    quantity: Quantity
    value: float


@dataclass(frozen=True, slots=True)
class Path:
    """One way from a number to the loss; `value` is the product of its factors.

    `units` are the (layer, unit) it runs through up to the output, counted from 1: a weight's or a bias's
    path begins at the unit that receives it, an input's at (0, i). Inside a softmax a path may go over from
    one unit to another; then both stand there.
    """

    units: tuple[tuple[int, int], ...]
    factors: tuple[Factor, ...]
    value: float


@dataclass(frozen=True, slots=True)
class Paths:
    """All paths of one number: the largest |value| first, how many there are, and what they sum to.

    `rest` is the sum of those that are not listed, `total` of all: the gradient of the sample's own loss.
    `path_multiplications` is what all paths take when each is written out by itself, one less than its
    factors. `backprop_multiplications` is what the backward pass takes for all gradients of one sample: in
    each layer, from n to m units, m products ∂E/∂a · f′ (m² with a softmax Jacobian, none where δ comes
    straight from the loss), n·m products a · δ for ∂E/∂W and n·m products δ · W for the ∂E/∂a before it,
    ∂E/∂x included. The factors themselves count as known in both.
    """

    listed: tuple[Path, ...]
    count: int
    rest: float
    total: float
    path_multiplications: int
    backprop_multiplications: int


@dataclass(frozen=True, slots=True)
class _Link:
    """The factors of one kind that paths pass, by unit: (n,) straight on, (n, n onward) where they branch."""

    kind: str
    layer: int
    factors: Array

    @property
    def branches(self) -> bool:
        return self.factors.ndim == 2

    def index(self, unit: int, onward: int) -> tuple[int, ...]:
        """The factor's place in its own array, counted from 1; a Jacobian's rows are where paths go to."""
        if not self.branches:
            return (unit + 1,)
        return (onward + 1, unit + 1) if self.kind == "J" else (unit + 1, onward + 1)


@dataclass(frozen=True, slots=True)
class _Sweep:
    """What begins at each unit: the largest products (n, kept), the sum of the others (n,) and of all (n,).

    `onward[l]` and `rank[l]` (n, kept) say, where link l branches, to which unit a product goes and which
    of that unit's products it continues with.
    """

    products: Array
    rest: Array
    total: Array
    onward: dict[int, NDArray[np.intp]]
    rank: dict[int, NDArray[np.intp]]


@np.errstate(over="ignore", invalid="ignore")  # as in the passes: what overflows is ∞, and shown so
def paths(evaluation: Evaluation, quantity: Quantity, sample: int, at_most: int = 64) -> Paths:
    """The paths from a weight, a bias or an input (or its gradient's name) to the loss of one sample.

    The sample is the one the quantity names, else `sample`, counted from 1; at most `at_most` paths, one at
    least, are listed. An undefined product counts as the largest, of equal ones the lower units come first.
    Raises QuantityError with one sentence for another kind of number, or one that this network has not.
    """
    sample = _checked(evaluation, quantity, sample)
    links = _links(Context(evaluation, quantity, sample), sample)
    swept = _sweep(links, max(at_most, 1))
    head = _head(evaluation, quantity, sample)
    scale = math.prod(factor.value for factor in head)
    first = quantity.index[-1] - 1
    values = scale * swept.products[first]
    order = np.argsort(-_size(values), kind="stable")
    listed = tuple(_path(links, swept, quantity, head, int(k), float(values[k])) for k in order)
    count = math.prod(link.factors.shape[1] for link in links if link.branches)
    return Paths(
        listed,
        count,
        rest=float(scale * swept.rest[first]) if count > len(listed) else 0.0,
        total=float(scale * swept.total[first]),
        path_multiplications=count * (len(head) + len(links) - 1),
        backprop_multiplications=_backprop_multiplications(Context(evaluation, quantity, sample)),
    )


def _checked(evaluation: Evaluation, quantity: Quantity, sample: int) -> int:
    """The number of the sample, once it is sure that it and the quantity exist."""
    if quantity.kind not in _STARTS:
        raise QuantityError(
            f"{quantity}: paths to the loss are listed from a weight, a bias or an input, "
            "such as W1[2,1], b1[1] or x[2]"
        )
    number = sample if quantity.sample is None else quantity.sample
    if not 1 <= number <= evaluation.n_samples:
        raise QuantityError(f"{quantity}: sample {number} does not exist; there are {evaluation.n_samples}")
    evaluation.value(quantity, number)
    return number


def _head(evaluation: Evaluation, quantity: Quantity, sample: int) -> tuple[Factor, ...]:
    """The factor before the first unit: a weight's incoming activation."""
    if _STARTS[quantity.kind] != "W":
        return ()
    incoming = Quantity("a", quantity.layer - 1, quantity.index[:1], quantity.sample)
    return (Factor(incoming, evaluation.value(incoming, sample)),)


def _links(context: Context, sample: int) -> list[_Link]:
    """The kinds of factors from the first unit to the loss: slopes and weights in turn, then ∂E/∂ŷ or δ."""

    def link(kind: str, layer: int) -> _Link:
        array = context.evaluation.array(kind, layer)
        factors = array if kind == "W" else array[sample - 1]
        return _Link(kind, layer, factors.T if kind == "J" else factors)

    links = []
    for layer in range(context.layer, context.last + 1):
        if layer > context.layer:
            links.append(link("W", layer))
        if layer == context.last and context.fused():
            return [*links, link("delta", layer)]  # neither ∂E/∂ŷ nor the last slope, which may be ∞ and 0
        if layer > 0:
            links.append(link("J" if context.mixes(layer) else "slope", layer))
    return [*links, link("da", context.last)]


def _sweep(links: list[_Link], at_most: int) -> _Sweep:
    """From the last link to the first: multiply, and where paths branch, keep the largest."""
    n = len(links[-1].factors)
    products, rest, total = np.ones((n, 1)), np.zeros(n), np.ones(n)
    onward, rank = {}, {}
    for l in reversed(range(len(links))):
        factors = links[l].factors
        if not links[l].branches:
            products, rest, total = factors[:, None] * products, factors * rest, factors * total
            continue
        every = (factors[:, :, None] * products).reshape(len(factors), -1)
        kept = _largest(every, at_most)
        onward[l], rank[l] = np.divmod(kept, products.shape[1])
        products = np.take_along_axis(every, kept, axis=1)
        np.put_along_axis(every, kept, 0.0, axis=1)
        rest, total = factors @ rest + every.sum(axis=1), factors @ total
    return _Sweep(products, rest, total, onward, rank)


def _largest(values: Array, at_most: int) -> NDArray[np.intp]:
    """Where the largest |values| of each row stand, in their order and of equals the first: (n, kept).

    As `argsort` and a cut would find them, in a tenth of the time.
    """
    size = _size(values)
    wanted = min(at_most, size.shape[1])
    bar = np.partition(size, -wanted, axis=1)[:, [-wanted]]
    above, level = size > bar, size == bar
    room = wanted - above.sum(axis=1, keepdims=True)
    kept = above | (level & (level.cumsum(axis=1) <= room))
    return np.nonzero(kept)[1].reshape(len(size), wanted)


def _size(values: Array) -> Array:
    """|values|, and ∞ for what is undefined, so that it can be compared."""
    size: Array = np.abs(values)
    return np.where(np.isnan(size), np.inf, size)


def _path(
    links: list[_Link], swept: _Sweep, quantity: Quantity, head: tuple[Factor, ...], rank: int, value: float
) -> Path:
    """Walk one of the kept products from its first unit to the loss."""
    unit = quantity.index[-1] - 1
    units, factors = [(quantity.layer, unit + 1)], list(head)
    for l, link in enumerate(links):
        onward = unit
        if link.branches:
            onward, rank = int(swept.onward[l][unit, rank]), int(swept.rank[l][unit, rank])
        factor = link.factors[unit, onward] if link.branches else link.factors[unit]
        sample = None if link.kind == "W" else quantity.sample
        name = Quantity(link.kind, link.layer, link.index(unit, onward), sample)
        factors.append(Factor(name, float(factor)))
        unit = onward
        if units[-1] != (link.layer, unit + 1):
            units.append((link.layer, unit + 1))
    return Path(tuple(units), tuple(factors), value)


def _backprop_multiplications(context: Context) -> int:
    """See `Paths`."""
    total = 0
    for layer, (n, m) in enumerate(zip(context.sizes, context.sizes[1:], strict=False), start=1):
        fused = layer == context.last and context.fused()
        through = m * m if context.mixes(layer) else m
        total += (0 if fused else through) + 2 * n * m
    return total
