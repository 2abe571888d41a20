"""What the bug lab says: of a mistake that is on, of what training makes of it, and of a guess."""

import math

import numpy as np

from backprop.core.arrays import Array
from backprop.core.descent import Run
from backprop.core.evaluation import Evaluation
from backprop.core.gradient_check import TOLERANCE, GradientCheck
from backprop.core.passes import Backward
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.bugs.lab import Finding
from backprop.lessons.bugs.mistakes import MISTAKES
from backprop.lessons.notation.symbols import Notation

LEARNT, DONE = 0.5, 0.01  # of the cost at the start: a run that ends below has learnt something, or all
ALIKE = 1.1  # times the right run's cost: training tells nobody


def verdict(key: str, finding: Finding) -> str:
    """What the gradient check says of the mistake of this key."""
    if finding.absent:
        return f"This network cannot have this mistake. {finding.absent}"
    if finding.crash:
        return (
            f"This program stops at the line of {finding.crash.name}: {finding.crash.reason}. "
            "A mistake that stops the program is soon found; where the sizes of the layers agree, it runs."
        )
    assert finding.check is not None
    if finding.check.overflows:
        return finding.check.summary
    if finding.check.ok:
        return f"✓ The check finds nothing wrong here. {MISTAKES[key].silent}"
    return "✗ The check catches it: " + pattern(finding.check, finding.at)


def pattern(check: GradientCheck, evaluation: Evaluation) -> str:
    """How many gradients are wrong and where, which arrays are right, and the worst."""
    notation = Notation.of(evaluation)
    wrong, total, clean = 0, 0, []
    for kind, arrays in zip(("dW", "db"), check.error, strict=True):
        for layer, error in enumerate(arrays, 1):
            failed = int((error > TOLERANCE).sum())
            wrong, total = wrong + failed, total + int((~np.isnan(error)).sum())
            clean += [] if failed else [notation.symbol(kind, layer)]
    said = f"{wrong} of {total} gradients are wrong; the largest relative error is {NumberFormat(2)(check.worst)}, "
    said += f"at {check.worst_name}."
    return said + (f" Right: {', '.join(clean)}." if clean else "")


def training_words(right: Run, wrong: Run, fmt: NumberFormat) -> str:
    """How far both runs came, and what that tells."""
    start, good, bad = (float(cost) for cost in (right.cost[0], right.cost[-1], wrong.cost[-1]))
    ends = f"C falls from {fmt(start)} to {fmt(good)} with the right gradients"
    if right.diverged is not None:
        return f"Already the right gradients diverge, at step {right.diverged}: take a smaller η."
    if good > start:
        ends = f"C goes from {fmt(start)} to {fmt(good)} with the right gradients"
    if wrong.diverged is not None:
        return f"{ends}; with the mistaken ones training diverges at step {wrong.diverged}."
    if np.array_equal(right.cost, wrong.cost):
        return f"{ends}, and exactly so with the mistaken ones."
    return f"{ends}, and to {fmt(bad)} with the mistaken ones. {_told(start, good, bad)}"


def _told(start: float, good: float, bad: float) -> str:
    if not math.isfinite(bad) or bad > start:
        return "It climbs: this mistake is noticed."
    if bad <= max(ALIKE * good, DONE * start):
        return "Training does not tell: it learns as well, so only a check of the gradients finds this."
    if bad < LEARNT * start:
        return "It still learns, only worse: that is why such mistakes live for years."
    return (
        "It hardly learns, as networks also do for other reasons: nothing says that the gradients are wrong."
    )


def same_numbers(one: Backward, other: Backward) -> bool:
    """Whether two mistakes cannot be told apart by the gradients they give here."""
    pairs = zip((*one.dW, *one.db), (*other.dW, *other.db), strict=True)
    return all(_agree(a, b) for a, b in pairs)


@np.errstate(over="ignore", invalid="ignore")  # as in the passes
def _agree(a: Array, b: Array) -> bool:
    return bool(np.isclose(a, b, rtol=TOLERANCE, atol=0.0, equal_nan=True).all())
