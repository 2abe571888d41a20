"""What a numeric check proves, in words: what agrees, what the step explains, what is wrong, what has no slope."""

import numpy as np

from backprop.experiment.numerals import NumberFormat
from backprop.lessons.checks.numeric_check import NumericCheck

METHODS = {"central": "central differences", "complex": "the complex step"}


def verdict(check: NumericCheck) -> tuple[str, str]:
    """Its tone ("ok", "caution" or "failed") and the sentence."""
    fmt = NumberFormat(2)
    n, fails, excused = check.places.size, int(check.fails.sum()), int(check.excused.sum())
    first = int(check.worst[0])
    worst = f"{fmt(float(check.error[first]))}, at {check.name(first)}"
    by = METHODS[check.method]
    if not np.isfinite(check.evaluation.backward.cost):
        return "caution", "The cost overflows here, so there is nothing to compare."
    if check.kink.all():
        return "caution", "Every nudge crosses a kink, so nothing could be compared."
    if fails:
        return (
            "failed",
            f"✗ {fails} of {n} gradients are not what {by} give: the worst relative error is {worst}.",
        )
    if excused:
        return "caution", _excuse(check, excused, worst)
    which = "All" if check.complete else "These"
    agree = f"✓ {which} {n} gradients agree with {by}; the largest relative error is {worst}."
    return "ok", agree if not check.kink.any() else agree.replace(
        f"{which} {n}", f"{n - int(check.kink.sum())} of {n}"
    )


def _excuse(check: NumericCheck, excused: int, worst: str) -> str:
    """Why so many numeric gradients differ from right ones."""
    n, by = check.places.size, METHODS[check.method]
    if not np.isfinite(check.error[check.worst[0]]):
        return (
            f"{excused} of {n} cannot be compared with {by}: among numbers so large a step is lost, or C overflows. "
            "No gradient is known to be wrong."
        )
    said = f"{excused} of {n} differ from {by} by more than 10⁻⁶, the worst by {worst}. No gradient is wrong, though: "
    if check.method == "complex":
        return f"{said}central differences agree with all of them. Here the complex step loses its digits."
    return f"{said}the complex step agrees with all of them. This ε spoils the difference."


def remarks(check: NumericCheck) -> list[str]:
    """Why it is a proof, and what it leaves out."""
    said = [WHY[check.method]]
    if kinks := int(check.kink.sum()):
        said.append(
            f"{kinks} of them stand at a kink (ReLU at z = 0): there is no slope to compare with. The complex step "
            "gives that of one side."
        )
    if not check.complete:
        total = check.evaluation.network.n_parameters
        said.append(f"Of the {total:,} parameters {check.places.size} were drawn by chance and checked.")
    return said


WHY = {
    "central": "Each parameter is nudged by ε up and down, and C is computed anew: (C(w + ε) − C(w − ε)) / 2ε. This "
    "takes the forward pass alone, so it cannot share a mistake with the backward pass. Relative error: "
    "|a − n| / max(|a|, |n|).",
    "complex": "Each parameter is nudged by iε, ε = 10⁻³⁰, and C is computed with complex numbers: Im C(w + iε) / ε. "
    "Nothing is subtracted, so no digit is lost, and there is no ε to choose. All ten activations and five losses "
    "allow it.",
}
