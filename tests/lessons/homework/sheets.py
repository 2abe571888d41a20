"""Random assignments and answer sheets, for the marking and for how often it is wrong."""

import numpy as np

from backprop.core.activations import ACTIVATIONS
from backprop.core.evaluation import evaluate
from backprop.core.losses import LOSSES, losses_for
from backprop.core.network import Layer, Network
from backprop.lessons.homework.calculation import places_of
from backprop.lessons.homework.marking import RIGHT, mark
from backprop.lessons.homework.sheet import cell_names
from tests.core.networks import allowed


def assignment(rng):
    """A network of one to three layers with two to four units each, one to three samples, short numbers."""
    depth = rng.integers(1, 4)
    sizes = rng.integers(2, 5, depth + 1)
    names = [str(rng.choice(list(ACTIVATIONS))) for _ in range(depth)]
    loss = str(rng.choice(losses_for(names[-1])))
    samples = int(rng.integers(1, 4))
    layers = [
        Layer(np.round(rng.normal(size=(a, b)), 2), np.round(rng.normal(size=b), 2), name)
        for a, b, name in zip(sizes, sizes[1:], names, strict=False)
    ]
    classes = np.eye(sizes[-1])[rng.integers(sizes[-1], size=samples)]
    t = classes if LOSSES[loss].follows else allowed(np.round(rng.normal(size=(samples, sizes[-1])), 2), loss)
    return evaluate(Network(layers), np.round(rng.normal(size=(samples, sizes[0])), 2), t, loss, 0.1)


def written(value, digits):
    """A number with so many significant digits."""
    return f"{value:.{digits - 1}e}" if value else "0." + "0" * digits


def sheet(evaluation, kind, layer, values, digits):
    """The answers of somebody who has these values."""
    names = cell_names(evaluation, kind, layer)
    return {name: written(float(v), digits) for name, v in zip(names, np.ravel(values), strict=True)}


def verdicts(e, answers):
    """The verdicts on a sheet of answers by the names of the numbers."""
    return {name: cell.verdict for one in mark(e, answers) for name, cell in one.cells.items()}


SLIPS = {
    "noise": lambda rng, w: w * (1 + rng.normal(size=w.shape) * 0.3),
    "small": lambda rng, w: w * (1 + rng.normal(size=w.shape) * 0.005),
    "one": lambda rng, w: np.where(np.arange(w.size).reshape(w.shape) == rng.integers(w.size), w * 1.13, w),
    "two": lambda rng, w: np.where(np.arange(w.size).reshape(w.shape) < 2, w * (1 + rng.normal() * 0.2), w),
    "shift": lambda rng, w: w + rng.normal() * np.abs(w).mean(),
    "random": lambda rng, w: rng.normal(size=w.shape) * np.abs(w).mean(),
    "digits": lambda rng, w: np.vectorize(lambda v: float((s := f"{v:.3e}")[:-6] + s[-5] + s[-6] + s[-4:]))(
        w
    ),
}


def false_diagnoses(seed, wanted, digits=4):
    """How many of `wanted` wrong arrays of at least four numbers are explained as a whole, by slips without a name."""
    rng = np.random.default_rng(seed)
    seen, explained = 0, []
    while seen < wanted:
        e = assignment(rng)
        for kind, layer, _ in places_of(e):
            true = e.array(kind, layer)
            if true.size < 4 or not np.abs(true).max():
                continue
            slip = str(rng.choice(list(SLIPS)))
            found = mark(e, sheet(e, kind, layer, SLIPS[slip](rng, true), digits))[0]
            if all(cell.verdict in RIGHT for cell in found.cells.values()):
                continue
            seen += 1
            if found.explanations:
                explained.append((slip, kind, found.explanations[0].keys[0]))
    return seen, explained
