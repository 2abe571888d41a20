"""A picture of an equation is read with arrays for its boxes: what stands before an = gives what follows."""

import itertools

import numpy as np
import pytest

from backprop.core.activations import ACTIVATIONS
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.losses import LOSSES, losses_for
from backprop.core.network import Layer, Network
from backprop.figures.equations import operation_rows, rows
from backprop.figures.equations.operation_rows import operation_of
from backprop.figures.equations.rows import Equation, Matrix, Operator, Remark, equations_of
from backprop.lessons.formulas.expressions import TWO, Constant, Product, minus
from backprop.lessons.formulas.losses import LOSS_RULES, LossRule
from backprop.lessons.walk.steps import steps_of
from tests.core.networks import allowed
from tests.lessons.formula_reader import work_out

PAIRS = [(loss, last) for last in ACTIVATIONS for loss in losses_for(last)]


def network(loss: str, last: str, samples: int = 2) -> Evaluation:
    rng = np.random.default_rng(3)
    layers = [Layer(rng.normal(size=(2, 3)), rng.normal(size=3), "tanh")]
    layers += [Layer(rng.normal(size=(3, 2)), rng.normal(size=2), last)]
    t = allowed(rng.uniform(0.1, 0.9, size=(samples, 2)), loss)
    return evaluate(Network(layers), rng.normal(size=(samples, 2)), t, loss, 0.25)


def literal(array: np.ndarray) -> str:
    """An array as somebody writes it down."""
    lines = [" ".join(f"{v:.17f}".replace("-", "−") for v in row) for row in np.atleast_2d(array)]
    return f"[{'; '.join(lines)}]"


def sides(equation: Equation, evaluation: Evaluation) -> list[str]:
    """What stands between the = of an equation, as text; an arrow ends one as well, but is no =."""
    text = ""
    for term in equation:
        if isinstance(term, Matrix):
            opened = term.symbol.startswith("−") or ("/" in term.symbol and "∂" not in term.symbol)
            assert not opened or term.kind == "da"  # a rule in words: it stands for ∂E/∂ŷ
            text += literal(term.part.array(evaluation))
        elif isinstance(term, Operator):
            text += " → " if term.text.startswith(("→", ",")) else f" {term.text} "
    return [side.strip() for side in text.split("=")]


def worked_out(side: str) -> np.ndarray | None:
    """One side's value; None where an arrow or a comma says no more than what goes in and what comes out."""
    if "→" in side:
        return None
    head = "1"
    if "Σ" in side:
        head, _, side = side.partition("Σ")
        return np.atleast_2d(work_out(head.strip() or "1") * work_out(side.strip()).sum(axis=0))
    return np.atleast_2d(work_out(side))


def adds_up(evaluation: Evaluation, equations: list[Equation]) -> int:
    """How many pairs of sides were compared."""
    compared = 0
    for equation in equations:
        for side, after in itertools.pairwise(sides(equation, evaluation)):
            value = worked_out(side)
            if value is None:
                continue
            result = worked_out(after[: after.index("]") + 1])  # which may go on: δ Wᵀ = ∂a ⊙ f′ = δ
            np.testing.assert_allclose(value, result, rtol=1e-9, atol=1e-12)
            compared += 1
    return compared


def drawn(evaluation: Evaluation) -> list[Equation]:
    """All equations of both directions, and those of every step of the walk."""
    sheets = [equations_of(evaluation, direction, 1) for direction in ("forward", "backward")]
    sheets += [operation_of(evaluation, step, 1) for step in steps_of(evaluation)]
    return [
        equation for sheet in sheets for layer in sheet.layers for equation in layer if not _cut(equation)
    ]


def _cut(equation: Equation) -> bool:
    """Whether not all samples are shown: a softmax shows one, whose equation says so."""
    return any(isinstance(term, Remark) for term in equation)


@pytest.mark.parametrize("samples", [1, 2])
@pytest.mark.parametrize(("loss", "last"), PAIRS)
def test_every_equation_that_is_drawn_adds_up(loss: str, last: str, samples: int) -> None:
    evaluation = network(loss, last, samples)
    assert adds_up(evaluation, drawn(evaluation)) > 10


def test_a_factor_planted_in_a_rule_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    evaluation = network("squared_error", "tanh")
    three, rule = Constant(TWO.value + 1), LOSS_RULES["squared_error"]
    wrong = LossRule(rule.term, rule.of_sum, lambda y, t, n: Product((three, minus(y, t))))
    monkeypatch.setitem(LOSS_RULES, "squared_error", wrong)
    rows._equations.cache_clear()
    operation_rows._operation.cache_clear()
    try:
        with pytest.raises(AssertionError):
            adds_up(evaluation, drawn(evaluation))
    finally:
        rows._equations.cache_clear()
        operation_rows._operation.cache_clear()


def test_a_loss_whose_slope_is_no_difference_is_told_in_words() -> None:
    for loss, row in LOSSES.items():
        evaluation = network(loss, row.follows or "identity")
        step = next(step for step in steps_of(evaluation) if step.key in ("da2", "delta2"))
        terms = operation_of(evaluation, step, 1).layers[0][0]
        assert any(isinstance(term, Operator) for term in terms)
