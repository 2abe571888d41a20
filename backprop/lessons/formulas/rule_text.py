"""A rule of whole arrays in one short line of text, as it stands beside a picture: (ŷ − t)/(ŷ(1 − ŷ))."""

from collections.abc import Callable
from typing import Any

from backprop.lessons.formulas.expressions import (
    ZERO,
    Branch,
    Call,
    Constant,
    Expression,
    Negative,
    Product,
    Quotient,
    Sum,
    Table,
    Total,
)
from backprop.lessons.formulas.trees import signed
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.notation.writing import ATOM, PRODUCT, SUM

Text = tuple[str, int]  # and how tightly it binds


def rule_text(expression: Expression, notation: Notation) -> str:
    """The rule in symbols; all products are by element."""
    return _text(expression, notation)[0]


def _text(expression: Expression, notation: Notation) -> Text:
    return _WRITE[type(expression)](expression, notation)


def _bound(expression: Expression, notation: Notation, level: int) -> str:
    text, own = _text(expression, notation)
    return text if own >= level else f"({text})"


def _sum(total: Sum, notation: Notation) -> Text:
    text = _text(total.terms[0], notation)[0]
    for subtracted, term in signed(total):
        text += f" {'−' if subtracted else '+'} {_bound(term, notation, PRODUCT)}"
    return text, SUM


def _product(product: Product, notation: Notation) -> Text:
    """A factor in parentheses needs no sign before it."""
    text = ""
    for factor in product.factors:
        part = _bound(factor, notation, PRODUCT)
        text += part if not text or part.startswith("(") else f" · {part}"
    return text, PRODUCT


def _branch(branch: Branch, notation: Notation) -> Text:
    subject, first = _text(branch.subject, notation)[0], _text(branch.first, notation)[0]
    if branch.otherwise != ZERO:
        raise TypeError("in one line only a function that is else 0 is written by cases")
    return f"{first} · [{subject} {branch.sign} {branch.bound}]", PRODUCT


def _call(call: Call, notation: Notation) -> Text:
    return f"{call.name}({', '.join(_text(argument, notation)[0] for argument in call.arguments)})", ATOM


def _constant(constant: Constant, notation: Notation) -> Text:
    text = constant.text or str(constant.value).replace("-", "−")
    return text, SUM if text.startswith("−") else PRODUCT if "/" in text else ATOM


_WRITE: dict[type, Callable[[Any, Notation], Text]] = {
    Table: lambda e, notation: (notation.symbol(e.kind, e.layer), ATOM),
    Constant: _constant,
    Sum: _sum,
    Product: _product,
    Quotient: lambda e, n: (f"{_bound(e.above, n, PRODUCT)}/{_bound(e.below, n, ATOM)}", PRODUCT),
    Negative: lambda e, n: (f"−{_bound(e.of, n, PRODUCT)}", SUM),
    Call: _call,
    Branch: _branch,
    Total: lambda e, n: (f"Σ{_bound(e.of, n, ATOM)}", ATOM),
}
