"""A formula of whole arrays as what is written: arrays, and the signs between them, as LaTeX and as text."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from backprop.lessons.formulas.activations import ACTIVATION_RULES
from backprop.lessons.formulas.expressions import (
    ZERO,
    Apply,
    Branch,
    Call,
    Constant,
    Diagonal,
    Dot,
    Expression,
    MatMul,
    Named,
    Negative,
    Norm,
    Product,
    Quotient,
    Sum,
    Table,
    Total,
)
from backprop.lessons.formulas.functions import COMPARISONS, FUNCTIONS
from backprop.lessons.formulas.trees import rebuilt, signed
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.notation.writing import ATOM, PRODUCT, SUM, merged

ONES = Table("ones")  # the row of ones that adds up the samples


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands between arrays; one that `closes` belongs to the array before it, any other to the one behind."""

    latex: str
    text: str
    closes: bool = False


Token = Table | Sign
TIMES, EACH, BY = Sign(r"\,", " · "), Sign(r"\odot", " ⊙ "), Sign(r"\oslash", " ⊘ ")
PLUS, MINUS, COMMA = Sign("+", " + "), Sign("-", " − "), Sign(",", ", ")


@dataclass(frozen=True, slots=True)
class MatrixWriter:
    """Writes for one network; with `numbers`, constants are digits and functions have their own names."""

    notation: Notation
    numbers: bool = False

    def write(self, expression: Expression) -> list[Token]:
        """Arrays and signs in a row; neighbouring signs are one, but for a fraction and the bracket behind it."""
        return merged(self.tokens(expression)[0], _one)

    def tokens(self, expression: Expression) -> tuple[list[Token], int]:
        """The same before signs are joined, and how tightly the whole binds."""
        return _WRITE[type(expression)](self, expression)

    def bound(self, expression: Expression, level: int) -> list[Token]:
        """In parentheses where it binds less tightly than that; larger ones where others stand inside."""
        found, own = self.tokens(expression)
        if own >= level:
            return found
        large = any(isinstance(token, Sign) and token.text.endswith("(") for token in found)
        left, right = (r"\bigl(", r"\bigr)") if large else ("(", ")")
        return [Sign(left, "("), *found, Sign(right, ")", closes=True)]

    def constant(self, constant: Constant) -> tuple[list[Token], int]:
        if constant.text and not (self.numbers and isinstance(constant.value, float)):
            return [Sign(constant.latex, constant.text)], PRODUCT if "/" in constant.text else ATOM
        value = constant.value
        digits = str(value) if isinstance(value, Fraction) else repr(value)
        return [Sign(digits, digits.replace("-", "−"))], ATOM if value >= 0 else SUM

    def sum(self, total: Sum) -> tuple[list[Token], int]:
        found = list(self.tokens(total.terms[0])[0])
        for subtracted, term in signed(total):
            found += [MINUS if subtracted else PLUS, *self.bound(term, PRODUCT)]
        return found, SUM

    def product(self, product: Product) -> tuple[list[Token], int]:
        """Plain numbers first; between arrays the product is by element."""
        factors = sorted(product.factors, key=lambda factor: not isinstance(factor, Constant))
        found: list[Token] = []
        for before, factor in zip([None, *factors], factors, strict=False):
            if before is not None:
                found.append(TIMES if isinstance(before, Constant) else EACH)
            found += self.bound(factor, PRODUCT)
        return found, PRODUCT

    def quotient(self, quotient: Quotient) -> tuple[list[Token], int]:
        return [*self.bound(quotient.above, PRODUCT), BY, *self.bound(quotient.below, ATOM)], PRODUCT

    def negative(self, negative: Negative) -> tuple[list[Token], int]:
        return [Sign("-", "−"), *self.bound(negative.of, PRODUCT)], SUM

    def matrix_product(self, product: MatMul) -> tuple[list[Token], int]:
        left, right = self.bound(product.left, PRODUCT), self.bound(product.right, ATOM)
        first = right[0]
        sign = Sign("", " · ") if isinstance(first, Sign) and first.latex.startswith("\\") else TIMES
        return [*left, sign, *right], PRODUCT

    def dot(self, dot: Dot) -> tuple[list[Token], int]:
        return self.matrix_product(MatMul(dot.left, turned(dot.right)))

    def total(self, total: Total) -> tuple[list[Token], int]:
        match total.over:
            case "samples" if self.notation.samples == 1:
                return self.tokens(total.of)
            case "samples":
                return self.matrix_product(MatMul(ONES, total.of))
            case "outputs":
                return [Sign(r"\textstyle\sum ", "Σ "), *self.bound(total.of, PRODUCT)], PRODUCT
        raise TypeError(f"a sum over {total.over} is written in programs only")

    def apply(self, apply: Apply) -> tuple[list[Token], int]:
        """f(z), or by the function's own name among numbers and for a slope: f′(z) = f′(z) would say nothing."""
        if apply.function == "identity" and not apply.slope:
            return self.tokens(apply.of)
        rule, prime = ACTIVATION_RULES[apply.function], "'" if apply.slope else ""
        word = rule.word if self.numbers or apply.slope or rule.own_symbol else "f"
        latex = rule.own_symbol or (rf"\operatorname{{{word}}}" if word != "f" else word)
        return self.called(f"{latex}{prime}", f"{word}{'′' if apply.slope else ''}", [apply.of])

    def called(self, latex: str, text: str, arguments: list[Expression]) -> tuple[list[Token], int]:
        """A function with its arguments in parentheses."""
        inside: list[Token] = []
        for place, argument in enumerate(arguments):
            inside += [*([COMMA] if place else []), *self.tokens(argument)[0]]
        return [Sign(f"{latex}(", f"{text}("), *inside, Sign(")", ")", closes=True)], ATOM

    def call(self, call: Call) -> tuple[list[Token], int]:
        if call.name == "abs":
            inside = self.tokens(call.arguments[0])[0]
            return [Sign(r"\lvert ", "|"), *inside, Sign(r"\rvert ", "|", closes=True)], ATOM
        return self.called(FUNCTIONS[call.name].latex, call.name, list(call.arguments))

    def branch(self, branch: Branch) -> tuple[list[Token], int]:
        """By element the first case times 1 where it holds, and 0 where it does not: x ⊙ [z > 0]."""
        if branch.otherwise != ZERO:
            raise TypeError("of whole rows a function by cases is written by a name")
        sign = COMPARISONS[branch.sign]
        opened = Sign(r"\odot\bigl[", " ⊙ [")
        closed = Sign(rf" {sign.latex} {branch.bound}\bigr]", f" {branch.sign} {branch.bound}]", closes=True)
        return [*self.tokens(branch.first)[0], opened, *self.tokens(branch.subject)[0], closed], PRODUCT


def _one(first: Token, second: Token) -> Token | None:
    """Two signs as one, if they are."""
    if isinstance(first, Table) or isinstance(second, Table) or first.closes != second.closes:
        return None
    if "/" in first.text and first.text.endswith(TIMES.text) and second.text in ("(", "‖"):
        return None
    return Sign(first.latex + second.latex, first.text + second.text, first.closes)


def turned(expression: Expression) -> Expression:
    """The transpose, of an expression in which all is by element."""
    if isinstance(expression, Table):
        return replace(expression, turned=not expression.turned)
    return rebuilt(expression, turned)


def _enclosed(left: Sign, right: Sign) -> Callable[[MatrixWriter, Any], tuple[list[Token], int]]:
    return lambda writer, e: ([left, *writer.tokens(e.of)[0], right], ATOM)


_WRITE: dict[type, Callable[[MatrixWriter, Any], tuple[list[Token], int]]] = {
    Table: lambda writer, e: ([e], ATOM),
    Constant: MatrixWriter.constant,
    Sum: MatrixWriter.sum,
    Product: MatrixWriter.product,
    Quotient: MatrixWriter.quotient,
    Negative: MatrixWriter.negative,
    MatMul: MatrixWriter.matrix_product,
    Dot: MatrixWriter.dot,
    Norm: _enclosed(Sign(r"\lVert", "‖"), Sign(r"\rVert^{2}", "‖²", closes=True)),
    Diagonal: _enclosed(Sign(r"\operatorname{diag}(", "diag("), Sign(")", ")", closes=True)),
    Total: MatrixWriter.total,
    Apply: MatrixWriter.apply,
    Call: MatrixWriter.call,
    Named: lambda writer, e: writer.called(rf"\operatorname{{{e.name}}}", e.name, [e.argument]),
    Branch: MatrixWriter.branch,
}
