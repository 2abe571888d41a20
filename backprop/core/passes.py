"""The two passes: forward computes every activation, backward sends the error back to every number.

Both are written with @ and …, so a stack of networks passes like a single one. One sample is one row.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from backprop.core.activations import ACTIVATIONS
from backprop.core.arrays import Array, checked, count
from backprop.core.losses import DEFAULT_LOSS, LOSSES, pair_error
from backprop.core.network import Network


class Forward(NamedTuple):
    """The forward pass: z[0] is z⁽¹⁾, a[0] is x and a[l] is a⁽ˡ⁾, each of shape (…, samples, units)."""

    z: tuple[Array, ...]
    a: tuple[Array, ...]

    @property
    def output(self) -> Array:
        """The prediction ŷ, of shape (…, samples, n_out)."""
        return self.a[-1]


class Backward(NamedTuple):
    """The backward pass: `da` and `delta` of each sample's own loss, `dW` and `db` of the cost, their mean.

    cost (…), sample_loss (…, samples); da[l] is ∂E/∂a⁽ˡ⁾, so that da[0] is ∂E/∂x and da[-1] ∂E/∂ŷ;
    delta[0] is δ⁽¹⁾ = ∂E/∂z⁽¹⁾, dW[0] is ∂C/∂W⁽¹⁾ and db[0] ∂C/∂b⁽¹⁾.
    """

    cost: Array
    sample_loss: Array
    da: tuple[Array, ...]
    delta: tuple[Array, ...]
    dW: tuple[Array, ...]
    db: tuple[Array, ...]


def forward(network: Network, x: ArrayLike) -> Forward:
    """Pass x, of shape (samples, n_in) or (n_in,) for one sample, through the network.

    Raises ValueError with one sentence when x does not fit or is not finite.

    >>> from backprop import Layer, Network
    >>> network = Network([Layer([[0.5], [-0.25]], [1.0], "relu")])
    >>> forward(network, [2.0, 4.0]).z[0], forward(network, [[2.0, 4.0], [0.0, 8.0]]).output
    (array([[1.]]), array([[1.],
           [0.]]))
    """
    return run_forward(network, check_x(network, x))


def backward(network: Network, forward: Forward, t: ArrayLike, loss: str = DEFAULT_LOSS) -> Backward:
    """Send the error of the targets t, of shape (samples, n_out) or (n_out,), back through the network.

    Raises ValueError with one sentence when t or the loss does not fit, or when `forward` is not a pass
    through a network of this shape.

    >>> import backprop as bp
    >>> network = bp.Network([bp.Layer([[0.5], [-0.25]], [1.0], "relu")])
    >>> back = bp.backward(network, bp.forward(network, [2.0, 4.0]), [0.0])
    >>> float(back.cost), back.delta[0], back.dW[0].tolist(), back.da[0]
    (0.5, array([[1.]]), [[2.0], [4.0]], array([[ 0.5 , -0.25]]))
    """
    sizes = tuple([a.shape[-1] for a in forward.a])
    if sizes != network.sizes:
        given, wanted = ("-".join(map(str, shape)) for shape in (sizes, network.sizes))
        raise ValueError(f"forward: a pass through a {given} network given, this network is {wanted}")
    return run_backward(network, forward, check_t(network, t, forward.a[0].shape[-2], loss), loss)


def cost(network: Network, x: ArrayLike, t: ArrayLike, loss: str = DEFAULT_LOSS) -> Array:
    """The mean over samples of the loss: one number, or one for each network of a stack.

    >>> from backprop import Layer, Network
    >>> networks = Network([Layer([[[1.0]], [[2.0]], [[3.0]]], [0.0], "identity")])  # three that differ in their weight
    >>> cost(networks, [1.0], [0.0])
    array([0.5, 2. , 4.5])
    """
    x = check_x(network, x)
    t = check_t(network, t, x.shape[-2], loss)
    return run_cost(run_forward(network, x), t, loss)


@np.errstate(over="ignore", invalid="ignore")  # numbers beyond 1e308 become ∞, and are shown so
def run_forward(network: Network, x: Array) -> Forward:
    """`forward` for x that has been checked."""
    z, a = [], [x]
    for layer in network.layers:
        z.append(product(a[-1], layer.W) + layer.b[..., None, :])
        a.append(ACTIVATIONS[layer.activation].f(z[-1]))
    return Forward(tuple(z), tuple(a))


@np.errstate(over="ignore", invalid="ignore")
def run_cost(forward: Forward, t: Array, loss: str) -> Array:
    """`cost` for a finished forward pass and t that has been checked."""
    return _mean(LOSSES[loss].value(forward.z[-1], forward.a[-1], t))


@np.errstate(over="ignore", invalid="ignore")
def run_backward(network: Network, forward: Forward, t: Array, loss: str) -> Backward:
    """`backward` for t that has been checked."""
    rule, z, a = LOSSES[loss], forward.z, forward.a
    samples = a[0].shape[-2]
    sample_loss = rule.value(z[-1], a[-1], t)
    da = [rule.slope(z[-1], a[-1], t)]
    delta: list[Array] = []
    dW: list[Array] = []
    db: list[Array] = []
    for l in reversed(range(len(network.layers))):
        layer = network.layers[l]
        if rule.delta is not None and not delta:
            delta.append(rule.delta(z[l], a[l + 1], t))
        else:
            delta.append(ACTIVATIONS[layer.activation].delta(z[l], a[l + 1], da[-1]))
        share = delta[-1] if samples == 1 else delta[-1] / samples
        dW.append(product(a[l].mT, share))
        db.append(share[..., 0, :] if samples == 1 else np.add.reduce(share, axis=-2))
        da.append(product(delta[-1], layer.W.mT))
    gradients = tuple(da[::-1]), tuple(delta[::-1]), tuple(dW[::-1]), tuple(db[::-1])
    return Backward(_mean(sample_loss), sample_loss, *gradients)


def product(a: Array, W: Array) -> Array:
    """a @ W, of shape (…, rows, columns): the same product with less overhead where networks share a W."""
    if W.ndim > 2:
        if a.ndim == W.ndim and W.shape[-3] == 1 < a.shape[-3]:  # they are more rows of one product
            rows = a.reshape(*a.shape[:-3], -1, a.shape[-1]) @ W[..., 0, :, :]
            return rows.reshape(*rows.shape[:-2], *a.shape[-3:-1], W.shape[-1])
        return a @ W
    if a.ndim > 2:  # a stack of rows through one matrix is a single product
        return product(a.reshape(-1, a.shape[-1]), W).reshape(*a.shape[:-1], W.shape[-1])
    result: Array = a.dot(W)
    return result


def _mean(sample_loss: Array) -> Array:
    samples = sample_loss.shape[-1]
    mean: Array = sample_loss[..., 0] if samples == 1 else np.add.reduce(sample_loss, axis=-1) / samples
    return mean


def check_single(network: Network) -> None:
    """Raise ValueError for a stack of networks, where one is expected."""
    if network.stack:
        raise ValueError(f"W and b: one network expected, a stack of {network.stack} given")


def check_x(network: Network, x: ArrayLike) -> Array:
    """x as an array of shape (samples, n_in), or ValueError."""
    return _rows("x", x, network.sizes[0], "input")


def check_t(network: Network, t: ArrayLike, samples: int, loss: str) -> Array:
    """t as an array of shape (samples, n_out), or ValueError; also when the loss does not fit the network."""
    reason = pair_error(loss, network.layers[-1].activation)
    if reason is not None:
        raise ValueError(reason)
    t = _rows("t", t, network.sizes[-1], "target")
    if t.shape[-2] != samples:
        raise ValueError(f"t: {count(t.shape[-2], 'sample')} given, x has {samples}")
    rule = LOSSES[loss]
    if rule.allows is not None and not (allowed := rule.allows(t)).all():
        sample, k = (int(i) + 1 for i in np.argwhere(~allowed)[0])
        raise ValueError(f"t[{k}]@{sample} is {t[sample - 1, k - 1]}; {loss} needs {rule.needs}")
    return t


def _rows(name: str, values: ArrayLike, n: int, noun: str) -> Array:
    rows = checked(name, values, axes=1)
    if rows.ndim == 1:
        rows = rows[None, :]
    if rows.ndim > 2:
        raise ValueError(f"{name}: {rows.ndim} axes given, 2 expected: one row of {noun}s for each sample")
    if rows.shape[-1] != n:
        units = n if noun == "input" else count(n, "output")
        raise ValueError(f"{name}: {count(rows.shape[-1], noun)} given, the network has {units}")
    return rows
