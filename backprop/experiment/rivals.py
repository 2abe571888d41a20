"""Runs to compare with: the same experiment trained otherwise, or from other starting weights."""

from dataclasses import dataclass, replace

from backprop.core.descent import Run
from backprop.core.initialisation import initialise
from backprop.experiment.codec import Several, Value, Whole
from backprop.experiment.edits import DEFAULT_INITIALISATION
from backprop.experiment.experiment import Experiment
from backprop.experiment.training import OPTIMIZERS, PARAMETERS, Training, read_training

MOST, MOST_SEED = 8, 2**32 - 1
FALLING = {"time": "η falling as 1 / (1 + k/{})", "exponential": "η halved every {} steps"}


@dataclass(frozen=True, slots=True)
class Rival:
    """A training, and a `seed` of other starting weights; None is the experiment's own start."""

    training: Training
    seed: int | None = None

    def label(self) -> str:
        """What it is called in a legend: its training, and its start where that is not the experiment's."""
        return ", ".join([*described(self.training), *([] if self.seed is None else [f"start {self.seed}"])])

    def start(self, experiment: Experiment) -> Run:
        """Its run of no steps; other starting weights are drawn as the experiment's were, Xavier if by hand."""
        if self.seed is None:
            return self.training.start(experiment)
        network = experiment.network
        scheme = (experiment.initialisation or DEFAULT_INITIALISATION).scheme
        drawn = initialise(network.sizes, network.activations, scheme, self.seed)
        return self.training.start(replace(experiment, network=drawn, published={}))

    def write(self) -> str:
        """The rival for a link: "optimizer:adam,rate:0.01@3"."""
        return self.training.write() + ("" if self.seed is None else f"@{self.seed}")


def described(training: Training) -> list[str]:
    """A training in words: the optimizer and η, then whatever is not usual."""
    words = [OPTIMIZERS[training.optimizer].label, f"η = {training.rate:g}"]
    words += [FALLING[training.decay].format(training.half)] if training.decay != "none" else []
    words += [f"{PARAMETERS[name][0]} = {value:g}" for name, value in training.own]
    words += [f"batches of {training.batch}"] if training.batch else []
    words += [f"l2 = {training.l2:g}"] if training.l2 else []
    words += [f"{' and '.join(training.frozen)} held constant"] if training.frozen else []
    return words + (["layer by layer"] if training.early else [])


def normal(training: Training) -> Training:
    """A training without what is no part of a rival: how many steps a press of Run makes."""
    return replace(training, steps=Training().steps)


class _Rival(Value):
    """A rival in a link: "optimizer:adam,rate:0.01@3"; the usual training is a dot."""

    def read(self, said: object) -> Rival:
        """The rival; the usual training where nobody understands what is said."""
        training, _, seed = str(said).partition("@")
        return Rival(normal(read_training(training)), SEED.read_or(seed, None))

    def write(self, value: Rival) -> str:
        """The rival."""
        return value.write() or "."


SEED = Whole(0, MOST_SEED)
RIVALS = Several(_Rival(), "|", MOST)
