"""How the experiment is trained: the optimizer with its parameters, batches, penalty and frozen parts, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from backprop.core import passes
from backprop.core.arrays import Array
from backprop.core.descent import Run, descend
from backprop.core.early_update import early_update
from backprop.core.optimizers import (
    AdaGrad,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)
from backprop.core.schedules import ExponentialDecay, InverseTimeDecay, Rate, rate_at
from backprop.experiment.codec import Between, Codec, Like, OneOf, Several, pairs
from backprop.experiment.experiment import MOST_SAMPLES, Experiment, ExperimentError, check_text

RATE, LEAST_RATE, MOST_RATE = 0.5, 1e-6, 1e6
STEPS, MOST_STEPS = 1000, 100_000
MOST_L2, MOST_SEED = 10.0, 2**32 - 1
LONGEST_QUESTION = 600  # characters, and of its answer
ORDERS = {"together": "all layers at once", "early": "layer by layer: W⁽ᴸ⁾ overwritten first"}
DECAYS = {"none": "constant", "time": "falling as 1 / (1 + k/h)", "exponential": "halved every h steps"}
HALF = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One optimizer: its name on screen, the class, the rule in a line, and a learning rate that usually works."""

    label: str
    make: type[Any]
    rule: str
    rate: float


OPTIMIZERS = {
    "descent": Row("Gradient descent", GradientDescent, "θ ← θ − η∇C", 0.5),
    "momentum": Row("Momentum", Momentum, "v ← μv + ∇C, θ ← θ − ηv", 0.1),
    "nesterov": Row("Nesterov", Nesterov, "v ← μv + ∇C, θ ← θ − η(∇C + μv)", 0.1),
    "adagrad": Row("AdaGrad", AdaGrad, "s ← s + ∇C², θ ← θ − η∇C / (√s + ε)", 0.1),
    "rmsprop": Row("RMSProp", RMSProp, "s ← αs + (1 − α)∇C², θ ← θ − η∇C / (√s + ε)", 0.01),
    "adam": Row("Adam", Adam, "m, s: running means of ∇C and ∇C²; θ ← θ − η m̂ / (√ŝ + ε)", 0.01),
    "adamw": Row("AdamW", AdamW, "θ ← θ − ηλθ, then Adam's step", 0.01),
}
# Further parameters, by the name of their field: symbol, least, most.
PARAMETERS = {
    "momentum": ("μ", 0.0, 0.9999),
    "alpha": ("α", 0.0, 0.99999),
    "beta1": ("β₁", 0.0, 0.9999),
    "beta2": ("β₂", 0.0, 0.99999),
    "epsilon": ("ε", 1e-12, 1.0),
    "weight_decay": ("λ", 0.0, 10.0),
}


@dataclass(frozen=True, slots=True)
class Training:
    """The choices for a run; `own` are the optimizer's parameters that differ from PyTorch's defaults.

    `decay` is a key of DECAYS: η may fall over the run, and is half its first value after `half` steps.
    `order` is a key of ORDERS. "early" trains with the mistake of `early_update`; only plain descent at a constant
    rate has it, otherwise the choice has no meaning and is ignored.
    """

    optimizer: str = "descent"
    rate: float = RATE
    steps: int = STEPS  # that one press of Run makes
    batch: int = 0  # samples in a step; 0 is all of them
    seed: int = 0  # of the order of batches
    l2: float = 0.0
    frozen: tuple[str, ...] = ()  # "W1", "b2"
    own: tuple[tuple[str, float], ...] = ()
    order: str = "together"
    decay: str = "none"
    half: int = HALF  # steps until η is halved, h

    @property
    def early(self) -> bool:
        """Whether it trains with the mistake of `early_update`."""
        return self.order == "early" and self.optimizer == "descent" and self.decay == "none"

    def falling(self, rate: float | Array) -> Rate:
        """η over a run that begins with this rate."""
        if self.decay == "time":
            return InverseTimeDecay(rate, 1 / self.half)
        return ExponentialDecay(rate, 0.5 ** (1 / self.half)) if self.decay == "exponential" else rate

    def rate_after(self, steps: int) -> float:
        """η of the step that follows after so many."""
        return float(rate_at(self.falling(self.rate), steps))

    def parameters(self) -> dict[str, float]:
        """The optimizer's parameters beside the learning rate, by the name of their field."""
        made = OPTIMIZERS[self.optimizer].make()
        usual = {name: getattr(made, name) for name in PARAMETERS if hasattr(made, name)}
        return usual | {name: value for name, value in self.own if name in usual}

    def made(self) -> Optimizer:
        """The optimizer itself."""
        return self.made_for(self.rate)

    def made_for(self, rate: float | Array) -> Optimizer:
        """The optimizer with another first η, or with one for each network of a stack."""
        make = OPTIMIZERS[self.optimizer].make
        optimizer: Optimizer = make(learning_rate=self.falling(rate), **self.parameters())
        return optimizer

    def with_parameter(self, name: str, value: float) -> "Training":
        """This training with one of the optimizer's parameters changed; a default is not kept."""
        usual = replace(self, own=()).parameters()
        own = dict(self.own) | {name: value}
        return replace(self, own=tuple(sorted(pair for pair in own.items() if pair[1] != usual.get(pair[0]))))

    def with_optimizer(self, name: str) -> "Training":
        """Another optimizer with its usual parameters; a learning rate that was not the usual one stays."""
        usual = self.rate == OPTIMIZERS[self.optimizer].rate
        return replace(self, optimizer=name, rate=OPTIMIZERS[name].rate if usual else self.rate, own=())

    def start(self, experiment: Experiment) -> Run:
        """A run of no steps, from the experiment's own parameters."""
        arrays = {f"{kind}{layer}" for kind, layer, _ in experiment.network.parameters()}
        frozen = [name for name in self.frozen if name in arrays]
        return descend(
            experiment.network,
            experiment.x,
            experiment.t,
            experiment.loss,
            self.made(),
            0,
            batch_size=self.batch or None,
            seed=self.seed,
            l2=self.l2,
            frozen=frozen,
            backward=early_update(self.rate, l2=self.l2, frozen=frozen) if self.early else passes.backward,
        )

    def write(self) -> str:
        """The choices that differ from the defaults, for a link: "optimizer:adam,rate:0.01"."""
        return TRAINING.write(self)


class _Codec(Codec[Training]):
    """The choices of every training, and after them the parameters of its optimizer's own."""

    def write(self, record: Training) -> str:
        own = (f"{name}:{PARAMETER[name].write(value)}" for name, value in record.own)
        return self.separator.join(filter(None, [super().write(record), *own]))

    def read(self, said: object) -> Training:
        return self.of(dict(pairs(said, self.separator)))

    def of(self, said: Mapping[str, object]) -> Training:
        """The training that names with what is said of them make out."""
        training = replace(self.usual, **self.found(said.items()))
        for name, usual in training.parameters().items():
            training = training.with_parameter(name, PARAMETER[name].read_or(said.get(name), usual))
        return training


PARAMETER = {name: Between(least, most) for name, (_, least, most) in PARAMETERS.items()}
TRAINING = _Codec(
    Training(),
    {
        "optimizer": OneOf(OPTIMIZERS),
        "steps": Between(1, MOST_STEPS, whole=True),
        "batch": Between(0, MOST_SAMPLES, whole=True),
        "seed": Between(0, MOST_SEED, whole=True),
        "order": OneOf(ORDERS),
        "decay": OneOf(DECAYS),
        "half": Between(1, MOST_STEPS, whole=True),
        "rate": Between(LEAST_RATE, MOST_RATE),
        "l2": Between(0.0, MOST_L2),
        "frozen": Several(Like("[Wb][1-8]"), "+", 16, once=True),
    },
    separator=",",
)


def read_training(text: str) -> Training:
    """The choices a link asks for; what it says in a way nobody understands is left at its default."""
    return TRAINING.read(text)


def training_of(run: Mapping[str, Any] | None) -> Training:
    """The choices in a document's `run`.

    They are `optimizer`, `rate`, `decay`, `half`, `steps`, `batch`, `seed`, `l2`, `order` and a list `frozen`; the
    optimizer's further parameters go by the names of their fields. A number may also be the text of one. What is
    missing, or makes no sense, is left at its default.
    """
    return TRAINING.of(
        {name: said for name, said in (run or {}).items() if name != "frozen" or isinstance(said, list)}
    )


def question_of(run: Mapping[str, Any] | None) -> tuple[str, str]:
    """The `question` to ask before a document's `run` and the `answer` to show after it; "" where there is none."""
    return _text(run or {}, "question"), _text(run or {}, "answer")


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str):
        return ""
    try:
        check_text(name, value, LONGEST_QUESTION)
    except ExperimentError:
        return ""
    return value
