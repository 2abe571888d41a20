"""Beside a derivation: the samples that a mean is made of, and the long way where a formula collapses."""

import math
from dataclasses import dataclass, replace

from backprop.core.activations import ACTIVATIONS
from backprop.core.losses import LOSSES
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.formulas.arithmetic import as_float, evaluate
from backprop.lessons.formulas.by_element import Formula, derive, equal
from backprop.lessons.formulas.context import Context, units
from backprop.lessons.formulas.element_rules import long_way, weight_part
from backprop.lessons.formulas.element_writer import Writer
from backprop.lessons.formulas.expressions import LONGEST_SUM, Expression, Number
from backprop.lessons.formulas.guard_digits import MOST_DIGITS, Form, leaf, substitute
from backprop.lessons.formulas.losses import LOSS_RULES, Outputs
from backprop.lessons.formulas.trees import numbers_in
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.notation.writing import lines

_OVERFLOWS = "A prediction has rounded to 0, and the long way meets ∞ · 0 here; the short way does not."


@dataclass(frozen=True, slots=True)
class Part:
    """One sample's part of a mean; with `sample` None, those that are not listed, and their sum."""

    sample: int | None
    label: str
    latex: str
    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Aside:
    """A longer way to the same number, a sentence on why it collapses, and the collapse in symbols."""

    title: str
    words: str
    formula: Formula
    collapse: tuple[str, ...]
    collapse_text: str


def parts(context: Context, fmt: NumberFormat) -> tuple[Part, ...]:
    """The per-sample parts whose mean a parameter's gradient or the cost is; none with a single sample."""
    if not context.several or context.quantity.kind not in ("dW", "db", "C"):
        return ()
    samples = list(units(context.evaluation.n_samples))
    if len(samples) <= LONGEST_SUM:
        return tuple(_part(context, s, fmt) for s in samples)
    middle = samples[3:-2]
    total = sum(_value(context, _of_sample(context, s)) for s in middle)
    rest = Part(None, f"{len(middle)} more samples", fmt.latex(total), f"{fmt(total)} together", total)
    return (
        *(_part(context, s, fmt) for s in samples[:3]),
        rest,
        *(_part(context, s, fmt) for s in samples[-2:]),
    )


def _of_sample(context: Context, sample: int) -> Expression:
    return (
        context.named("E", 0, (), "loss of a sample", sample)
        if context.quantity.kind == "C"
        else weight_part(context, sample)
    )


def _value(context: Context, expression: Expression) -> float:
    return as_float(evaluate(expression, leaf(context.value, MOST_DIGITS)))


def _part(context: Context, sample: int, fmt: NumberFormat) -> Part:
    expression = _of_sample(context, sample)
    value = _value(context, expression)
    if isinstance(expression, Number):
        return Part(sample, f"sample {sample}", fmt.latex(value), fmt(value), value)
    chosen = substitute([Form(expression)], value, context.value, fmt)
    written = Writer(Notation.of(context.evaluation), "numbers", context.value, chosen.digits).write(
        expression
    )
    latex, text = ("=", "=") if chosen.exact and not fmt.is_rounded(value) else (r"\approx", "≈")
    return Part(
        sample,
        f"sample {sample}",
        f"{written.latex} {latex} {fmt.latex(value)}",
        f"{written.text} {text} {fmt(value)}",
        value,
    )


def asides(context: Context, value: float, fmt: NumberFormat) -> tuple[Aside, ...]:
    """The long way to δ where loss and last activation belong together."""
    shortcut = LOSS_RULES[context.evaluation.loss].shortcut
    if context.quantity.kind != "delta" or context.layer != context.last or shortcut is None:
        return ()
    loss, activation = LOSSES[context.evaluation.loss], ACTIVATIONS[context.activation()]
    title = f"{activation.label} and {loss.label.lower()}: the long way"
    way = long_way(context)
    steps = shortcut.way(Outputs.of(context), context.quantity.index[0] - 1)
    formula = derive(context, [Form(way)], value, fmt)
    if not all(math.isfinite(context.value(number)) for number in numbers_in(way)):
        formula = replace(formula, remark=_OVERFLOWS)
    writer = Writer(Notation.of(context.evaluation), "general", context.value)
    written = [equal(writer.write(step)) for step in steps]
    return (Aside(title, shortcut.cancels, formula, lines(written), " ".join(step.text for step in written)),)
