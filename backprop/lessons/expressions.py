"""A formula as a small tree, from which it is written in symbols, written in numbers, and evaluated."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from backprop.core.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the network, and the part it plays in the formula, such as "upstream gradient"."""

    quantity: Quantity
    role: str


@dataclass(frozen=True, slots=True)
class Lettered:
    """The number of some unit, as it stands behind a Σ: W with the letters ("i", "1") for its indices."""

    quantity: Quantity
    letters: tuple[str, ...]
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that belongs to the formula: 2, ½, 1/n, η; with a symbol, or written in digits."""

    value: Fraction | float
    latex: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms added up; one that is `Negative` is written with a minus."""

    terms: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Sigma:
    """Σ over `index` of `general`, with lettered indices; and `terms`, the same sum written out."""

    index: str
    general: "Expression"
    terms: Sum


@dataclass(frozen=True, slots=True)
class Rest:
    """The terms in the middle of a long sum: a count and, in numbers, what they add up to."""

    terms: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Factors multiplied."""

    factors: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """One expression above another."""

    above: "Expression"
    below: "Expression"


@dataclass(frozen=True, slots=True)
class Power:
    """A whole power, in practice a square."""

    base: "Expression"
    exponent: int


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus an expression."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A function by its name: exp (written eᶻ), ln, tanh, max, σ, Φ, φ; f and f′ stand in rules only."""

    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A function defined by the sign of z: all its cases, and the one that applies here."""

    positive: "Expression"
    otherwise: "Expression"
    z: Number
    is_positive: bool

    @property
    def chosen(self) -> "Expression":
        """The case that applies."""
        return self.positive if self.is_positive else self.otherwise


Expression: TypeAlias = (
    Number | Lettered | Constant | Sum | Sigma | Rest | Product | Quotient | Power | Negative | Call | Branch
)

ZERO, ONE, TWO = Constant(Fraction(0)), Constant(Fraction(1)), Constant(Fraction(2))
HALF = Constant(Fraction(1, 2), r"\tfrac{1}{2}", "1/2")
LONGEST_SUM = 6  # terms that are written out


def minus(first: Expression, second: Expression) -> Sum:
    """first − second."""
    return Sum((first, Negative(second)))


def one_over(n: int) -> Constant:
    """1/n, the weight of one among n."""
    return Constant(Fraction(1, n), rf"\tfrac{{1}}{{{n}}}", f"1/{n}")


def times(*factors: Expression) -> Expression:
    """The product of the factors; a factor 1 is left out."""
    kept = tuple(factor for factor in factors if factor != ONE)
    return kept[0] if len(kept) == 1 else Product(kept)


def long_sum(terms: list[Expression], index: str, general: Expression) -> Expression:
    """Σ terms, a long sum shortened in the middle; a single term stands alone."""
    return terms[0] if len(terms) == 1 else Sigma(index, general, shortened(terms))


def shortened(terms: list[Expression]) -> Sum:
    """All terms, or the first three, a count of those left out, and the last two."""
    if len(terms) <= LONGEST_SUM:
        return Sum(tuple(terms))
    return Sum((*terms[:3], Rest(tuple(terms[3:-2])), *terms[-2:]))


def numbers_in(expression: Expression) -> Iterator[Number]:
    """Every number of the network in the formula, in reading order, those left out of a long sum included."""
    match expression:
        case Number():
            yield expression
        case Sum(terms=parts) | Rest(terms=parts) | Product(factors=parts) | Call(arguments=parts):
            for part in parts:
                yield from numbers_in(part)
        case Sigma(terms=terms):
            yield from numbers_in(terms)
        case Quotient(above=above, below=below):
            yield from numbers_in(above)
            yield from numbers_in(below)
        case Power(base=inner) | Negative(of=inner):
            yield from numbers_in(inner)
        case Branch():
            yield expression.z
            yield from numbers_in(expression.chosen)
        case _:
            return
