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


def parts(site: Context, fmt: NumberFormat) -> tuple[Part, ...]:
    """The per-sample parts whose mean a parameter's gradient or the cost is; none with a single sample."""
    if not site.several or site.quantity.kind not in ("dW", "db", "C"):
        return ()
    samples = list(units(site.evaluation.n_samples))
    if len(samples) <= LONGEST_SUM:
        return tuple(_part(site, s, fmt) for s in samples)
    middle = samples[3:-2]
    total = sum(_value(site, _of_sample(site, s)) for s in middle)
    rest = Part(None, f"{len(middle)} more samples", fmt.latex(total), f"{fmt(total)} together", total)
    return (*(_part(site, s, fmt) for s in samples[:3]), rest, *(_part(site, s, fmt) for s in samples[-2:]))


def _of_sample(site: Context, sample: int) -> Expression:
    return (
        site.named("E", 0, (), "loss of a sample", sample)
        if site.quantity.kind == "C"
        else weight_part(site, sample)
    )


def _value(site: Context, expression: Expression) -> float:
    return as_float(evaluate(expression, leaf(site.value, MOST_DIGITS)))


def _part(site: Context, sample: int, fmt: NumberFormat) -> Part:
    expression = _of_sample(site, sample)
    value = _value(site, expression)
    if isinstance(expression, Number):
        return Part(sample, f"sample {sample}", fmt.latex(value), fmt(value), value)
    chosen = substitute([Form(expression)], value, site.value, fmt)
    written = Writer(Notation.of(site.evaluation), "numbers", site.value, chosen.digits).write(expression)
    latex, text = ("=", "=") if chosen.exact and not fmt.is_rounded(value) else (r"\approx", "≈")
    return Part(
        sample,
        f"sample {sample}",
        f"{written.latex} {latex} {fmt.latex(value)}",
        f"{written.text} {text} {fmt(value)}",
        value,
    )


def asides(site: Context, value: float, fmt: NumberFormat) -> tuple[Aside, ...]:
    """The long way to δ where loss and last activation belong together."""
    shortcut = LOSS_RULES[site.evaluation.loss].shortcut
    if site.quantity.kind != "delta" or site.layer != site.last or shortcut is None:
        return ()
    loss, activation = LOSSES[site.evaluation.loss], ACTIVATIONS[site.activation()]
    title = f"{activation.label} and {loss.label.lower()}: the long way"
    way = long_way(site)
    steps = shortcut.way(Outputs.of(site), site.quantity.index[0] - 1)
    formula = derive(site, [Form(way)], value, fmt)
    if not all(math.isfinite(site.value(number)) for number in numbers_in(way)):
        formula = replace(formula, remark=_OVERFLOWS)
    writer = Writer(Notation.of(site.evaluation), "general", site.value)
    written = [equal(writer.write(step)) for step in steps]
    return (Aside(title, shortcut.cancels, formula, lines(written), " ".join(step.text for step in written)),)
