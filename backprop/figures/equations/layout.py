"""Where every matrix and sign of the equations stands: lines that wrap, one cell size, one baseline."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from backprop.figures.equations.numbers import Numbers
from backprop.figures.equations.rows import Equation, Equations, Matrix, Operator, Remark
from backprop.figures.ink.lettering import SIZE, text_width

LABEL = 21  # px, the line of symbols above the matrices
CELL = 23  # px, the height of a cell with a number in it
LINE_GAP = 7
BLOCK_GAP = 15
INDENT = 16
POINTER = 11  # px, the room of the mark beside the row of the sample on show
SIGN_SIZE = 18

_TEXT_CELLS = 36  # a matrix with more numbers, or more rows than these, is drawn plain
_TEXT_ROWS = 8
_PLAIN_CELL = 14  # px, the largest cell without a number
_PLAIN_MATRIX = 160  # px, the size a long matrix is shrunk to
_EQUALS = Operator("=")
_WIDTH_STEP = 6  # px: cells keep their width while the numbers in them change a little
_PADDINGS = (14, 10, 7, 4)  # px in a cell beside its number; the roomiest without an extra line


@dataclass(frozen=True, slots=True)
class Words:
    """Text centred at a place; role is "symbol", "sign", "over", "remark" or "pointer"."""

    text: str
    x: float
    y: float
    role: str


@dataclass(frozen=True, slots=True)
class Shape:
    """All of a matrix that decides where things stand: everything but its numbers."""

    symbol: str
    rows: int
    columns: int
    on_show: int | None
    plain: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of one matrix: its top left corner, its cell size, and whether its cells are without text."""

    left: float
    top: float
    cell_width: float
    cell_height: float
    plain: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The places of one layer's matrices and words."""

    height: float
    width: float
    spots: tuple[Spot, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The plans of all layers. The same object as long as only numbers change, and those not by much."""

    plans: tuple[Plan, ...]


Piece = tuple[Shape | Operator | Remark, ...]


def lay_out(equations: Equations, numbers: Numbers, width: float) -> Layout:
    """Where everything stands, no wider than `width` where a matrix is not wider itself."""
    written = (matrix.part for matrix in matrices_of(equations) if not _is_plain(matrix))
    widest = max(map(numbers.room, written), default=0.0)
    return plan(equations, _WIDTH_STEP * math.ceil(widest / _WIDTH_STEP), width)


def matrices_of(equations: Equations) -> tuple[Matrix, ...]:
    """All matrices, in the order in which they are drawn."""
    return tuple(
        m for layer in equations.layers for equation in layer for m in equation if isinstance(m, Matrix)
    )


@lru_cache(maxsize=256)
def plan(equations: Equations, number: float, width: float) -> Layout:
    """Where everything stands when the widest number takes `number` px: the same while only numbers change."""
    layers = tuple(_shapes(layer) for layer in equations.layers)
    best: tuple[Plan, ...] = ()
    for padding in reversed(_PADDINGS):
        cell = max(number + padding, 30)
        plans = tuple(_Typesetter(cell, width).block(layer) for layer in layers)
        if best and sum(p.height for p in plans) > sum(p.height for p in best):
            break
        best = plans
    return Layout(best)


def _is_plain(matrix: Matrix) -> bool:
    return matrix.rows > _TEXT_ROWS or matrix.rows * matrix.columns > _TEXT_CELLS


class _Typesetter:
    """Sets one block: a pen that moves right, and down to a new line where the next piece does not fit."""

    def __init__(self, cell_width: float, width: float) -> None:
        self.cell_width, self.width = cell_width, width
        self.x = self.top = self.line_height = self.right = 0.0
        self.plain = False
        self.spots: list[Spot] = []
        self.words: list[Words] = []

    def block(self, equations: Sequence[Piece]) -> Plan:
        shapes = [term for equation in equations for term in equation if isinstance(term, Shape)]
        room = self.width - INDENT - 32
        self.plain = any(shape.plain or shape.columns * self.cell_width > room for shape in shapes)
        for number, equation in enumerate(equations):
            pieces = _pieces(equation)
            widths = [self.piece_width(piece) for piece in pieces]
            if number and (number == 1 or self.x + 18 + sum(widths) > self.width):
                self.new_line(0)
            elif number:
                self.x += 18
            turn = self.best_break(pieces, widths)
            for at, piece in enumerate(pieces):
                if (at and at == turn) or (self.x > INDENT and self.x + widths[at] > self.width):
                    self.new_line(INDENT)
                self.set_piece(piece)
        return Plan(self.top + self.line_height, self.right, tuple(self.spots), tuple(self.words))

    def best_break(self, pieces: Sequence[Piece], widths: Sequence[float]) -> int:
        """Which piece begins the second line where two are needed: one with an =, the lines about equal."""
        if self.x + sum(widths) <= self.width:
            return 0
        breaks = [
            (max(first, second), at)
            for at in range(1, len(pieces))
            for first, second in [(self.x + sum(widths[:at]), INDENT + sum(widths[at:]))]
            if max(first, second) <= self.width and pieces[at][0] == _EQUALS
        ]
        return min(breaks)[1] if breaks else 0

    def new_line(self, x: float) -> None:
        self.top += self.line_height + LINE_GAP
        self.x, self.line_height = x, 0.0

    def set_piece(self, piece: Piece) -> None:
        for term in piece:
            width = self.term_width(term)
            middle, centre = self.x + width / 2, self.top + LABEL + self.row_height / 2
            if isinstance(term, Shape):
                if term.on_show is not None and self.x == 0:
                    row = self.top + LABEL + (term.on_show + 0.5) * self.cell(term)[1]
                    self.words.append(Words("▸", 5, row - 1, "pointer"))
                    self.x, middle = POINTER, middle + POINTER
                self.set_matrix(term, middle)
            elif isinstance(term, Operator):
                self.words.append(Words(term.text, middle, centre, "sign"))
                if term.above:
                    self.words.append(Words(term.above, middle, self.top + LABEL / 2, "over"))
            else:
                self.words.append(Words(term.text, middle, centre, "remark"))
            self.x += width
            self.right = max(self.right, self.x)

    def set_matrix(self, shape: Shape, middle: float) -> None:
        cell_width, cell_height = self.cell(shape)
        left, top = middle - shape.columns * cell_width / 2, self.top + LABEL
        self.spots.append(Spot(left, top, cell_width, cell_height, self.plain))
        self.words.append(Words(shape.symbol, middle, self.top + LABEL / 2, "symbol"))
        self.line_height = max(self.line_height, LABEL + shape.rows * cell_height)

    @property
    def row_height(self) -> float:
        return _PLAIN_CELL if self.plain else CELL

    def cell(self, shape: Shape) -> tuple[float, float]:
        if not self.plain:
            return self.cell_width, CELL
        return _plain_side(shape.columns), _plain_side(shape.rows)

    def piece_width(self, piece: Piece) -> float:
        return sum(map(self.term_width, piece))

    def term_width(self, term: Shape | Operator | Remark) -> float:
        if isinstance(term, Shape):
            return max(term.columns * self.cell(term)[0], text_width(term.symbol, SIZE + 1)) + 2
        if isinstance(term, Operator):
            return max(text_width(term.text, SIGN_SIZE) + 6, text_width(term.above) + 6 if term.above else 0)
        return text_width(term.text) + 16


def _shapes(equations: Sequence[Equation]) -> tuple[Piece, ...]:
    return tuple(
        tuple(
            Shape(term.symbol, term.rows, term.columns, term.on_show, _is_plain(term))
            if isinstance(term, Matrix)
            else term
            for term in equation
        )
        for equation in equations
    )


def _pieces(equation: Piece) -> list[Piece]:
    """What stays together on a line: a matrix with the signs before it."""
    pieces: list[Piece] = []
    waiting: Piece = ()
    for term in equation:
        waiting = (*waiting, term)
        if not isinstance(term, Operator):
            pieces.append(waiting)
            waiting = ()
    return pieces


def _plain_side(count: int) -> float:
    return max(min(_PLAIN_CELL, _PLAIN_MATRIX / count), 1.0)


FONT_SIZES = {"symbol": SIZE + 1, "over": SIZE, "remark": SIZE, "pointer": 26, "sign": SIGN_SIZE}
