"""The classic mistakes of a backward pass, each as the line that a program would have in place of the right one."""

import numpy as np

from backprop.core.arrays import Array
from backprop.lessons import backward_lines as right
from backprop.lessons.backward_lines import Here, LineError


def slope_forgotten(here: Here) -> Array:
    """δ = ∂E/∂a."""
    return right.delta(here) if here.fused else here.da


def slope_of_the_layer_above(here: Here) -> Array:
    """δ = ∂E/∂a ⊙ f′(z of the next layer)."""
    if here.last:
        return right.delta(here)
    above = here.above
    if above.f.slope is None:
        raise LineError(f"delta{here.l}", f"layer {above.l} is a softmax, which has no slope of one unit")
    return here.da * above.f.slope(above.z)


def slope_at_a(here: Here) -> Array:
    """δ = ∂E/∂a ⊙ f′(a)."""
    if here.fused or here.f.slope is None:
        return right.delta(here)
    return here.da * here.f.slope(here.a)


def softmax_by_element(here: Here) -> Array:
    """δ = ∂E/∂a ⊙ a (1 − a): the diagonal of the Jacobian without the rest of it."""
    if here.layer.activation != "softmax":
        return right.delta(here)
    if here.fused:
        return -here.t * (1.0 - here.a)  # (−t / ŷ) ŷ (1 − ŷ), whatever ŷ has rounded to
    return here.da * here.a * (1.0 - here.a)


def not_transposed(here: Here) -> Array:
    """∂E/∂a = δ W."""
    return right.da(here) if here.last else here.delta @ here.above.layer.W


def summed_over_senders(here: Here) -> Array:
    """∂E/∂aⱼ = Σᵢ Wᵢⱼ δⱼ, over the units that send where those that receive are meant."""
    return right.da(here) if here.last else _shares(here).sum(axis=1)


def first_path_only(here: Here) -> Array:
    """∂E/∂aᵢ = Wᵢ₁ δ₁: of all paths from a unit, the one through the first unit of the next layer."""
    return right.da(here) if here.last else here.delta[:, :1] @ here.above.layer.W[:, :1].T


def _shares(here: Here) -> Array:
    """Wᵢⱼ δⱼ of the layer above, of shape (samples, n_in, n_out): what each unit i gets back from each unit j."""
    return here.above.layer.W * here.delta[:, None, :]


def factor_two(here: Here) -> Array:
    """∂E/∂ŷ twice as large where the ½ of the loss is forgotten; half of it where the loss has none."""
    if not here.last:
        return right.da(here)
    return right.da(here) * (2.0 if here.loss == "half_squared_error" else 0.5)


def sign_turned(here: Here) -> Array:
    """∂E/∂ŷ from t − ŷ."""
    return -right.da(here) if here.last else right.da(here)


def sign_turned_at_once(here: Here) -> Array:
    """δ from t − ŷ, where it comes straight from the loss."""
    return -right.delta(here) if here.fused else right.delta(here)


def weights_summed(here: Here) -> Array:
    """∂C/∂W = aᵀ δ, the sum over samples."""
    return here.forward.a[here.l - 1].T @ here.delta


def biases_summed(here: Here) -> Array:
    """∂C/∂b = Σ δ, the sum over samples."""
    total: Array = here.delta.sum(axis=0)
    return total


def bias_shared(here: Here) -> Array:
    """∂C/∂b = Σ δ over units as well, one number for the whole layer."""
    return np.asarray(here.delta.sum() / here.samples)


def times_the_bias(here: Here) -> Array:
    """∂C/∂b = δ ⊙ b."""
    return right.db(here) * here.layer.b
