"""Every derivation is redone from its printed line by somebody who knows nothing of the program."""

import math
import random
import re
from fractions import Fraction

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st

from backprop.core.evaluation import Evaluation
from backprop.core.quantities import KINDS, Quantity
from backprop.experiment.numerals import NumberFormat, parse_number
from backprop.lessons.formulas.context import Context
from backprop.lessons.formulas.derivations import explain
from backprop.lessons.formulas.element_rules import RULES
from backprop.lessons.formulas.expressions import Table
from backprop.lessons.formulas.matrix_blocks import array_of, tree_at
from backprop.lessons.formulas.matrix_digits import bounded
from backprop.lessons.formulas.matrix_digits import work_out as work_out_digits
from backprop.lessons.formulas.neighbours import feeds
from backprop.lessons.formulas.trees import nodes, numbers_in
from tests.lessons.formula_reader import work_out, work_out_exactly
from tests.lessons.networks import FORMATS, evaluations, every_quantity

ROUND_OFF, CANCELS = "rounding", "cancel"


def within_its_bound(redone: object, context: Context, array: np.ndarray, fmt: NumberFormat) -> None:
    """An excused line is off by no more than its digits explain: a bound that follows every operation."""
    tree = tree_at(context)
    given = {node: array_of(context, node) for node in nodes(tree) if isinstance(node, Table)}
    expected = np.ravel(array[0] if KINDS[context.quantity.kind].per_sample else array)
    work = work_out_digits(tree, given.__getitem__, np.atleast_2d(expected), fmt)
    bound = np.ravel(bounded(tree, given, 0.5 * 10.0 ** (1 - work.digits)).error)
    # The numerics' own error, where they take a way that does not cancel, and that of the one who redoes it.
    own = np.ravel(bounded(tree, given).error)
    assert (np.abs(np.ravel(redone) - expected) <= bound + own).all(), context.quantity


def prints_as(redone: float, printed: str, fmt: NumberFormat) -> bool:
    """Whether a redone number rounds to the printed digits."""
    if not math.isfinite(redone) or printed in ("∞", "−∞", "undefined"):
        return fmt(redone) == printed
    if parse_number(fmt(redone)) == parse_number(printed):
        return True
    digits = re.sub(r"×10.*|\D", "", printed)
    return bool(digits) and abs(redone - parse_number(printed)) <= 0.5 * _last_place(printed) + 1e-13 * abs(
        redone
    )


def _last_place(printed: str) -> float:
    mantissa, _, power = printed.partition("×10")
    places = len(mantissa.partition(".")[2])
    scale = parse_number(f"1×10{power}") if power else 1.0
    return scale * 10.0**-places


def chosen(evaluation: Evaluation, seed: int, count: int = 12) -> list[Quantity]:
    names = every_quantity(evaluation)
    return random.Random(seed).sample(names, min(count, len(names)))


@settings(max_examples=150, deadline=None)
@given(evaluations(), FORMATS, st.integers(0, 2**16), st.data())
def test_a_formula_redone_by_hand_gives_the_printed_result(evaluation, fmt, seed, data):
    sample = data.draw(st.integers(1, evaluation.n_samples))
    for quantity in chosen(evaluation, seed):
        derivation = explain(evaluation, quantity, sample, fmt)
        redone = float(work_out(derivation.formula.numbers_text))
        if ROUND_OFF in derivation.formula.remark:
            event("round-off")
            size = max(
                [1.0, *(abs(float(n)) for n in re.findall(r"\d+\.?\d*", derivation.formula.numbers_text))]
            )
            assert abs(redone - derivation.value) <= 1e-12 * size**2
            continue
        assert prints_as(redone, derivation.result, fmt), derivation.text()


@settings(max_examples=60, deadline=None)
@given(evaluations(widest=4, deepest=3), FORMATS, st.integers(0, 2**16))
def test_an_equals_sign_before_the_result_is_exact(evaluation, fmt, seed):
    for quantity in chosen(evaluation, seed):
        derivation = explain(evaluation, quantity, 1, fmt)
        if derivation.formula.relation == "=" and math.isfinite(derivation.value):
            event("exact")
            assert work_out_exactly(derivation.formula.numbers_text) == Fraction(
                fmt.exact(parse_number(derivation.result))
            )


@settings(max_examples=60, deadline=None)
@given(evaluations(widest=3, deepest=3), FORMATS, st.integers(0, 2**16))
def test_a_matrix_formula_redone_gives_the_whole_result(evaluation, fmt, seed):
    for quantity in chosen(evaluation, seed):
        formula = explain(evaluation, quantity, 1, fmt, "matrix").formula
        array = evaluation.array(quantity.kind, quantity.layer)
        if not formula.rule or "…" in formula.substituted_text or not np.isfinite(array).all():
            continue
        redone = work_out(formula.numbers_text)
        if CANCELS in formula.remark or ROUND_OFF in formula.remark:
            event("round-off")
            within_its_bound(redone, Context(evaluation, quantity, 1), array, fmt)
            continue
        result = formula.substituted_text.rsplit(formula.relation, 1)[1].strip()
        for value, printed in zip(np.ravel(redone), re.split("[ ;]+", result.strip("[]")), strict=True):
            assert prints_as(float(value), printed, fmt), formula.substituted_text


@settings(max_examples=60, deadline=None)
@given(evaluations(), FORMATS, st.sampled_from(["element", "matrix"]), st.data())
def test_the_value_is_the_numerics_own_and_every_name_exists(evaluation, fmt, notation, data):
    sample = data.draw(st.integers(1, evaluation.n_samples))
    for quantity in chosen(evaluation, 1, 30):
        derivation = explain(evaluation, quantity, sample, fmt, notation)
        value = evaluation.value(quantity, sample)
        assert np.float64(derivation.value).tobytes() == np.float64(value).tobytes()
        assert derivation.result == fmt(value)
        for name, role in derivation.made_from:
            assert role
            evaluation.value(name, sample)
        for name in derivation.feeds:
            evaluation.value(name, sample)
            assert Quantity.parse(str(name)) == name
        assert derivation.given == (quantity.kind in ("x", "t", "W", "b"))
        assert derivation.given == (derivation.rule == ())


@settings(max_examples=60, deadline=None)
@given(evaluations(widest=4))
def test_what_a_number_is_made_from_feeds_it(evaluation):
    """The two lists of neighbours tell one story from both ends; ŷ − t is only a name for what ∂C/∂ŷ uses."""
    names = [q for q in every_quantity(evaluation) if q.kind != "diff" and not _is_cost_twice(q, evaluation)]
    contexts = {name: Context(evaluation, name, 1) for name in names}
    forward = {(name, onward) for name in names for onward in feeds(contexts[name]) if onward.kind != "diff"}
    backward = {
        (_on_show(number.quantity), name)
        for name in names
        if name.kind in RULES
        for number in numbers_in(RULES[name.kind](contexts[name])[0].expression)
        if number.quantity.sample in (1, None)
    }
    assert forward == backward


def _on_show(quantity: Quantity) -> Quantity:
    return Quantity(quantity.kind, quantity.layer, quantity.index)


def _is_cost_twice(quantity: Quantity, evaluation: Evaluation) -> bool:
    """With one sample E is C under another name."""
    return quantity.kind == "E" and evaluation.n_samples == 1
