"""What can be done with any formula's tree: walk through it, exchange a part of it, decide its cases."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from backprop.lessons.formulas.arithmetic import Leaf, as_float, evaluate
from backprop.lessons.formulas.expressions import (
    NODES,
    Branch,
    Constant,
    Expression,
    Named,
    Negative,
    Number,
    Product,
    Sigma,
    Sum,
    times,
)
from backprop.lessons.formulas.functions import COMPARISONS


def parts(expression: Expression) -> Iterator[Expression]:
    """The expressions that one is made of directly, in reading order."""
    for field in fields(expression):
        value = getattr(expression, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, NODES):
                yield part


def nodes(expression: Expression) -> Iterator[Expression]:
    """The expression itself and everything in it."""
    yield expression
    for part in parts(expression):
        yield from nodes(part)


def signed(total: Sum) -> Iterator[tuple[bool, Expression]]:
    """Every term of a sum but the first: whether it is subtracted, and what is added or subtracted."""
    for term in total.terms[1:]:
        yield (True, term.of) if isinstance(term, Negative) else (False, term)


def rebuilt(expression: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The same expression of changed parts."""
    changed: dict[str, Any] = {}
    for field in fields(expression):
        value = getattr(expression, field.name)
        if isinstance(value, NODES):
            changed[field.name] = change(value)
        elif isinstance(value, tuple) and any(isinstance(part, NODES) for part in value):
            changed[field.name] = tuple(change(part) for part in value)
    made: Expression = replace(expression, **changed) if changed else expression
    return made


def exchanged(expression: Expression, old: Expression, new: Expression) -> Expression:
    """The expression with `new` wherever `old` stands in it."""
    return new if expression == old else rebuilt(expression, lambda part: exchanged(part, old, new))


def tidied(expression: Expression) -> Expression:
    """The expression without factors 1, and with 2 in place of 2/1."""
    found = rebuilt(expression, tidied)
    if isinstance(found, Constant) and found.text.endswith("/1"):
        return Constant(found.value)
    return times(*found.factors) if isinstance(found, Product) else found


def decided(expression: Expression, true: Leaf) -> Expression:
    """The expression with every case decided by the `true` values of its numbers; behind a Σ no case is."""
    if isinstance(expression, Sigma):
        written_out = decided(expression.terms, true)
        assert isinstance(written_out, Sum)
        return replace(expression, terms=written_out)
    found = rebuilt(expression, lambda part: decided(part, true))
    if not isinstance(found, Branch):
        return found
    subject = as_float(evaluate(found.subject, true))
    return replace(found, applies=bool(COMPARISONS[found.sign].of(subject, found.bound)))


def counted(expression: Expression) -> Iterator[Expression]:
    """The expression itself and everything in it that its value depends on, in reading order.

    Of a sum behind a Σ that is its written-out terms; of a function by cases what decides the case, and the case.
    """
    yield expression
    ways = iter(parts(expression))
    if isinstance(expression, Sigma):
        ways = iter((expression.terms,))
    elif isinstance(expression, Branch):
        ways = iter((expression.subject, expression.chosen))
    elif isinstance(expression, Named):
        ways = iter((expression.body,))
    for part in ways:
        yield from counted(part)


def numbers_in(expression: Expression) -> Iterator[Number]:
    """Every number of the network that the formula's value depends on, those left out of a long sum included."""
    return (node for node in counted(expression) if isinstance(node, Number))
