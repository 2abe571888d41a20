"""How each part of a formula is written: with Σ, in the symbols of this network, or with its numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from backprop.core.quantities import KINDS, Quantity
from backprop.lessons.formulas.expressions import (
    Branch,
    Call,
    Constant,
    Expression,
    Lettered,
    Named,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Rest,
    Sigma,
    Sum,
)
from backprop.lessons.formulas.functions import COMPARISONS, FUNCTIONS
from backprop.lessons.formulas.guard_digits import subtotal
from backprop.lessons.notation.digits import written
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.notation.writing import (
    ATOM,
    PLUS,
    POWER,
    PRODUCT,
    SUM,
    TIMES,
    Typeset,
    atom,
    embrace,
    glyphs,
    join,
    parenthesised,
)

Manner = Literal["general", "symbols", "numbers"]
LOWERED = str.maketrans("0123456789ijks", "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₛ")
_FRACTION = 24  # glyphs; a wider one is written with a slash, which can be broken


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes expressions for one network; numbers come from `true`, with `digits` significant digits."""

    notation: Notation
    manner: Manner
    true: Callable[[Number], float]
    digits: int = 6

    def write(self, expression: Expression) -> Typeset:
        """LaTeX and text of an expression. Raises KeyError for one that stands for a whole array."""
        return _WRITE[type(expression)](self, expression)

    def _bound(self, expression: Expression, level: int) -> Typeset:
        inner = self.write(expression)
        return inner if inner.level >= level else parenthesised(inner)

    def _number(self, number: Number) -> Typeset:
        if self.manner != "numbers":
            return symbol(number.quantity, self.notation)
        latex, text = written(self.true(number), self.digits)
        level = SUM if text.startswith("−") else PRODUCT if "×" in text else ATOM
        return atom(_tinted(latex, number.quantity), text, level=level)

    def _constant(self, constant: Constant) -> Typeset:
        if constant.text and (self.manner != "numbers" or isinstance(constant.value, Fraction)):
            return atom(
                constant.latex, constant.text, width=1, level=PRODUCT if "/" in constant.text else ATOM
            )
        latex, text = written(float(constant.value), self.digits)
        return atom(latex, text, level=SUM if text.startswith("−") else ATOM)

    def _sum(self, total: Sum) -> Typeset:
        parts: list[Typeset] = []
        for place, term in enumerate(total.terms):
            if place and isinstance(term, Negative):
                parts[-1] = join([parts[-1], self._bound(term.of, PRODUCT)], "-", " − ", PLUS, SUM)
            else:
                part = self.write(term)
                parts.append(parenthesised(part) if place and part.level == SUM else part)
        return join(parts, "+", " + ", PLUS, SUM)

    def _sigma(self, sigma: Sigma) -> Typeset:
        if self.manner != "general":
            return self.write(sigma.terms)
        sign = (rf"\sum_{{{sigma.index}}} ", f"Σ{sigma.index.translate(LOWERED)} ")
        return embrace(self._bound(sigma.general, PRODUCT), sign, ("", ""), PRODUCT)

    def _rest(self, rest: Rest) -> Typeset:
        count = len(rest.terms)
        if self.manner != "numbers":
            return atom(r"\cdots", f"… {count} more …", width=2.4)
        latex, text = written(subtotal(rest, self.true), self.digits)
        label = f"{count} more: {text}"
        latex = rf"\underbrace{{\cdots}}_{{{count}\text{{ more: }}{latex}}}"
        return atom(latex, f"[{label}]", width=0.7 * glyphs(label) + 1.0)

    def _product(self, product: Product) -> Typeset:
        parts = [self._bound(factor, PRODUCT) for factor in product.factors]
        sign = (r"\cdot", TIMES) if self.manner == "numbers" else (r"\,", 0.3)
        return join(parts, sign[0], " · ", sign[1], PRODUCT)

    def _power(self, power: Power) -> Typeset:
        raised = (f"^{{{power.exponent}}}", "²" if power.exponent == 2 else f"^{power.exponent}")
        return embrace(self._bound(power.base, ATOM), ("", ""), raised, POWER)

    def _negative(self, negative: Negative) -> Typeset:
        return embrace(self._bound(negative.of, PRODUCT), ("-", "−"), ("", ""), SUM)

    def _quotient(self, quotient: Quotient) -> Typeset:
        above, below = self.write(quotient.above), self.write(quotient.below)
        top = above.text if above.level > PRODUCT else f"({above.text})"
        bottom = below.text if below.level > PRODUCT else f"({below.text})"
        if max(above.width, below.width) <= _FRACTION:
            latex = rf"\frac{{{above.latex}}}{{{below.latex}}}"
            return atom(latex, f"{top} / {bottom}", width=max(above.width, below.width), level=PRODUCT)
        sides = [part if part.level > PRODUCT else parenthesised(part) for part in (above, below)]
        return join(sides, r"\big/", " / ", 1.0, PRODUCT)

    def _call(self, call: Call) -> Typeset:
        name, arguments = call.name, [self.write(argument) for argument in call.arguments]
        if name == "exp":
            (inner,) = arguments
            return atom(
                rf"e^{{{inner.latex}}}", f"e^({inner.text})", width=1 + 0.7 * inner.width, level=POWER
            )
        if name == "abs":
            (inner,) = arguments
            return embrace(inner, (r"\lvert ", "|"), (r"\rvert ", "|"))
        inside = join(arguments, ",", ", ", 1.0, SUM) if len(arguments) > 1 else arguments[0]
        latex = name if name == "f" else FUNCTIONS[name].latex  # f stands for any function
        return embrace(parenthesised(inside), (latex, name), ("", ""), POWER)

    def _branch(self, branch: Branch) -> Typeset:
        if self.manner != "general":
            return self.write(branch.chosen)
        first, otherwise, subject = (
            self.write(part) for part in (branch.first, branch.otherwise, branch.subject)
        )
        sign = COMPARISONS[branch.sign]
        latex = (
            rf"\begin{{cases}} {first.latex} & {subject.latex} {sign.latex} {branch.bound} \\"
            rf" {otherwise.latex} & {subject.latex} {sign.contrary} {branch.bound} \end{{cases}}"
        )
        text = f"{first.text} if {subject.text} {branch.sign} {branch.bound}, {otherwise.text} otherwise"
        return atom(latex, text, width=max(first.width, otherwise.width) + subject.width + 5)


_WRITE: dict[type, Callable[[Writer, Any], Typeset]] = {
    Number: Writer._number,
    Lettered: lambda writer, e: _lettered(e, writer.notation),
    Constant: Writer._constant,
    Sum: Writer._sum,
    Sigma: Writer._sigma,
    Rest: Writer._rest,
    Product: Writer._product,
    Quotient: Writer._quotient,
    Power: Writer._power,
    Negative: Writer._negative,
    Call: Writer._call,
    Branch: Writer._branch,
    Named: lambda writer, e: writer.write(e.body),
}


def symbol(quantity: Quantity, notation: Notation) -> Typeset:
    """The symbol of one number, in its family's colour; sample 3's is marked @3."""
    mark = f"@{quantity.sample}" if quantity.sample is not None else ""
    latex, text = notation.latex_element(quantity), notation.element(quantity)
    small = rf"{{\scriptstyle {mark}}}" if mark else ""
    level = SUM if quantity.kind == "diff" else ATOM
    return atom(_tinted(latex + small, quantity), text + mark, glyphs(text) + 0.7 * glyphs(mark), level)


def _lettered(letter: Lettered, notation: Notation) -> Typeset:
    kind, layer = letter.quantity.kind, letter.quantity.layer
    below = "".join(letter.letters)
    mark = f"@{letter.sample}" if letter.sample else ""
    small = rf"{{\scriptstyle {mark}}}" if mark else ""
    index = f"_{{{below}}}" if below else ""
    latex, text = notation.latex(kind, layer), notation.symbol(kind, layer)
    if kind in ("da", "dx"):
        of = notation.latex("a", layer)
        latex = rf"\frac{{\partial {notation.loss}}}{{\partial {of}{index}}}"
    else:
        latex += index
    text += below.translate(LOWERED)
    return atom(_tinted(latex + small, letter.quantity), text + mark, glyphs(text) + 0.7 * glyphs(mark))


def _tinted(latex: str, quantity: Quantity) -> str:
    return rf"\{'backward' if KINDS[quantity.kind].backward else 'forward'}{{{latex}}}"
