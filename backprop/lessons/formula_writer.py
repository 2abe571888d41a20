"""How each part of a formula is written: with Σ, in the symbols of this network, or with its numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from backprop.core.quantities import KINDS, Quantity
from backprop.lessons.digits import written
from backprop.lessons.expressions import (
    Branch,
    Call,
    Constant,
    Expression,
    Lettered,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Rest,
    Sigma,
    Sum,
)
from backprop.lessons.guard_digits import subtotal
from backprop.lessons.symbols import Notation
from backprop.lessons.writing import (
    ATOM,
    PLUS,
    POWER,
    PRODUCT,
    SUM,
    TIMES,
    Written,
    atom,
    embrace,
    glyphs,
    join,
    parenthesised,
)

Manner = Literal["general", "symbols", "numbers"]
LOWERED = str.maketrans("0123456789ijks", "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₛ")
_FRACTION = 24  # glyphs; a wider one is written with a slash, which can be broken
_FUNCTIONS = {"ln": r"\ln", "tanh": r"\tanh", "max": r"\max", "σ": r"\sigma", "Φ": r"\Phi", "φ": r"\varphi"}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes expressions for one network; numbers come from `true`, with `digits` significant digits."""

    notation: Notation
    manner: Manner
    true: Callable[[Number], float]
    digits: int = 6

    def write(self, expression: Expression) -> Written:  # noqa: PLR0911 - one line a kind
        """LaTeX and text of an expression."""
        match expression:
            case Number(quantity=quantity):
                return (
                    self._number(expression) if self.manner == "numbers" else symbol(quantity, self.notation)
                )
            case Lettered():
                return _lettered(expression, self.notation)
            case Constant():
                return self._constant(expression)
            case Sum():
                return self._sum(expression)
            case Sigma():
                return self._sigma(expression)
            case Rest():
                return self._rest(expression)
            case Product(factors=factors):
                return self._product(factors)
            case Quotient(above=above, below=below):
                return self._quotient(self.write(above), self.write(below))
            case Power(base=base, exponent=exponent):
                raised = (f"^{{{exponent}}}", "²" if exponent == 2 else f"^{exponent}")
                return embrace(self._bound(base, ATOM), ("", ""), raised, POWER)
            case Negative(of=inner):
                return embrace(self._bound(inner, PRODUCT), ("-", "−"), ("", ""), SUM)
            case Call(name=name, arguments=arguments):
                return self._call(name, [self.write(argument) for argument in arguments])
            case Branch():
                return self._branch(expression) if self.manner == "general" else self.write(expression.chosen)

    def _bound(self, expression: Expression, level: int) -> Written:
        inner = self.write(expression)
        return inner if inner.level >= level else parenthesised(inner)

    def _number(self, number: Number) -> Written:
        latex, text = written(self.true(number), self.digits)
        level = SUM if text.startswith("−") else PRODUCT if "×" in text else ATOM
        return atom(_tinted(latex, number.quantity), text, level=level)

    def _constant(self, constant: Constant) -> Written:
        if constant.text and (self.manner != "numbers" or isinstance(constant.value, Fraction)):
            return atom(
                constant.latex, constant.text, width=1, level=PRODUCT if "/" in constant.text else ATOM
            )
        latex, text = written(float(constant.value), self.digits)
        return atom(latex, text, level=SUM if text.startswith("−") else ATOM)

    def _sum(self, total: Sum) -> Written:
        parts: list[Written] = []
        for place, term in enumerate(total.terms):
            if place and isinstance(term, Negative):
                parts[-1] = join([parts[-1], self._bound(term.of, PRODUCT)], "-", " − ", PLUS, SUM)
            else:
                part = self.write(term)
                parts.append(parenthesised(part) if place and part.level == SUM else part)
        return join(parts, "+", " + ", PLUS, SUM)

    def _sigma(self, sigma: Sigma) -> Written:
        if self.manner != "general":
            return self.write(sigma.terms)
        sign = (rf"\sum_{{{sigma.index}}} ", f"Σ{sigma.index.translate(LOWERED)} ")
        return embrace(self._bound(sigma.general, PRODUCT), sign, ("", ""), PRODUCT)

    def _rest(self, rest: Rest) -> Written:
        count = len(rest.terms)
        if self.manner != "numbers":
            return atom(r"\cdots", f"… {count} more …", width=2.4)
        latex, text = written(subtotal(rest, self.true), self.digits)
        label = f"{count} more: {text}"
        latex = rf"\underbrace{{\cdots}}_{{{count}\text{{ more: }}{latex}}}"
        return atom(latex, f"[{label}]", width=0.7 * glyphs(label) + 1.0)

    def _product(self, factors: tuple[Expression, ...]) -> Written:
        parts = [self._bound(factor, PRODUCT) for factor in factors]
        sign = (r"\cdot", TIMES) if self.manner == "numbers" else (r"\,", 0.3)
        return join(parts, sign[0], " · ", sign[1], PRODUCT)

    def _quotient(self, above: Written, below: Written) -> Written:
        top = above.text if above.level > PRODUCT else f"({above.text})"
        bottom = below.text if below.level > PRODUCT else f"({below.text})"
        if max(above.width, below.width) <= _FRACTION:
            latex = rf"\frac{{{above.latex}}}{{{below.latex}}}"
            return atom(latex, f"{top} / {bottom}", width=max(above.width, below.width), level=PRODUCT)
        sides = [part if part.level > PRODUCT else parenthesised(part) for part in (above, below)]
        return join(sides, r"\big/", " / ", 1.0, PRODUCT)

    def _call(self, name: str, arguments: list[Written]) -> Written:
        if name == "exp":
            (inner,) = arguments
            return atom(
                rf"e^{{{inner.latex}}}", f"e^({inner.text})", width=1 + 0.7 * inner.width, level=POWER
            )
        inside = join(arguments, ",", ", ", 1.0, SUM) if len(arguments) > 1 else arguments[0]
        brackets = parenthesised(inside)
        return embrace(brackets, (_FUNCTIONS.get(name, name), name), ("", ""), POWER)

    def _branch(self, branch: Branch) -> Written:
        positive, otherwise, z = (self.write(part) for part in (branch.positive, branch.otherwise, branch.z))
        latex = (
            rf"\begin{{cases}} {positive.latex} & {z.latex} > 0 \\"
            rf" {otherwise.latex} & {z.latex} \le 0 \end{{cases}}"
        )
        text = f"{positive.text} if {z.text} > 0, {otherwise.text} otherwise"
        return atom(latex, text, width=max(positive.width, otherwise.width) + z.width + 5)


def symbol(quantity: Quantity, notation: Notation) -> Written:
    """The symbol of one number, in its family's colour; sample 3's is marked @3."""
    mark = f"@{quantity.sample}" if quantity.sample is not None else ""
    latex, text = notation.latex_element(quantity), notation.element(quantity)
    small = rf"{{\scriptstyle {mark}}}" if mark else ""
    level = SUM if quantity.kind == "diff" else ATOM
    return atom(_tinted(latex + small, quantity), text + mark, glyphs(text) + 0.7 * glyphs(mark), level)


def _lettered(letter: Lettered, notation: Notation) -> Written:
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
