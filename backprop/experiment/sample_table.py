"""Samples from a table somebody pastes or has as a CSV file: each line a sample, its inputs and then its targets."""

import csv
import re
from dataclasses import replace
from itertools import islice

import numpy as np

from backprop.experiment.experiment import MOST_SAMPLES, Array, Experiment
from backprop.experiment.numerals import NumberError, NumberFormat, parse_number
from backprop.experiment.reading import MOST_BYTES, count
from backprop.experiment.titles import titled

Line = tuple[int, list[str]]  # its number, counted from 1, and its cells

MOST_LINES = 100 * MOST_SAMPLES  # the blank ones too
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # where str.splitlines() cuts
_BLANK = " \t\v\f\u00a0"
_LIKE_A_NUMBER = re.compile(r"\s*[-+\u2212\u2013]?(?:[0-9.,]|(?:nan|inf|infinity|∞)\s*$)", re.IGNORECASE)


class SampleError(ValueError):
    """A text that is no table of samples; the message is one sentence: which line and column, and why not."""


def read_samples(text: str | bytes, n_in: int, n_out: int) -> tuple[Array, Array]:
    """The x (samples, n_in) and t (samples, n_out) of a table with n_in columns of inputs, then n_out of targets.

    Cells part at tabs, else at semicolons, else at commas, whichever the first line has; between tabs and
    semicolons a comma is a decimal point. Blank lines don't count, nor does a first line without numbers, the header.
    Bytes are read as UTF-8, and a cell may stand in quotation marks.

    Raises:
        SampleError: the text is no such table, or has more lines or bytes than this app takes.
    """
    lines = _lines(_decoded(text))
    if lines and not any(_LIKE_A_NUMBER.match(cell) for cell in lines[0][1]):
        lines = lines[1:]
    if not lines:
        raise SampleError("There are no samples in it; lines of numbers are expected.")
    if len(lines) > MOST_SAMPLES:
        raise SampleError(f"The table has more than {MOST_SAMPLES} samples, more than can be shown.")
    for number, cells in lines:
        if len(cells) != n_in + n_out:
            parts = f"{count(n_in, 'input')}, {count(n_out, 'target')}"
            hint = "; cells part at commas, semicolons or tabs" if len(cells) == 1 else ""
            given = count(len(cells), "number")
            raise SampleError(f"line {number}: {given}, {n_in + n_out} expected ({parts}){hint}")
    comma_is_point = _commas_are_points(lines)
    values = np.array([_numbers(line, comma_is_point) for line in lines])
    return values[:, :n_in], values[:, n_in:]


def write_samples(x: Array, t: Array) -> str:
    """The samples as CSV with the header x1,x2,t1; reading it again gives the same bits."""
    header = [f"{name}{k}" for name, rows in (("x", x), ("t", t)) for k in range(1, rows.shape[1] + 1)]
    rows = ([NumberFormat.exact(value) for value in row] for row in np.hstack([x, t]).tolist())
    return "".join(",".join(cells) + "\n" for cells in [header, *rows])


def with_samples(experiment: Experiment, x: Array, t: Array) -> Experiment:
    """The experiment with these samples; test samples and published numbers, which belong to others, are gone.

    Raises SampleError when they don't fit the network, or the loss does not take these targets.
    """
    try:
        return titled(replace(experiment, x=x, t=t, test=None, published={}))
    except ValueError as error:
        raise SampleError(str(error)) from None


def _decoded(text: str | bytes) -> str:
    if len(text) > MOST_BYTES:
        raise SampleError(f"The table is larger than {MOST_BYTES // 10**6} MB, more than this app opens.")
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SampleError(
            "This is no UTF-8 text; in a spreadsheet, save the table as CSV with UTF-8."
        ) from None


def _lines(text: str) -> list[Line]:
    """The first lines that are not blank (no more than show that they are too many), cut into cells."""
    if sum(map(text.count, _LINE_ENDS)) > MOST_LINES:
        raise SampleError(
            f"The table has more than {MOST_LINES} lines; at most {MOST_SAMPLES} samples can be shown."
        )
    written = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip(_BLANK)]
    first = written[0][1].strip(_BLANK) if written else ""
    separator = next((mark for mark in "\t;" if mark in first), ",")
    filled = ((n, line) for n, line in written if line.strip(_BLANK + separator))
    return [(n, _cells(line, separator, n)) for n, line in islice(filled, MOST_SAMPLES + 2)]


def _cells(line: str, separator: str, number: int) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, skipinitialspace=True))
    except csv.Error:
        raise SampleError(f"line {number}: a cell is too long for a number") from None


def _commas_are_points(lines: list[Line]) -> bool:
    """Whether some cell shows that commas are decimal points everywhere: `0,35` beside `1,234`."""
    cells = [cell for _, cells in lines for cell in cells]
    return not any("." in cell for cell in cells) and any("," in cell and _is_number(cell) for cell in cells)


def _is_number(cell: str) -> bool:
    try:
        parse_number(cell)
    except NumberError:
        return False
    return True


def _numbers(line: Line, comma_is_point: bool) -> list[float]:
    number, cells = line
    values = []
    for column, cell in enumerate(cells, start=1):
        try:
            values.append(parse_number(cell, comma_is_point=comma_is_point))
        except NumberError as error:
            raise SampleError(f"line {number}, column {column}: {error}") from None
    return values
