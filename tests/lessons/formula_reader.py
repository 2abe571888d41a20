"""Reads a formula's plain text as a person with a calculator would, knowing nothing of how it was written."""

import math
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|∞)"
    r"|(?P<more>\[\d+ more: [^\]]*\])"
    r"|(?P<name>e\^|ln|max|min|H|tanh′?|σ′?|Φ|φ|diag|[A-Za-z][A-Za-z ]*′?(?=\())"
    r"|(?P<sign>‖²|[-+−·/()\[\];,²⊙⊘‖|Σ<>≤]))"
)
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def sigmoid(z: Any) -> Any:
    z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


def big_phi(z: Any) -> Any:
    return np.vectorize(lambda v: 0.5 * math.erfc(-v / math.sqrt(2)))(z)


def small_phi(z: Any) -> Any:
    return np.exp(-(np.asarray(z) ** 2) / 2) / math.sqrt(2 * math.pi)


def softmax(z: Any) -> Any:
    e = np.exp(z - np.max(z))
    return e / e.sum()


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "e^": np.exp,
    "ln": np.log,
    "max": np.maximum,
    "min": np.minimum,
    "H": lambda r: np.where(np.abs(r) <= 1, np.square(r) / 2, np.abs(r) - 0.5),
    "tanh": np.tanh,
    "σ": sigmoid,
    "Φ": big_phi,
    "φ": small_phi,
    "diag": lambda row: np.diag(np.ravel(row)),
    "softmax": softmax,
    "ReLU": lambda z: np.maximum(z, 0),
    "Leaky ReLU": lambda z: np.maximum(z, 0.01 * z),
    "ELU": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "softplus": lambda z: np.logaddexp(0, z),
    "SiLU": lambda z: z * sigmoid(z),
    "GELU": lambda z: z * big_phi(z),
    "Mish": lambda z: z * np.tanh(np.logaddexp(0, z)),
    "Mish′": lambda z: np.tanh(np.logaddexp(0, z)) + z * sigmoid(z) / np.cosh(np.logaddexp(0, z)) ** 2,
    "σ′": lambda z: sigmoid(z) * sigmoid(-z),
    "identity′": np.ones_like,
    "tanh′": lambda z: 4 * sigmoid(2 * z) * sigmoid(-2 * z),
    "ReLU′": lambda z: np.where(z > 0, 1.0, 0.0),
    "Leaky ReLU′": lambda z: np.where(z > 0, 1.0, 0.01),
    "ELU′": lambda z: np.where(z > 0, 1.0, np.exp(np.minimum(z, 0))),
    "softplus′": sigmoid,
    "SiLU′": lambda z: sigmoid(z) * (1 + z * sigmoid(-z)),
    "GELU′": lambda z: big_phi(z) + z * small_phi(z),
}


EXACT: dict[str, Callable[..., Any]] = {"max": max, "min": min}
HOLDS: dict[str, Callable[[Any, Any], Any]] = {"<": operator.lt, "≤": operator.le, ">": operator.gt}


class Reader:
    """A recursive descent over one line; `leaf` turns digits into a number: float, or Fraction."""

    def __init__(self, text: str, leaf: Callable[[str], Any] = np.float64) -> None:
        self.leaf = leaf
        self.tokens = []
        place = 0
        while place < len(text):
            match = TOKEN.match(text, place)
            assert match, f"cannot read {text[place:]!r} in {text!r}"
            assert match.lastgroup is not None
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            place = match.end()

    def value(self) -> Any:
        result = self.sum()
        assert not self.tokens, f"left over: {self.tokens}"
        return result

    def peek(self) -> str:
        return self.tokens[0][1] if self.tokens else ""

    def take(self, expected: str = "") -> str:
        _, text = self.tokens.pop(0)
        assert not expected or text == expected, f"{expected} expected, {text} found"
        return text

    def sum(self) -> Any:
        total = self.product()
        while self.peek() in ("+", "−"):
            sign = self.take()
            term = self.product()
            total = total + term if sign == "+" else total - term
        return total

    def product(self) -> Any:
        total = self.signed()
        while self.peek() in ("·", "/", "⊙", "⊘"):
            sign = self.take()
            factor = self.signed()
            if sign == "·":
                total = total @ factor if np.ndim(total) and np.ndim(factor) else total * factor
            else:
                total = total * factor if sign == "⊙" else total / factor
        return total

    def signed(self) -> Any:
        if self.peek() == "−":
            self.take()
            return -self.product()
        return self.power()

    def power(self) -> Any:
        base = self.atom()
        if self.peek() == "²":
            self.take()
            return base * base
        return base

    def atom(self) -> Any:
        kind, text = self.tokens.pop(0)
        if kind == "number":
            return self.number(text)
        if kind == "more":
            return Reader(text.split(": ")[1][:-1], self.leaf).value()
        if kind == "name":
            self.take("(")
            arguments = [self.sum()]
            while self.peek() == ",":
                self.take()
                arguments.append(self.sum())
            self.take(")")
            if text in EXACT and all(isinstance(argument, Fraction) for argument in arguments):
                return EXACT[text](*arguments)
            if isinstance(arguments[0], Fraction):
                arguments = [np.float64(float(argument)) for argument in arguments]
            return FUNCTIONS[text](*arguments)
        return BRACKETS[text](self)

    def bracket(self) -> Any:
        """A matrix, or a case."""
        return self.matrix() if self.tokens[0][0] == "number" or self.peek() == "−" else self.case()

    def case(self) -> Any:
        """[… < 1]: 1 where it holds, else 0."""
        inner = self.sum()
        holds = HOLDS[self.take()](inner, self.number(self.take()))
        self.take("]")
        return np.asarray(holds) * 1.0

    def matrix(self) -> Any:
        rows: list[list[Any]] = [[]]
        while self.peek() != "]":
            if self.peek() == ";":
                self.take()
                rows.append([])
            negative = self.peek() == "−" and bool(self.take())
            value = self.number(self.take())
            rows[-1].append(-value if negative else value)
        self.take("]")
        return np.array(rows)

    def number(self, text: str) -> Any:
        if text == "∞":
            return np.float64(np.inf)
        mantissa, _, power = text.partition("×10")
        return self.leaf(mantissa + (f"e{power.translate(SUPERSCRIPTS)}" if power else ""))


def _between(closed: str, of: Callable[[Any], Any]) -> Callable[[Reader], Any]:
    def read(reader: Reader) -> Any:
        inner = reader.sum()
        reader.take(closed)
        return of(inner)

    return read


BRACKETS: dict[str, Callable[[Reader], Any]] = {
    "(": _between(")", lambda inner: inner),
    "‖": _between("‖²", lambda inner: np.sum(np.asarray(inner) ** 2)),
    "|": _between("|", abs),
    "Σ": lambda reader: np.sum(reader.product()),
    "[": Reader.bracket,
}


def work_out(text: str) -> Any:
    """The value of a formula with numbers, in floating point."""
    with np.errstate(all="ignore"):
        return Reader(text).value()


def work_out_exactly(text: str) -> Any:
    """The same in fractions; a function in the formula makes it a float."""
    with np.errstate(all="ignore"):
        return Reader(text, Fraction).value()
