"""A formula of whole arrays as a line of NumPy, with the names of the screen: dW1 = x.T @ delta1 / 3."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from backprop.core.quantities import array_name
from backprop.lessons.formulas.expressions import (
    Apply,
    Branch,
    Call,
    Columns,
    Constant,
    Diagonal,
    Dot,
    Expression,
    MatMul,
    Named,
    Negative,
    Norm,
    Power,
    Product,
    Quotient,
    Spread,
    Sum,
    Table,
    Total,
)
from backprop.lessons.formulas.functions import COMPARISONS, FUNCTIONS
from backprop.lessons.formulas.matrix_rules import TARGET, Setting
from backprop.lessons.formulas.trees import nodes, signed
from backprop.lessons.notation.writing import ATOM, PRODUCT, SUM

Line = tuple[str, int]  # the text, and how tightly it binds
ETA = "eta"


def numpy_line(expression: Expression, s: Setting, *, keep: bool = False) -> str:
    """The right-hand side of a line that computes a formula for all samples at once.

    A sum over outputs at its end gives one number a sample, (samples,); with `keep` it stays a column. Beside the
    targets t the last activation is called y.
    """
    prediction = "y" if TARGET in nodes(expression) else array_name("a", s.last)
    return _Writer(s.last, prediction, keep).write(expression)[0]


@dataclass(frozen=True, slots=True)
class _Writer:
    last: int
    prediction: str
    keep: bool

    @property
    def sum(self) -> str:
        return ".sum(axis=1, keepdims=True)" if self.keep else ".sum(axis=1)"

    def write(self, expression: Expression) -> Line:
        return _WRITE[type(expression)](self, expression)

    def bound(self, expression: Expression, level: int) -> str:
        text, own = self.write(expression)
        return text if own >= level else f"({text})"

    def inside(self) -> "_Writer":
        """For what is combined with rows: there a sum over outputs is a column."""
        return replace(self, keep=True)

    def table(self, table: Table) -> Line:
        name = array_name(table.kind, table.layer)
        if table.kind == "a" and table.layer in (0, self.last):
            name = self.prediction if table.layer else "x"
        return name + (".T" if table.turned else ""), ATOM

    def constant(self, constant: Constant) -> Line:
        if constant.text == "η":
            return ETA, ATOM
        if isinstance(constant.value, Fraction) and constant.text:
            return constant.text.replace("/", " / "), PRODUCT if "/" in constant.text else ATOM
        return f"{float(constant.value):g}", ATOM if constant.value >= 0 else SUM

    def total_of_terms(self, total: Sum) -> Line:
        text = self.bound(total.terms[0], SUM)
        for subtracted, term in signed(total):
            text += f" {'-' if subtracted else '+'} {self.bound(term, PRODUCT)}"
        return text, SUM

    def product(self, product: Product) -> Line:
        """Factors in their order; 1/n stands behind what is no sum in parentheses, and so does ½."""
        first, *others = product.factors
        if len(others) == 1 and isinstance(first, Constant) and first.text.startswith("1/"):
            text, level = self.write(others[0])
            if level > SUM:
                return f"{text} / {first.text[2:]}", PRODUCT
        writer = self if isinstance(first, Constant) else self.inside()
        parts = [writer.bound(first, PRODUCT)]
        parts += [writer.bound(factor, PRODUCT if not _divides(factor) else ATOM) for factor in others]
        return " * ".join(parts), PRODUCT

    def quotient(self, quotient: Quotient) -> Line:
        return f"{self.bound(quotient.above, PRODUCT)} / {self.bound(quotient.below, ATOM)}", PRODUCT

    def negative(self, negative: Negative) -> Line:
        return f"-{self.bound(negative.of, PRODUCT)}", PRODUCT

    def branch(self, branch: Branch) -> Line:
        write = self.inside().write
        sign = COMPARISONS[branch.sign].numpy
        case = f"{write(branch.subject)[0]} {sign} {branch.bound}"
        if branch.otherwise == Constant(Fraction(0)):
            return f"{self.inside().bound(branch.first, PRODUCT)} * ({case})", PRODUCT
        return f"np.where({case}, {write(branch.first)[0]}, {write(branch.otherwise)[0]})", ATOM

    def apply(self, apply: Apply) -> Line:
        argument, level = self.write(apply.of)
        if apply.function == "identity" and not apply.slope:
            return argument, level
        return f"{apply.function}{'_slope' if apply.slope else ''}({argument})", ATOM

    def call(self, call: Call) -> Line:
        return FUNCTIONS[call.name].numpy.format(*(self.write(part)[0] for part in call.arguments)), ATOM

    def columns(self, columns: Columns) -> Line:
        return f"{self.bound(columns.of, ATOM)}[:, :{columns.count}]{'.T' if columns.turned else ''}", ATOM

    def total(self, total: Total) -> Line:
        ways = {"outputs": self.sum, "samples": ".sum(axis=0)", "senders": ".sum(axis=1)", "all": ".sum()"}
        return self.bound(total.of, ATOM) + ways[total.over], ATOM


def _divides(factor: Expression) -> bool:
    return isinstance(factor, Quotient) or (isinstance(factor, Product) and len(factor.factors) > 1)


_WRITE: dict[type, Callable[[_Writer, Any], Line]] = {
    Table: _Writer.table,
    Constant: _Writer.constant,
    Sum: _Writer.total_of_terms,
    Product: _Writer.product,
    Quotient: _Writer.quotient,
    Power: lambda w, e: (f"{w.bound(e.base, ATOM)} ** {e.exponent}", PRODUCT),
    Negative: _Writer.negative,
    MatMul: lambda w, e: (f"{w.bound(e.left, PRODUCT)} @ {w.bound(e.right, ATOM)}", PRODUCT),
    Dot: lambda w, e: (f"({w.bound(e.left, PRODUCT)} * {w.bound(e.right, ATOM)}){w.sum}", ATOM),
    Norm: lambda w, e: (f"({w.bound(e.of, ATOM)} ** 2){w.sum}", ATOM),
    Total: _Writer.total,
    Diagonal: lambda w, e: (f"np.diag({w.bound(e.of, ATOM)}[0])", ATOM),  # of one sample
    Apply: _Writer.apply,
    Branch: _Writer.branch,
    Named: lambda w, e: w.write(e.body),
    Call: _Writer.call,
    Columns: _Writer.columns,
    Spread: lambda w, e: (f"{w.bound(e.of, ATOM)}[:, None, :]", ATOM),
}
