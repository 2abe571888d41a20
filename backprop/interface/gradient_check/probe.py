"""How the gradients are probed: by which method, and with what step."""

from dataclasses import dataclass

from backprop.experiment.codec import Among, Codec, OneOf
from backprop.lessons.checks.numeric_check import METHODS

STEPS = (*(float(f"{digits}e{power}") for power in range(-13, 0) for digits in (1, 2, 5)), 1.0)
USUAL = 1e-5


@dataclass(frozen=True, slots=True)
class Probe:
    """The reader's choices: a key of METHODS, and ε, one of STEPS."""

    method: str = "central"
    epsilon: float = USUAL


PROBE = Codec(Probe(), {"method": OneOf(METHODS), "epsilon": Among(STEPS)})  # "method:complex;epsilon:1e-7"
