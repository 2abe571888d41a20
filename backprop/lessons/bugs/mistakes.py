"""The classic mistakes of backpropagation: what is done wrong, why it is wrong, how it shows, and when it does not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from backprop.core.activations import ACTIVATIONS
from backprop.core.losses import LOSSES
from backprop.core.network import Network
from backprop.lessons.bugs import mistaken_lines as wrong
from backprop.lessons.formulas.losses import has_square
from backprop.lessons.formulas.matrix_rules import Rule

Absent = Callable[[Network, str], str]  # of a network and its loss


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake. `lines` stand in place of right ones: formulas that are run and written.

    `why` it is wrong; `seen`: the pattern it leaves in a gradient check; `silent`: where it makes no difference.
    `absent` says why this network cannot have the mistake at all, "" where it can. `order`: all lines are right,
    but at the wrong time: "early" updates each layer before the error goes on, "kept" never clears gradients.
    """

    title: str
    why: str
    seen: str
    silent: str
    lines: Mapping[str, Rule] = field(default_factory=dict)
    absent: Absent = lambda network, loss: ""
    order: str = ""


def _no_hidden_layer(network: Network, loss: str) -> str:
    return "" if len(network.layers) > 1 else "There is no hidden layer that the error travels back to."


def _no_slope(network: Network, loss: str) -> str:
    layers = network.activations[:-1] if LOSSES[loss].delta is not None else network.activations
    return "" if layers else "δ comes straight from the loss here, so the program has no slope to forget."


def _slope_alone(network: Network, loss: str) -> str:
    if reason := _no_slope(network, loss):
        return reason
    layers = network.activations[:-1] if LOSSES[loss].delta is not None else network.activations
    if all(ACTIVATIONS[name].mixes for name in layers):
        return "Softmax has a Jacobian, which is computed from a already."
    return ""


def _no_softmax(network: Network, loss: str) -> str:
    mixes = any(ACTIVATIONS[name].mixes for name in network.activations)
    return "" if mixes else "No layer of this network is a softmax."


def _no_square(network: Network, loss: str) -> str:
    kind = LOSSES[loss].label.split()[-1].lower()
    return "" if has_square(loss) else f"A {kind} has no square, so no factor to lose."


MISTAKES: dict[str, Mistake] = {
    "slope-forgotten": Mistake(
        title="f′(z) forgotten",
        why="The activation function lies between z and a. ∂E/∂a is not yet ∂E/∂z: by the chain rule the slope "
        "f′(z) comes between them.",
        seen="All gradients of a layer are off by its units' slopes: far too large where units are saturated. "
        "Within a column of ∂C/∂W and for the bias below it, the factor is the same; the layers before "
        "inherit the fault.",
        silent="It makes no difference where every slope is 1: with identity, or ReLU while all units are active.",
        lines={"delta": wrong.slope_forgotten},
        absent=_no_slope,
    ),
    "slope-of-next-layer": Mistake(
        title="f′(z) of the wrong layer",
        why="δ of a layer needs the slopes of this layer's own units, at its own z. The error comes from the "
        "layer above, but the slope it has there is in that layer's δ already.",
        seen="The last layer is right, every layer before it is wrong, by factors that have no pattern. Where two "
        "neighbouring layers have different sizes, the program stops.",
        silent="It makes no difference where the two slopes are equal, as with identity.",
        lines={"delta": wrong.slope_of_the_layer_above},
        absent=_no_hidden_layer,
    ),
    "slope-at-a": Mistake(
        title="f′ taken at a instead of z",
        why="f′ is a function of z. σ′ may be written with a, as a(1 − a), and tanh′ as 1 − a²; whoever has a "
        "function of z, though, must give it z. Given a, it computes the slope at another place.",
        seen="Every layer whose slope varies is wrong by a factor for each unit; sigmoid units always come out "
        "between 0.19 and 0.25 times ∂E/∂a, so saturated units seem to learn.",
        silent="It makes no difference with ReLU, leaky ReLU and identity, whose slope at a is that at z.",
        lines={"delta": wrong.slope_at_a},
        absent=_slope_alone,
    ),
    "softmax-by-element": Mistake(
        title="Softmax treated as element-wise",
        why="Every output of a softmax depends on every z of its layer: raising one lowers the others. a(1 − a) "
        "is only the diagonal of its Jacobian; the entries −aᵢaⱼ beside it are missing.",
        seen="With cross-entropy, only the output of the target class is changed; the others get no error at all, "
        "so their columns of the gradient are 0 where they should push down.",
        silent="It makes no difference to a network without a softmax.",
        lines={"delta": wrong.softmax_by_element},
        absent=_no_softmax,
    ),
    "not-transposed": Mistake(
        title="W not transposed",
        why="Forward, a unit collects over those that send to it: over the rows of W. Backward, it collects over "
        "those it sends to: over the columns. That is the product with the transpose.",
        seen="The last layer is right, those before it are wrong, in sign as well. With layers of different sizes "
        "the program stops, which is how this mistake is usually found; only square matrices hide it.",
        silent="It makes no difference where W is symmetric.",
        lines={"da": wrong.not_transposed},
        absent=_no_hidden_layer,
    ),
    "wrong-side": Mistake(
        title="The error summed over the wrong side",
        why="What unit i gets back from unit j is Wᵢⱼδⱼ, and it gets it from all j it sends to. Summed over i "
        "instead, the shares of different units are added up.",
        seen="The last layer is right; before it, a hidden unit gets the error of one output alone, times the "
        "weights of all hidden units. Where the layer above has one unit only, NumPy repeats its one number "
        "for all units, without a word.",
        silent="It makes no difference where W is diagonal.",
        lines={"da": wrong.summed_over_senders},
        absent=_no_hidden_layer,
    ),
    "one-path": Mistake(
        title="One path only",
        why="From each hidden unit a path leads through every unit of the next layer, and the error comes back along "
        "all of them. Following one of them, here that through the first unit, drops the shares of the others.",
        seen="The last layer is right; before it, all gradients of a unit are off by the same factor, the share "
        "that its one path has in the whole.",
        silent="It makes no difference where the next layer has one unit: then there is one path.",
        lines={"da": wrong.first_path_only},
        absent=_no_hidden_layer,
    ),
    "bias-shared": Mistake(
        title="Bias gradient summed over units",
        why="Each unit has a bias of its own, and it moves the cost through that unit's z alone: ∂C/∂bⱼ = δⱼ. The "
        "sum over units is the gradient of one number that all units of a layer would share.",
        seen="All weights are right; the biases are wrong, and within a layer all the same.",
        silent="It makes no difference in a layer of one unit.",
        lines={"db": wrong.bias_shared},
    ),
    "times-bias": Mistake(
        title="Bias gradient multiplied by the bias",
        why="A weight is multiplied by an activation, so its gradient has that activation as a factor. A bias is "
        "added: its factor is 1, whatever its value.",
        seen="All weights are right; each bias gradient is off by the bias itself, 0 where the bias is 0: a "
        "network that starts with biases of 0 never moves them.",
        silent="It makes no difference where every bias is 1.",
        lines={"db": wrong.times_the_bias},
    ),
    "factor-two": Mistake(
        title="A factor 2: the ½ of the loss",
        why="The square brings a factor 2 down. The ½ in the half squared error is there to cancel it; without "
        "the ½ it stays. Mixing the two gives gradients twice, or half, as large.",
        seen="Every gradient is off by the same factor 2, with a relative error of 0.5 everywhere. Training hides "
        "it: it is a learning rate twice, or half, as large.",
        silent="It makes a difference wherever there is a gradient.",
        lines={"da": wrong.factor_two},
        absent=_no_square,
    ),
    "sign-turned": Mistake(
        title="The sign turned: t − ŷ",
        why="∂E/∂ŷ has the sign of ŷ − t: too large an output must come down. With t − ŷ every gradient points "
        "the other way; it is right only where the update adds instead of subtracting.",
        seen="Every gradient has its right size and the wrong sign: a relative error of 2 everywhere. The cost "
        "climbs.",
        silent="It makes a difference wherever there is a gradient.",
        lines={"da": wrong.sign_turned, "delta": wrong.sign_turned_at_once},
    ),
    "batch-summed": Mistake(
        title="Batch summed instead of averaged",
        why="The cost is the mean over the samples, so its gradient is the mean of theirs. The sum grows with the "
        "batch: the same learning rate then takes larger steps for a larger batch.",
        seen="Every gradient is N times as large, N being the number of samples: the same relative error "
        "everywhere.",
        silent="It makes no difference with one sample.",
        lines={"dW": wrong.weights_summed, "db": wrong.biases_summed},
    ),
    "early-update": Mistake(
        title="W updated before the error has passed it",
        why="The error of the hidden layers comes through the weights that the forward pass used. A program that "
        "updates each layer as soon as its gradient is there sends the error through new ones.",
        seen="The last layer is right; those before it are a little wrong, the more the larger η is. It almost "
        "always learns all the same.",
        silent="It makes no difference in a network of one layer, and a small one where η is small.",
        absent=_no_hidden_layer,
        order="early",
    ),
    "never-cleared": Mistake(
        title="Gradients not reset between steps",
        why="Each step needs the gradient at the weights it starts from. A program that adds to its gradient "
        "arrays and never clears them steps along the sum of all gradients so far: momentum without friction.",
        seen="Nothing at the first step. At the second, every gradient is the sum of two.",
        silent="It makes no difference at the first step.",
        order="kept",
    ),
}
