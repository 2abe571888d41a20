"""The activation functions, each beside its derivative: a row of the table is all that a new one needs.

Every function takes z of any shape, returns as many numbers, and is accurate and silent for |z| up to 1e4. All of
them also take complex z, for the complex step: where a function has branches, the real part chooses.

>>> ACTIVATIONS["sigmoid"].f(np.array([[0.0, 2.0]])).round(4)
array([[0.5   , 0.8808]])
>>> ACTIVATIONS["sigmoid"].slope(np.array([[0.0, 2.0]])).round(4)
array([[0.25 , 0.105]])
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop.core.arrays import Array
from backprop.core.normal_distribution import cumulative, density

LEAK = 0.01  # the slope of the leaky ReLU left of 0
ZERO, ONE = np.array(0.0), np.array(1.0)  # NumPy meets its own numbers faster than Python's


def identity(z: Array) -> Array:
    """f(z) = z, of any shape: the layer stays linear."""
    return z


def identity_slope(z: Array) -> Array:
    """f′(z) = 1, of the shape of z."""
    return np.ones_like(z)


def sigmoid(z: Array) -> Array:
    """σ(z) = 1 / (1 + e⁻ᶻ), of any shape: the logistic function (Verhulst, 1845; Rumelhart et al., 1986).

    Right of 0 it is e⁰ / (1 + e⁻ᶻ) and left of 0 eᶻ / (1 + eᶻ): no power overflows.

    >>> sigmoid(np.array([-1e4, 0.0, 1e4]))
    array([0. , 0.5, 1. ])
    """
    above: Array = np.exp(np.minimum(z, ZERO))
    below: Array = ONE + np.exp(_minus_abs(z))
    return above / below


def sigmoid_slope(z: Array) -> Array:
    """σ′(z) = e⁻ᶻ / (1 + e⁻ᶻ)², of the shape of z, and the same for −z.

    σ (1 − σ), which it equals, would cancel where σ is close to 1:

    >>> z = np.array(40.0)
    >>> print(sigmoid(z) * (1 - sigmoid(z)), sigmoid_slope(z))
    0.0 4.248354255291589e-18
    """
    e: Array = np.exp(_minus_abs(z))
    return e / np.square(ONE + e)


def tanh(z: Array) -> Array:
    """tanh z = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ) = 2 σ(2z) − 1, of any shape (LeCun, Bottou, Orr and Müller, 1998)."""
    return np.tanh(z)


def tanh_slope(z: Array) -> Array:
    """1 − tanh² z = 4 σ′(2z), of the shape of z; the latter does not cancel where tanh z is close to ±1."""
    return 4.0 * sigmoid_slope(2.0 * z)


def relu(z: Array) -> Array:
    """max(0, z), of any shape: the rectified linear unit (Fukushima, 1969; Nair and Hinton, 2010)."""
    a: Array = np.maximum(z, ZERO)
    return a


def relu_slope(z: Array) -> Array:
    """1 right of 0, else 0, of the shape of z; at the kink itself 0, as in PyTorch and TensorFlow.

    >>> relu_slope(np.array([-1.0, 0.0, 1.0]))
    array([0., 0., 1.])
    """
    return np.where(z.real > 0, 1.0, 0.0)


def leaky_relu(z: Array) -> Array:
    """z right of 0, else 0.01 z, of any shape (Maas, Hannun and Ng, 2013)."""
    return np.where(z.real > 0, z, LEAK * z)


def leaky_relu_slope(z: Array) -> Array:
    """1 right of 0, else 0.01, of the shape of z; at the kink itself 0.01."""
    return np.where(z.real > 0, 1.0, LEAK)


def elu(z: Array) -> Array:
    """z right of 0, else α (eᶻ − 1) with α = 1, of any shape (Clevert, Unterthiner and Hochreiter, 2015)."""
    return np.where(z.real > 0, z, np.expm1(np.minimum(z, ZERO)))


def elu_slope(z: Array) -> Array:
    """1 right of 0, else eᶻ, of the shape of z: with α = 1 both sides meet in slope 1."""
    slope: Array = np.exp(np.minimum(z, ZERO))
    return slope


def softplus(z: Array) -> Array:
    """ln(1 + eᶻ), of any shape, whose slope is the sigmoid (Dugas, Bengio, Bélisle, Nadeau and Garcia, 2001).

    Written as max(0, z) + ln(1 + e^(−|z|)) it overflows nowhere.

    >>> softplus(np.array([-1e4, 0.0, 1e4])).round(4).tolist()
    [0.0, 0.6931, 10000.0]
    """
    above: Array = np.maximum(z, ZERO)
    return above + np.log1p(np.exp(_minus_abs(z)))


def silu(z: Array) -> Array:
    """z σ(z), of any shape: the sigmoid-weighted linear unit (Elfwing, Uchibe and Doya, 2018), later named swish."""
    return z * sigmoid(z)


def silu_slope(z: Array) -> Array:
    """σ(z) (1 + z (1 − σ(z))), of the shape of z."""
    return sigmoid(z) * (1.0 + z * sigmoid(-z))


def mish(z: Array) -> Array:
    """z tanh(ln(1 + eᶻ)) (D. Misra, 2019)."""
    return z * _tanh_of_softplus(z)


def mish_slope(z: Array) -> Array:
    """tanh s + z (1 − tanh² s) σ(z) with s = ln(1 + eᶻ)."""
    p, q = _in_parts(z)
    below = p * p + 2.0 * p * q + 2.0 * q * q
    flat = 4.0 * (p + q) ** 2 * q * q / (below * below)  # 1 − tanh² s, without its cancellation
    return (p * p + 2.0 * p * q) / below + z * flat * p / (p + q)


def _tanh_of_softplus(z: Array) -> Array:
    """((1 + eᶻ)² − 1) / ((1 + eᶻ)² + 1) with eᶻ = p / q."""
    p, q = _in_parts(z)
    above = p * p + 2.0 * p * q
    return above / (above + 2.0 * q * q)


def _in_parts(z: Array) -> tuple[Array, Array]:
    """eᶻ as a quotient of two powers, neither of which overflows."""
    p: Array = np.exp(np.minimum(z, ZERO))
    q: Array = np.exp(np.minimum(-z, ZERO))
    return p, q


def gelu(z: Array) -> Array:
    """z Φ(z) with the normal distribution's Φ, of any shape (Hendrycks and Gimpel, 2016).

    Itself, not the approximation by tanh that the same paper gives and some tools compute.
    """
    return z * cumulative(z)


def gelu_slope(z: Array) -> Array:
    """Φ(z) + z φ(z), of the shape of z, with the normal distribution's density φ."""
    return cumulative(z) + z * density(z)


def softmax(z: Array) -> Array:
    """aₖ = e^(zₖ) / Σⱼ e^(zⱼ) along the last axis, of shape (…, n) as z (Bridle, 1990).

    The largest z is taken out of every exponent, which changes nothing but that no power overflows.

    >>> softmax(np.array([[1.0, 2.0, 3.0], [1e4, 0.0, 0.0]])).round(4)
    array([[0.09  , 0.2447, 0.6652],
           [1.    , 0.    , 0.    ]])
    """
    e: Array = np.exp(z - z.max(axis=-1, keepdims=True))
    total: Array = e.sum(axis=-1, keepdims=True)
    return e / total


def softmax_product(a: Array, da: Array) -> Array:
    """δ = da J with J of `softmax_jacobian`, without writing J down: δₖ = aₖ (daₖ − Σⱼ aⱼ daⱼ), all of shape (…, n).

    The same number may be taken from every da. That of the largest a is: where that a is close to 1, its da and the
    mean would cancel.

    >>> a, da = softmax(np.array([0.0, 1.0, 2.0])), np.array([1.0, 0.0, -1.0])
    >>> np.allclose(softmax_product(a, da), da @ softmax_jacobian(a))
    True
    """
    da = da - np.take_along_axis(da, a.argmax(axis=-1, keepdims=True), axis=-1)
    mean: Array = np.add.reduce(a * da, axis=-1, keepdims=True)
    return a * (da - mean)


def softmax_jacobian(a: Array) -> Array:
    """Jᵢⱼ = ∂aᵢ/∂zⱼ = aᵢ ([i = j] − aⱼ), of shape (…, n, n) for a of shape (…, n) (Bridle, 1990).

    >>> softmax_jacobian(np.array([0.25, 0.75]))
    array([[ 0.1875, -0.1875],
           [-0.1875,  0.1875]])
    """
    same = np.eye(a.shape[-1])
    others = a @ (1.0 - same)  # 1 - a, without its cancellation
    return same * (a * others)[..., None] - (1.0 - same) * a[..., :, None] * a[..., None, :]


def _minus_abs(z: Array) -> Array:
    return np.minimum(z, -z)  # -|z|; NumPy orders complex numbers by their real part first


@dataclass(frozen=True, slots=True)
class Activation:
    """One activation function f, its slope f′, and which of its derivatives jumps at 0.

    `jumps` is 1 for a kink (f′ jumps), 2 for a bend (f″ jumps), 0 where none does.

    A function that mixes the units of a layer has no slope but the product with its Jacobian.
    """

    label: str
    f: Callable[[Array], Array]
    slope: Callable[[Array], Array] | None
    jumps: int
    product: Callable[[Array, Array], Array] | None = None

    @property
    def words(self) -> str:
        """The label within a sentence: sigmoid, but ReLU."""
        return self.label.lower() if self.label.istitle() else self.label

    @property
    def mixes(self) -> bool:
        """Whether each activation depends on every z of the layer, so that there is a Jacobian in place of slopes."""
        return self.slope is None

    def delta(self, z: Array, a: Array, da: Array) -> Array:
        """∂E/∂z from ∂E/∂a: da ⊙ f′(z), or the product with the Jacobian; all of shape (…, samples, n)."""
        if self.slope is not None:
            return self.slope(z) * da
        assert self.product is not None
        return self.product(a, da)


# fmt: off
ACTIVATIONS: dict[str, Activation] = {
    #                        label         f           f′             jumps  product
    "identity":   Activation("Identity",   identity,   identity_slope,   0),
    "sigmoid":    Activation("Sigmoid",    sigmoid,    sigmoid_slope,    0),
    "tanh":       Activation("Tanh",       tanh,       tanh_slope,       0),
    "relu":       Activation("ReLU",       relu,       relu_slope,       1),
    "leaky_relu": Activation("Leaky ReLU", leaky_relu, leaky_relu_slope, 1),
    "elu":        Activation("ELU",        elu,        elu_slope,        2),
    "softplus":   Activation("Softplus",   softplus,   sigmoid,          0),
    "silu":       Activation("SiLU",       silu,       silu_slope,       0),
    "gelu":       Activation("GELU",       gelu,       gelu_slope,       0),
    "mish":       Activation("Mish",       mish,       mish_slope,       0),
    "softmax":    Activation("Softmax",    softmax,    None,             0,     softmax_product),
}
# fmt: on
