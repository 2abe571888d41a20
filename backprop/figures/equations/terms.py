"""A rule of whole arrays as it is drawn: arrays, and the words between them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backprop.core.activations import ACTIVATIONS
from backprop.lessons.formulas.expressions import (
    Apply,
    Constant,
    Expression,
    MatMul,
    Negative,
    Product,
    Sum,
    Table,
    Total,
)
from backprop.lessons.formulas.trees import nodes, signed
from backprop.lessons.notation.writing import ATOM, PRODUCT, SUM, merged


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two arrays, with a word above it; one that `closes` belongs to the array before it."""

    text: str
    above: str = ""
    closes: bool = False


Token = Table | Word
Tokens = tuple[list[Token], int]  # and how tightly they bind


def drawn(expression: Expression) -> list[Token]:
    """Arrays and words in a row; neighbouring words are one."""
    return merged(_tokens(expression)[0], _one)


def _one(first: Token, second: Token) -> Token | None:
    """Two words as one, if they are."""
    if isinstance(first, Table) or isinstance(second, Table) or first.closes != second.closes:
        return None
    return Word(f"{first.text} {second.text}", first.above + second.above, first.closes)


def can_be_drawn(expression: Expression) -> bool:
    """Whether it is made of arrays, sums, and products with numbers alone."""
    return all(isinstance(node, Table | Constant | Sum | Negative | Product) for node in nodes(expression))


def _tokens(expression: Expression) -> Tokens:
    return _DRAW[type(expression)](expression)


def _bound(expression: Expression, level: int) -> list[Token]:
    found, own = _tokens(expression)
    return found if own >= level else [Word("("), *found, Word(")", closes=True)]


def _sum(total: Sum) -> Tokens:
    found = list(_tokens(total.terms[0])[0])
    for subtracted, term in signed(total):
        found += [Word("−" if subtracted else "+"), *_bound(term, PRODUCT)]
    return found, SUM


def _product(product: Product) -> Tokens:
    found: list[Token] = []
    for before, factor in zip([None, *product.factors], product.factors, strict=False):
        if isinstance(before, Constant):
            found += [] if isinstance(factor, Total) else [Word("·")]  # 1/4 Σ
        elif before is not None:
            found.append(Word("⊙"))
        found += _bound(factor, PRODUCT)
    return found, PRODUCT


def _constant(constant: Constant) -> Tokens:
    is_symbol = constant.text and not isinstance(constant.value, float)
    return [Word(constant.text if is_symbol else f"{float(constant.value):g}")], ATOM


def _apply(apply: Apply) -> Tokens:
    """z → a."""
    over = "σ" if apply.function == "sigmoid" else ACTIVATIONS[apply.function].words
    return [*_tokens(apply.of)[0], Word("→", over)], ATOM


_DRAW: dict[type, Callable[[Any], Tokens]] = {
    Table: lambda e: ([e], ATOM),
    Constant: _constant,
    Sum: _sum,
    Product: _product,
    MatMul: lambda e: ([*_bound(e.left, PRODUCT), Word("·"), *_bound(e.right, ATOM)], PRODUCT),
    Total: lambda e: ([Word("Σ"), *_bound(e.of, ATOM)], PRODUCT),
    Apply: _apply,
}
