"""The formula sheet by matrix: for every kind of number the rule of the whole row or matrix it stands in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from backprop.core.activations import ACTIVATIONS
from backprop.core.losses import LOSSES
from backprop.core.quantities import KINDS
from backprop.lessons.loss_rules import sums_to_one
from backprop.lessons.sites import Site
from backprop.lessons.symbols import Notation

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Block:
    """A matrix in a formula: its symbol, its numbers (two axes), the row and column to keep in sight."""

    latex: str
    text: str
    array: Array
    backward: bool
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands between matrices; `symbols` has f where the numbers name the function."""

    latex: str
    text: str
    symbols: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class MatrixRule:
    """A formula as blocks and signs in a row, and the same as a function of the blocks' arrays."""

    parts: tuple[Block | Sign, ...]
    compute: Callable[..., Array]


TIMES, PLUS, MINUS, CLOSE = Sign(r"\,", " · "), Sign("+", " + "), Sign("-", " − "), Sign(")", ")")
EACH = Sign(r"\odot", " ⊙ ")


def block(
    site: Site, kind: str, layer: int = 0, *, turned: bool = False, every: bool = False,
    row: int | None = None, column: int | None = None,
) -> Block:  # fmt: skip
    """The array of a kind; where samples have rows, this sample's or `every` one; `turned` transposes."""
    notation = Notation.of(site.evaluation)
    array = site.evaluation.array(kind, layer)
    if KINDS[kind].per_sample and not every:
        array = array[(site.quantity.sample or site.sample) - 1]
    array = np.atleast_2d(array)
    latex, text = notation.latex(kind, layer), notation.symbol(kind, layer)
    if turned:
        latex, text, array, row, column = rf"{{{latex}}}^{{\top}}", f"{text}ᵀ", array.T, column, row
    return Block(latex, text, array, KINDS[kind].backward, row, column)


def whole(site: Site) -> Block:
    """The row or matrix that this number stands in."""
    index = [i - 1 for i in site.quantity.index]
    row, column = {0: (None, None), 1: (None, *index), 2: tuple(index)}[len(index)]
    return block(site, site.quantity.kind, site.layer, row=row, column=column)


def _named(site: Site, mark: str = "") -> Sign:
    """The activation function of this layer and an opening parenthesis; `mark` ′ makes it the slope."""
    name = site.activation()
    prime = "'" if mark else ""
    if name == "sigmoid":
        return Sign(rf"\sigma{prime}(", f"σ{mark}(")
    label = ACTIVATIONS[name].label if name not in ("identity", "tanh", "softmax", "softplus") else name
    in_symbols = None if mark else ("f(", "f(")  # f′(z) = ReLU′(z) says more than f′(z) = f′(z)
    return Sign(rf"\operatorname{{{label}}}{prime}(", f"{label}{mark}(", in_symbols)


def _share(n: int, above: int = 1) -> Sign:
    return Sign(rf"\tfrac{{{above}}}{{{n}}}\,", f"{above}/{n} · ")


def pre_activation(site: Site) -> MatrixRule:
    l, j = site.layer, site.quantity.index[0] - 1
    a, W, b = block(site, "a", l - 1), block(site, "W", l, column=j), block(site, "b", l, column=j)
    return MatrixRule((a, TIMES, W, PLUS, b), lambda a, W, b: a @ W + b)


def activation(site: Site) -> MatrixRule:
    z = block(site, "z", site.layer, column=site.quantity.index[0] - 1)
    if site.activation() == "identity":
        return MatrixRule((z,), lambda z: z)
    return MatrixRule((_named(site), z, CLOSE), ACTIVATIONS[site.activation()].f)


def sample_loss(site: Site) -> MatrixRule:
    y, t, n = block(site, "a", site.last), block(site, "t"), site.sizes[-1]
    y_turned = block(site, "a", site.last, turned=True)
    norm = (Sign(r"\lVert", "‖"), y, MINUS, t, Sign(r"\rVert^{2}", "‖²"))
    match site.evaluation.loss:
        case "half_squared_error":
            return MatrixRule((_share(2), *norm), lambda y, t: 0.5 * np.sum((y - t) ** 2, keepdims=True))
        case "squared_error":
            return MatrixRule(norm, lambda y, t: np.sum((y - t) ** 2, keepdims=True))
        case "mean_squared_error":
            return MatrixRule((_share(n), *norm), lambda y, t: np.sum((y - t) ** 2, keepdims=True) / n)
        case "categorical_cross_entropy":
            parts = (Sign("-", "−"), t, Sign(r"\ln(", " · ln("), y_turned, CLOSE)
            return MatrixRule(parts, lambda t, y: -(t @ np.log(y)))
        case _:
            first = (Sign(r"-\bigl(", "−("), t, Sign(r"\ln(", " · ln("), y_turned, CLOSE)
            second = (
                Sign("+(1-", " + (1 − "),
                t,
                CLOSE,
                Sign(r"\ln(1-", " · ln(1 − "),
                y_turned,
                Sign(r")\bigr)", "))"),
            )
            return MatrixRule(
                (*first, *second), lambda t, y, u, v: -(t @ np.log(y) + (1 - u) @ np.log(1 - v))
            )


def cost(site: Site) -> MatrixRule:
    if not site.several:
        return sample_loss(site)
    losses = block(site, "E", every=True)
    column = Block(losses.latex, losses.text, losses.array.T, False)
    ones, n = _ones(site), site.evaluation.n_samples
    return MatrixRule((_share(n), ones, TIMES, column), lambda ones, E: ones @ E / n)


def _ones(site: Site) -> Block:
    """The row of ones that adds up the samples."""
    return Block(r"\mathbf{1}^{\top}", "𝟏ᵀ", np.ones((1, site.evaluation.n_samples)), False)


def difference(site: Site) -> MatrixRule:
    k = site.quantity.index[0] - 1
    return MatrixRule(
        (block(site, "a", site.last, column=k), MINUS, block(site, "t", column=k)), lambda y, t: y - t
    )


def slope(site: Site) -> MatrixRule:
    f = ACTIVATIONS[site.activation()].slope
    assert f is not None  # softmax has no slope, so no quantity asks for one
    j = site.quantity.index[0] - 1
    z, a = block(site, "z", site.layer, column=j), block(site, "a", site.layer, column=j)
    if site.activation() == "sigmoid" and float(a.array[0, j]) < 0.999:  # beyond, 1 - a loses its digits
        return MatrixRule((a, Sign(r"\odot(1-", " ⊙ (1 − "), a, CLOSE), lambda a, again: a * (1 - again))
    return MatrixRule((_named(site, "′"), z, CLOSE), f)


def jacobian(site: Site) -> MatrixRule:
    i, j = (k - 1 for k in site.quantity.index)
    row, l = block(site, "a", site.layer, column=j), site.layer
    parts = (
        Sign(r"\operatorname{diag}(", "diag("),
        row,
        CLOSE,
        MINUS,
        block(site, "a", l, turned=True, column=i),
    )
    return MatrixRule((*parts, TIMES, row), lambda a, turned, again: np.diag(a[0]) - turned @ again)


def activation_gradient(site: Site) -> MatrixRule:
    l, i = site.layer, site.quantity.index[0] - 1
    if l == site.last:
        return _loss_slope(site, i)
    delta, W = block(site, "delta", l + 1), block(site, "W", l + 1, turned=True, row=i)
    return MatrixRule((delta, TIMES, W), lambda delta, W: delta @ W)


def _loss_slope(site: Site, k: int) -> MatrixRule:
    y, t, n = block(site, "a", site.last, column=k), block(site, "t", column=k), site.sizes[-1]
    match site.evaluation.loss:
        case "half_squared_error":
            return MatrixRule((y, MINUS, t), lambda y, t: y - t)
        case "squared_error":
            return MatrixRule((Sign(r"2\,(", "2 · ("), y, MINUS, t, CLOSE), lambda y, t: 2 * (y - t))
        case "mean_squared_error":
            parts = (_share(n, 2), Sign("(", "("), y, MINUS, t, CLOSE)
            return MatrixRule(parts, lambda y, t: 2 / n * (y - t))
        case "categorical_cross_entropy":
            return MatrixRule((Sign("-", "−"), t, Sign(r"\oslash", " ⊘ "), y), lambda t, y: -t / y)
        case _:
            below = (
                CLOSE,
                Sign(r"\oslash\bigl(", " ⊘ ("),
                y,
                Sign(r"\odot(1-", " ⊙ (1 − "),
                y,
                Sign(r")\bigr)", "))"),
            )
            return MatrixRule(
                (Sign("(", "("), y, MINUS, t, *below), lambda y, t, u, v: (y - t) / (u * (1 - v))
            )


def error(site: Site) -> MatrixRule:
    l, j = site.layer, site.quantity.index[0] - 1
    if l == site.last and LOSSES[site.evaluation.loss].delta is not None:
        t_row = block(site, "t", column=j)
        if site.activation() == "sigmoid" or sums_to_one(tuple(map(float, t_row.array[0]))):
            return MatrixRule((block(site, "a", l, column=j), MINUS, t_row), lambda y, t: y - t)
        total = float(t_row.array.sum())
        of_all = Sign(rf"{total!r}\,", f"{total!r} · ", (r"\textstyle\sum t\;", "Σt · "))
        return MatrixRule((of_all, block(site, "a", l, column=j), MINUS, t_row), lambda y, t: y * total - t)
    da = block(site, "da", l, column=j)
    if site.activation() == "softmax":
        return MatrixRule((da, TIMES, block(site, "J", l, column=j)), lambda da, J: da @ J)
    return MatrixRule((da, EACH, block(site, "slope", l, column=j)), lambda da, slope: da * slope)


def weight_gradient(site: Site) -> MatrixRule:
    l, (i, j), n = site.layer, (k - 1 for k in site.quantity.index), site.evaluation.n_samples
    a = block(site, "a", l - 1, turned=True, every=True, column=i)
    delta = block(site, "delta", l, every=True, column=j)
    share = (_share(n),) if site.several else ()
    return MatrixRule((*share, a, TIMES, delta), lambda a, delta: a @ delta / n)


def bias_gradient(site: Site) -> MatrixRule:
    n, delta = (
        site.evaluation.n_samples,
        block(site, "delta", site.layer, every=True, column=site.quantity.index[0] - 1),
    )
    if not site.several:
        return MatrixRule((delta,), lambda delta: delta)
    return MatrixRule((_share(n), _ones(site), TIMES, delta), lambda ones, delta: ones @ delta / n)


def change(site: Site) -> MatrixRule:
    rate = float(site.evaluation.learning_rate)
    *row, column = (k - 1 for k in site.quantity.index)
    gradient = block(
        site, f"d{site.quantity.kind[0]}", site.layer, row=row[0] if row else None, column=column
    )
    step = Sign(rf"-{rate!r}\,", f"−{rate!r} · ", (r"-\eta\,", "−η · "))
    return MatrixRule((step, gradient), lambda gradient: -rate * gradient)


def updated(site: Site) -> MatrixRule:
    kind, rate = site.quantity.kind[0], float(site.evaluation.learning_rate)
    *row, column = (k - 1 for k in site.quantity.index)
    first = row[0] if row else None
    old = block(site, kind, site.layer, row=first, column=column)
    gradient = block(site, f"d{kind}", site.layer, row=first, column=column)
    step = Sign(rf"-\,{rate!r}", f" − {rate!r} · ", (r"-\,\eta\,", " − η · "))
    return MatrixRule((old, step, gradient), lambda old, gradient: old - rate * gradient)


# fmt: off
MATRIX_RULES: dict[str, Callable[[Site], MatrixRule]] = {
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
    "Wchange": change,              # −η ∂C/∂W
    "bchange": change,
    "Wnew":  updated,               # W − η ∂C/∂W
    "bnew":  updated,
}
# fmt: on
