"""How the gradients are probed: by which method, and with what step."""

from dataclasses import dataclass

from backprop.experiment.numerals import NumberError, NumberFormat, parse_number
from backprop.lessons.numeric_check import METHODS

STEPS = (*(float(f"{digits}e{power}") for power in range(-13, 0) for digits in (1, 2, 5)), 1.0)
USUAL = 1e-5


@dataclass(frozen=True, slots=True)
class Probe:
    """The reader's choices: a key of METHODS, and ε, one of STEPS."""

    method: str = "central"
    epsilon: float = USUAL

    def write(self) -> str:
        """The choices that differ from the defaults, for a link: "method:complex;epsilon:1e-7"."""
        usual = Probe()
        parts = {"method": self.method, "epsilon": NumberFormat.exact(self.epsilon)}
        return ";".join(f"{k}:{text}" for k, text in parts.items() if getattr(self, k) != getattr(usual, k))


def read_probe(text: str) -> Probe:
    """The choices a link asks for; what it says in a way nobody understands is left at its default."""
    said = dict(part.partition(":")[::2] for part in text[:100].split(";"))
    method = said["method"] if said.get("method") in METHODS else "central"
    try:
        epsilon = parse_number(said.get("epsilon", ""))
    except NumberError:
        return Probe(method)
    return Probe(method, epsilon if epsilon in STEPS else USUAL)
