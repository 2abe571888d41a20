"""A rule written by matrix: the whole row or matrix a number stands in, with the number itself in a box."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from backprop.core.arrays import Array
from backprop.experiment.numerals import NumberFormat
from backprop.lessons.formulas.by_element import Formula, element_formula, given
from backprop.lessons.formulas.context import Context
from backprop.lessons.formulas.expressions import Table
from backprop.lessons.formulas.matrix_blocks import Block, array_of, blocks_of, tree_at, whole
from backprop.lessons.formulas.matrix_digits import MOST_ROWS, work_out
from backprop.lessons.formulas.matrix_rules import MATRIX_RULES
from backprop.lessons.formulas.matrix_writer import MatrixWriter, Sign
from backprop.lessons.notation.digits import written
from backprop.lessons.notation.symbols import Notation
from backprop.lessons.notation.writing import (
    EQUALS,
    LINE,
    UNTOLD,
    UNTOLD_LATEX,
    Piece,
    Typeset,
    embrace,
    glyphs,
    lines,
)

_CANCELS = (
    "Some sums here cancel almost to nothing; by element, such a number has a formula that keeps its digits."
)
Digits: TypeAlias = Callable[[float], tuple[str, str]]  # a number as LaTeX and as text
_IS_SIGN, _IS_CLOSING = -1, -2  # the levels of what stands before a matrix and behind one
_GAP, _DOTS, _BRACKETS = 2.0, 4.4, 0.7  # widths in digits


def matrix_formula(context: Context, value: float, fmt: NumberFormat, *, boxed: bool = True) -> Formula:
    """The formula of any number's whole row or matrix; x, t, W and b are shown whole. The number is `boxed`."""
    result = whole(context)
    name = _symbol(result)
    printed = _matrix(result, lambda v: (fmt.latex(v), fmt(v)), LINE - EQUALS - 1.0, boxed=boxed)
    if context.quantity.kind not in MATRIX_RULES:
        return _given(context, value, fmt, name, result, printed)
    by_element = element_formula(context, value, fmt)
    tree = tree_at(context)
    work = work_out(tree, lambda table: array_of(context, table), result.array, fmt)
    exact = work.exact and by_element.relation == "=" and not any(map(fmt.is_rounded, result.array.flat))
    notation, blocks = Notation.of(context.evaluation), blocks_of(tree, context)
    symbols = [
        _symbol(blocks[token]) if isinstance(token, Table) else _sign_of(token)
        for token in MatrixWriter(notation).write(tree)
    ]
    tokens = MatrixWriter(notation, numbers=True).write(tree)
    room = LINE - max(EQUALS, *(glyphs(token.text) for token in tokens if isinstance(token, Sign)), 0.0) - 1.0
    numbers = [
        _matrix(blocks[token], lambda v: written(v, work.digits), room)
        if isinstance(token, Table)
        else _sign_of(token)
        for token in tokens
    ]
    relation = "=" if exact else "≈"
    in_symbols = _line(symbols)
    first = name if in_symbols.text == name.text else _line([name, _sign("="), in_symbols])
    last = _line([_sign(relation), printed])
    substitute = _line([_sign("=" if exact else "≈"), *numbers])
    return Formula(
        symbol=by_element.symbol,
        rule=lines([first]),
        numbers=lines([substitute]) if len(tokens) > 1 else (),
        answer=lines([last]),
        rule_text=first.text,
        substituted_text=f"{name.text}{substitute.text}{last.text}",
        numbers_text=_line(numbers).text,
        relation=relation,
        made_from=by_element.made_from,
        remark=by_element.remark or (_CANCELS if work.cancels else ""),
    )


def _given(
    context: Context, value: float, fmt: NumberFormat, name: Typeset, result: Block, printed: Typeset
) -> Formula:
    """A given array whole."""
    by_element = given(context, value, fmt)
    relation = "≈" if any(map(fmt.is_rounded, result.array.flat)) else "="
    shown = _line([name, _sign(relation), printed])
    return replace(
        by_element,
        answer=lines([shown]),
        substituted_text=shown.text,
        numbers_text=printed.text,
        relation=relation,
    )


def matrix_answer(context: Context, fmt: NumberFormat, room: float, *, hidden: bool) -> tuple[str, str]:
    """The whole row or matrix of a number as LaTeX and text, `room` digits wide at most; `hidden`, with ? in it."""
    result = replace(whole(context), row=None, column=None)
    name = _symbol(result)
    rounded_off = any(map(fmt.is_rounded, result.array.flat)) and not hidden
    cells = _matrix(result, lambda v: (UNTOLD_LATEX, UNTOLD) if hidden else (fmt.latex(v), fmt(v)), room)
    line = _line([name, _sign("≈" if rounded_off else "="), cells])
    return line.latex, line.text


def _symbol(block: Block) -> Typeset:
    family = "backward" if block.backward else "forward"
    return Typeset((Piece(rf"\{family}{{{block.latex}}}", glyphs(block.text)),), block.text)


def _sign(sign: str) -> Typeset:
    return Typeset((Piece({"=": "=", "≈": r"\approx"}[sign], EQUALS),), f" {sign} ", _IS_SIGN)


def _sign_of(sign: Sign) -> Typeset:
    return Typeset(
        (Piece(sign.latex, glyphs(sign.text)),), sign.text, _IS_CLOSING if sign.closes else _IS_SIGN
    )


def _line(parts: Sequence[Typeset]) -> Typeset:
    """Parts side by side; a sign stays with the matrix behind it, so that a line breaks before a sign."""
    pieces: list[Piece] = []
    waiting: list[Piece] = []
    for part in parts:
        if part.level == _IS_SIGN:
            waiting += part.pieces
        elif part.level == _IS_CLOSING:
            pieces[-1] = _glued([pieces[-1], *part.pieces])
        else:
            pieces, waiting = [*pieces, _glued([*waiting, *part.pieces])], []
    return Typeset(tuple(pieces), "".join(part.text for part in parts))


def _glued(pieces: Sequence[Piece]) -> Piece:
    return Piece(" ".join(piece.latex for piece in pieces), sum(piece.width for piece in pieces))


def _matrix(block: Block, number: Digits, room: float, *, boxed: bool = False) -> Typeset:
    """A matrix in brackets; a long one keeps its first and last rows and columns, and those that matter."""
    array, family = block.array, "backward" if block.backward else "forward"
    seen = array[: MOST_ROWS + 1, : MOST_ROWS + 1].flat
    width = max(glyphs(number(float(v))[1]) for v in seen)
    rows = _shown(array.shape[0], block.row, MOST_ROWS, 1.0, 1.0)
    columns = _shown(array.shape[1], block.column, room - _BRACKETS, width + _GAP, _DOTS)
    if array.size == 1:
        latex, text = number(float(array[0, 0]))
        held = Typeset((Piece(rf"\{family}{{{latex}}}", width),), text)
        return embrace(held, ("(", "("), (")", ")")) if text.startswith("−") and not boxed else held
    latex_rows, text_rows = [], []
    for i in rows:
        cells = [_cell(array, i, j, number) for j in columns]
        if boxed and block.column is not None and i == (block.row or 0):
            place = columns.index(block.column)
            cells[place] = (rf"\boxed{{{cells[place][0]}}}", cells[place][1])
        latex_rows.append(" & ".join(latex for latex, _ in cells))
        text_rows.append(" ".join(text for _, text in cells))
    body = r" \\ ".join(latex_rows)
    latex = rf"\{family}{{\begin{{bmatrix}} {body} \end{{bmatrix}}}}"
    extent = _extent(columns, width + _GAP, _DOTS) + _BRACKETS
    return Typeset((Piece(latex, extent),), f"[{'; '.join(text_rows)}]")


def _cell(array: Array, i: int | None, j: int | None, number: Digits) -> tuple[str, str]:
    if i is None:
        return (r"\vdots" if j is not None else r"\ddots"), "…"
    return number(float(array[i, j])) if j is not None else (r"\cdots", "…")


def _shown(n: int, kept: int | None, room: float, width: float, dots: float) -> list[int | None]:
    """As many rows or columns as there is room for, the kept one in any case; None stands for dots."""
    second = min(1, n - 1)
    middle = second if kept is None else kept
    ends = {0, middle, n - 1}
    shown: list[int | None] = []
    for places in (set(range(n)), ends | {second}, ends, {middle, n - 1}, {middle}):
        shown = _with_dots(sorted(places), n)
        if _extent(shown, width, dots) <= room:
            break
    return shown


def _with_dots(places: Sequence[int], n: int) -> list[int | None]:
    found: list[int | None] = []
    for before, place in zip([-1, *places], [*places, n], strict=True):
        found += [None] if place > before + 1 else []
        found += [place] if place < n else []
    return found


def _extent(shown: Sequence[int | None], width: float, dots: float) -> float:
    return sum(dots if place is None else width for place in shown)
