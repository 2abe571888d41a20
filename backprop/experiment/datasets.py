"""Small data sets of two inputs, each with a network that can learn it and one that cannot, and the reason why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from backprop.core.initialisation import initialise
from backprop.core.losses import loss_of
from backprop.experiment.dataset_points import Parts, blobs, circle, corners, drawn, moons, spiral
from backprop.experiment.experiment import Experiment, ExperimentError, Initialisation
from backprop.experiment.numerals import quoted

GENERATED = "Generated with seed {seed}"
TRUTH_TABLE = "The truth table"
_DESCENT = {"optimizer": "descent", "rate": 2.0, "steps": 1000}


@dataclass(frozen=True, slots=True)
class Start:
    """A network before it learns: its hidden layers, where its weights start, how it is trained, and why so."""

    title: str
    note: str
    run: Mapping[str, Any]
    hidden: tuple[int, ...] = ()
    activation: str = "tanh"  # of the hidden layers
    scheme: str = "xavier"


@dataclass(frozen=True, slots=True)
class Dataset:
    """One data set: its title, how its samples are made from a seed, and two networks to begin with."""

    title: str
    make: Callable[[int], Parts]
    source: str
    able: Start
    unable: Start


DATASETS: dict[str, Dataset] = {
    "and": Dataset(
        "AND",
        lambda seed: corners((0, 0, 0, 1)),
        TRUTH_TABLE,
        Start(
            "one unit",
            "AND is on in one corner of the square only, and one line cuts that corner off: a single unit is "
            "enough. Its line is where w₁x₁ + w₂x₂ + b = 0, and the bias moves it away from the origin.",
            _DESCENT,
        ),
        Start(
            "one unit without a bias",
            "With its bias held at 0 the unit's line runs through the origin, whatever its weights. To be off at "
            "(0, 1) and at (1, 0) both weights would have to be negative, and then it would be off at (1, 1) too.",
            _DESCENT | {"frozen": ["b1"]},
        ),
    ),
    "or": Dataset(
        "OR",
        lambda seed: corners((0, 1, 1, 1)),
        TRUTH_TABLE,
        Start(
            "one unit",
            "OR is off in one corner of the square only, and one line cuts that corner off: a single unit with "
            "positive weights and a smaller, negative bias is enough.",
            _DESCENT,
        ),
        Start(
            "one unit without a bias",
            "With its bias held at 0 the unit says σ(0) = 0.5 at (0, 0), whatever its weights: that corner always "
            "lies on the line itself and never on the side that is off.",
            _DESCENT | {"frozen": ["b1"]},
        ),
    ),
    "xor": Dataset(
        "XOR",
        lambda seed: corners((0, 1, 1, 0)),
        TRUTH_TABLE,
        Start(
            "a hidden layer",
            "Each hidden unit draws one line, and the output keeps what lies between two of them: (0, 1) and "
            "(1, 0). Two hidden units can be enough; a third makes it unlikely to get stuck on the way.",
            _DESCENT,
            hidden=(3,),
        ),
        Start(
            "a single unit",
            "One unit draws one line, and one line cannot part these corners: the middle of the square lies "
            "halfway between the two that are on, and halfway between the two that are off. The best it can do "
            "is to say 0.5 everywhere.",
            _DESCENT,
        ),
    ),
    "blobs": Dataset(
        "Two blobs",
        partial(drawn, blobs),
        GENERATED,
        Start(
            "one unit",
            "The two clouds lie side by side, so one line parts them and a single unit is enough. It sees ten "
            "samples at a time, so a step need not lower the cost of all of them; it does so on the whole.",
            {"optimizer": "descent", "rate": 0.5, "steps": 300, "batch": 10, "seed": 0},
        ),
        Start(
            "all weights 0",
            "All weights start at 0, so the hidden units say tanh(0) = 0 and send no error back: no weight has a "
            "gradient, and only the output's bias moves. Three hidden units would do, from other weights.",
            {"optimizer": "descent", "rate": 0.5, "steps": 300, "batch": 10, "seed": 0},
            hidden=(3,),
            scheme="zeros",
        ),
    ),
    "circle": Dataset(
        "A disc in a ring",
        partial(drawn, circle),
        GENERATED,
        Start(
            "six hidden units",
            "Each hidden unit draws one line, and the output keeps what lies inside all of them. Three lines can "
            "close around the disc; six have more room.",
            {"optimizer": "adam", "rate": 0.05, "steps": 800, "l2": 0.001},
            hidden=(6,),
        ),
        Start(
            "no hidden layer",
            "One unit draws one line, and a line that has the whole disc on one side has a good part of the ring "
            "on that side too.",
            {"optimizer": "adam", "rate": 0.05, "steps": 800, "l2": 0.001},
        ),
    ),
    "moons": Dataset(
        "Two moons",
        partial(drawn, moons),
        GENERATED,
        Start(
            "six hidden units",
            "The end of each moon reaches into the other, so the border has to bend. The hidden units' lines, "
            "rounded by tanh, join to a curve that does.",
            {"optimizer": "adam", "rate": 0.05, "steps": 800},
            hidden=(6,),
        ),
        Start(
            "a linear hidden layer",
            "Six hidden units, but their activation is the identity: (x W⁽¹⁾ + b⁽¹⁾) W⁽²⁾ + b⁽²⁾ is x times one "
            "matrix plus one bias again. So the border is one straight line, and both moons stick out over it.",
            {"optimizer": "adam", "rate": 0.05, "steps": 800},
            hidden=(6,),
            activation="identity",
        ),
    ),
    "spiral": Dataset(
        "Two spiral arms",
        partial(drawn, spiral),
        GENERATED,
        Start(
            "two hidden layers",
            "Eight units draw lines, eight more combine them to curves, and the output winds the border between "
            "the arms. It takes more units and more steps than the other data sets.",
            {"optimizer": "adam", "rate": 0.03, "steps": 1500, "l2": 0.001},
            hidden=(8, 8),
        ),
        Start(
            "two hidden units",
            "A border between two arms that wind once around has to turn many times. Two hidden units draw two "
            "lines: enough for a strip or a bend, however long they learn.",
            {"optimizer": "adam", "rate": 0.03, "steps": 1500, "l2": 0.001},
            hidden=(2,),
        ),
    ),
}


def dataset(slug: str, *, able: bool = True, seed: int = 0) -> Experiment:
    """The data set of that name, a key of DATASETS, with the network that can learn it or the one that cannot.

    `seed` draws the points, where they are drawn; the weights start from seed 0. Inputs are (samples, 2) and
    targets (samples, 1), 0 or 1. `run` holds the settings of the training that the note speaks of. Raises
    ExperimentError for a name or a seed that is none.
    """
    if slug not in DATASETS:
        raise ExperimentError(
            f"There is no data set {quoted(slug)}; the data sets are {', '.join(DATASETS)}."
        )
    Initialisation("xavier", seed)  # refuses what is no seed
    row = DATASETS[slug]
    start = row.able if able else row.unable
    training, test = row.make(seed)
    sizes = (2, *start.hidden, 1)
    activations = (*(start.activation for _ in start.hidden), "sigmoid")
    return Experiment(
        network=initialise(sizes, activations, start.scheme, seed=0),
        x=training.x,
        t=training.t,
        test=test,
        loss=loss_of("sigmoid"),
        title=f"{row.title}: {start.title}",
        source=row.source.format(seed=seed),
        note=start.note,
        initialisation=Initialisation(start.scheme, 0),
        run=dict(start.run),
    )
