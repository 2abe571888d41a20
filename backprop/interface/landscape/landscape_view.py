"""From where the landscape is looked at: along which parameters or directions, and how far."""

import re
from dataclasses import dataclass, replace

from backprop.core.evaluation import Evaluation
from backprop.core.landscape import parameter_value
from backprop.core.quantities import Quantity, QuantityError
from backprop.experiment.codec import Among, Codec, OneOf, Value, Whole

ALONG = {
    "two": "Two parameters",
    "one": "One parameter",
    "run": "What the run spans",
    "random": "Random directions",
}
REACHES = (0.0, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)  # 0: whatever holds the run
EPSILONS = (*(float(f"{digits}e{power}") for power in range(-12, 0) for digits in (1, 3)), 1.0)
MOST_SEED = 2**32 - 1
_NAME = re.compile(r"[Wb][1-8]\[[0-9,]{1,5}\]|")


@dataclass(frozen=True, slots=True)
class LandscapeView:
    """The reader's choices; `axes` are names of parameters, "" for the first weights of first and last layer."""

    along: str = "two"
    axes: tuple[str, str] = ("", "")
    reach: float = 0.0
    epsilon: float = 0.3  # of the secant
    seed: int = 0  # of the random directions

    def parameters(self, evaluation: Evaluation) -> tuple[Quantity, Quantity]:
        """The two parameters, of those this network has; they differ."""
        last = evaluation.n_layers
        usual = [Quantity("W", 1, (1, 1)), Quantity("W", last, (1, 1)), Quantity("b", last, (1,))]
        if last == 1 and evaluation.network.sizes[0] > 1:
            usual.insert(1, Quantity("W", 1, (2, 1)))
        chosen = [_named(name, evaluation) for name in self.axes]
        first = chosen[0] or next(one for one in usual if one != chosen[1])
        second = chosen[1] if chosen[1] not in (None, first) else next(one for one in usual if one != first)
        assert second is not None
        return first, second

    def with_axis(self, name: str, evaluation: Evaluation) -> "LandscapeView":
        """This parameter as the horizontal axis; the one before it becomes the vertical one."""
        first, second = map(str, self.parameters(evaluation))
        return self if name == first else replace(self, axes=(name, first if first != name else second))


@dataclass
class Frame:
    """The window on a plane: its centre and its reach; none while it is to be laid anew."""

    window: tuple[tuple[float, float], float] | None = None


def _named(name: str, evaluation: Evaluation) -> Quantity | None:
    try:
        parameter = Quantity.parse(name)
        parameter_value(evaluation, parameter)
    except QuantityError:
        return None
    return parameter


class _Axes(Value):
    """Two names of parameters; one that is none counts as "", which is the usual one."""

    def read(self, said: object) -> tuple[str, str]:
        """The two."""
        first, _, second = str(said).partition("+")
        return first if _NAME.fullmatch(first) else "", second if _NAME.fullmatch(second) else ""

    def write(self, value: tuple[str, str]) -> str:
        """The two."""
        return "+".join(value)


LANDSCAPE_VIEW = Codec(
    LandscapeView(),
    {
        "along": OneOf(ALONG),
        "axes": _Axes(),
        "reach": Among(REACHES),
        "epsilon": Among(EPSILONS),
        "seed": Whole(0, MOST_SEED),
    },
)  # "along:one;axes:W1[1,1]+b2[1]"
