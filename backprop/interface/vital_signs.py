"""One line of vital signs: the cost, the norm of its gradient, and the live badge of the gradient check."""

import math
from typing import Any

from backprop.core.evaluation import Evaluation
from backprop.core.gradient_check import check_evaluation
from backprop.core.parameters import flat, length
from backprop.core.quantities import Quantity
from backprop.experiment.numerals import NumberFormat
from backprop.figures.ink.marks import name_of
from backprop.interface.parts import VITALS, VitalsPart
from backprop.interface.session import Session
from backprop.lessons.formulas.losses import sums_to_one, weighs_targets

UNTITLED = "Untitled network"
MOST_CHECKED = 2000  # parameters; of larger networks a sample is checked at every edit


def vital_signs(state: Session, evaluation: Evaluation) -> VitalsPart:
    """The signs, each with the words around its number; nothing in them is read as HTML."""
    write, n = state.view.numbers, evaluation.n_samples
    signs: list[dict[str, Any]] = [{"tone": "title", "edits": state.experiment.title, "before": UNTITLED}]
    if n > 1:
        loss = write(evaluation.value(Quantity("E"), state.sample))
        signs.append(
            {
                "tone": "",
                "name": "E",
                "select": "E",
                "before": f"Sample {state.sample} of {n}: E = ",
                "value": loss,
            }
            | {"samples": [(state.sample - 1, state.sample > 1), (state.sample + 1, state.sample < n)]}
        )
    mean = f" (mean of {n} samples)" if n > 1 else ""
    cost = write(evaluation.value(Quantity("C")))
    signs.append(
        {"tone": "", "name": "C", "select": "C", "before": "Cost C = ", "value": cost, "after": mean}
    )
    signs.append({"tone": "", "name": "norm", "before": "‖∇C‖ = ", "value": write(gradient_norm(evaluation))})
    selection = state.selection(evaluation)
    marked = name_of(selection, state.sample) if selection else None
    signs += [badge(evaluation), *caution(state, evaluation)]
    return {"kind": "vitals", "module": VITALS.module, "signs": signs, "selection": marked}


def caution(state: Session, evaluation: Evaluation) -> list[dict[str, Any]]:
    """Where softmax and cross-entropy do not collapse to ŷ − t, because the targets do not sum to 1."""
    if not weighs_targets(evaluation.loss):
        return []
    targets = tuple(evaluation.t[state.sample - 1].tolist())
    if sums_to_one(targets):
        return []
    total = state.view.numbers(math.fsum(targets))
    return [{"tone": "caution", "before": f"The targets sum to {total}, not to 1, so δ is ŷ·Σt − t"}]


def gradient_norm(evaluation: Evaluation) -> float:
    """The length of the gradient of C over all weights and biases; no square overflows. Hidden where a part is."""
    layers = range(1, evaluation.n_layers + 1)
    return float(length(flat((evaluation.array("dW", l), evaluation.array("db", l)) for l in layers)))


def badge(evaluation: Evaluation) -> dict[str, str]:
    """Green when the gradients agree with differences of the cost, red with the name of the worst when not.

    It says what was compared: all gradients, or how many, and how many have a kink where no derivative exists.
    """
    check = check_evaluation(evaluation, at_most=MOST_CHECKED)
    if check.overflows:
        return {
            "tone": "badge",
            "before": "C overflows, so its gradients cannot be checked",
            "hint": check.summary,
        }
    sign = {"name": "check", "value": NumberFormat(2)(check.worst), "hint": check.summary}
    if check.ok:
        kinks = f" ({len(check.not_differentiable)} at a kink)" if check.not_differentiable else ""
        return sign | {
            "tone": "badge ok",
            "before": f"✓ {check.compared} checked{kinks}, worst relative error ",
        }
    return sign | {"tone": "badge failed", "before": f"✗ gradient check failed at {check.worst_name}: error "}
