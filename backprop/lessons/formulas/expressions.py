"""A formula as a small tree, from which it is evaluated, written, drawn, and turned into a line of NumPy.

The same nodes say what a number is made of and what a whole array is made of: between arrays a `Product` is by
element. `Table` and what follows it stand for arrays alone.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias, get_args

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
    """A function by cases: `first` where `subject` is `sign` ("<", "≤", ">") than `bound`, else `otherwise`.

    `applies` says whether it is the first one here; None before that is decided, and for whole arrays.
    """

    first: "Expression"
    otherwise: "Expression"
    subject: "Expression"
    sign: str = ">"
    bound: int = 0
    applies: bool | None = None

    @property
    def chosen(self) -> "Expression":
        """The case that applies. Raises TypeError where that has not been decided."""
        if self.applies is None:
            raise TypeError("it is not decided which case applies")
        return self.first if self.applies else self.otherwise


@dataclass(frozen=True, slots=True)
class Named:
    """A function that has a name, of `argument`, and what it is: `body`, in which the argument is put in."""

    name: str
    argument: "Expression"
    body: "Expression"


@dataclass(frozen=True, slots=True)
class Table:
    """A whole array: matrix, row of biases, or one row a sample. `turned` is its transpose.

    Where a formula shows one sample's row, an array with `every` shows those of all samples all the same.
    """

    kind: str
    layer: int = 0
    turned: bool = False
    every: bool = False


@dataclass(frozen=True, slots=True)
class MatMul:
    """The product of two matrices."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Dot:
    """Of two rows the sum of the products of their elements: the first times the second transposed."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Norm:
    """The squared length of a row: the sum of its squares."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over outputs (one number a row), over samples (one row), over the senders of a layer, or over all."""

    of: "Expression"
    over: str = "outputs"


@dataclass(frozen=True, slots=True)
class Diagonal:
    """The matrix that has a row on its diagonal."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Apply:
    """An activation function, by its key, or its slope, of every element; softmax of every row."""

    function: str
    of: "Expression"
    slope: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The first columns of an array; `turned`, their transpose."""

    of: "Expression"
    count: int
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """Rows that meet a matrix each, all of its rows at once: (samples, 1, n)."""

    of: "Expression"


Expression: TypeAlias = (
    Number | Lettered | Constant | Sum | Sigma | Rest | Product | Quotient | Power | Negative | Call | Branch
    | Named | Table | MatMul | Dot | Norm | Total | Diagonal | Apply | Columns | Spread
)  # fmt: skip
NODES = get_args(Expression)

ZERO, ONE, TWO = Constant(Fraction(0)), Constant(Fraction(1)), Constant(Fraction(2))
HALF = Constant(Fraction(1, 2), r"\tfrac{1}{2}", "1/2")
LONGEST_SUM = 6  # terms that are written out


def minus(first: Expression, second: Expression) -> Sum:
    """first − second."""
    return Sum((first, Negative(second)))


def fraction(above: int, below: int) -> Constant:
    """A fraction that is written as one, even 1/1."""
    return Constant(Fraction(above, below), rf"\tfrac{{{above}}}{{{below}}}", f"{above}/{below}")


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
