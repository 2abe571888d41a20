"""What can be done with any formula's tree: walk through it, exchange a part of it, decide its cases."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from backprop.lessons.arithmetic import Leaf, as_float, evaluate
from backprop.lessons.expressions import (
    NODES,
    Branch,
    Constant,
    Expression,
    Named,
    Number,
    Product,
    Sigma,
    Sum,
    times,
)
from backprop.lessons.functions import COMPARISONS


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


def numbers_in(expression: Expression) -> Iterator[Number]:
    """Every number of the network in the formula, in reading order, those left out of a long sum included.

    Of a function by cases they are those that decide the case, and those of the case that applies.
    """
    if isinstance(expression, Number):
        yield expression
        return
    counted = parts(expression)
    if isinstance(expression, Sigma):
        counted = iter((expression.terms,))
    elif isinstance(expression, Branch):
        counted = iter((expression.subject, expression.chosen))
    elif isinstance(expression, Named):
        counted = iter((expression.body,))
    for part in counted:
        yield from numbers_in(part)
