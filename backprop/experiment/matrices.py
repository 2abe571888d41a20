"""How a block of numbers is read, whichever program it was copied from.

Cells part at tabs (a spreadsheet), commas or semicolons (CSV), or spaces; rows at line ends, brackets
(Python, NumPy) or semicolons (MATLAB). A comma is a decimal point only between tabs, semicolons or spaces;
what can be read in two ways is refused, never guessed. `interface/board/matrices.js` has the same rules for
the browser.
"""

import re

from backprop.experiment.numerals import NumberError, parse_number

Rows = tuple[tuple[float, ...], ...]

LONGEST_TEXT = 1_000_000  # characters
MOST_CELLS = 512 * 64
AMBIGUOUS = (
    "The commas can be decimal points or can separate cells; "
    "write 0.5 for a decimal, or a space after a comma."
)
SHORTENED = (
    "The text was shortened with “...”; NumPy prints all numbers after np.set_printoptions(threshold=100000)."
)
_BLANKS = re.compile("[ \f\v\u00a0\u2000-\u200a\u202f\u3000\ufeff]+")
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_CALL = re.compile(r"[A-Za-z_][A-Za-z0-9_.]* ?\((.*)\)", re.DOTALL)
_KEYWORD = re.compile(r",[ \n]*[a-z_]+ ?=[^\[\](),]*\Z")
_MOST_KEYWORDS = 6  # tensor([[1.]], device=…, dtype=…, requires_grad=True)
_DECIMAL_TAIL = re.compile(r"\A[+-]?0?,[0-9]{2}|,0[0-9]|,[0-9]+[eE]")


class MatrixError(ValueError):
    """A text that is not one matrix; the message is a sentence that names the row and the column."""


def parse_matrix(text: str) -> Rows:
    """The matrix a text stands for, row by row; all rows have the same length, at least 1.

    Raises:
        MatrixError: the text is not one rectangular matrix of finite numbers.

    >>> parse_matrix("[[1, 2], [3, 4]]") == parse_matrix("1 2; 3 4") == parse_matrix("1\\t2\\n3\\t4")
    True
    >>> parse_matrix("0,5;0,25\\n1;2")
    ((0.5, 0.25), (1.0, 2.0))
    """
    if len(text) > LONGEST_TEXT:
        raise MatrixError(
            f"The text has more than {LONGEST_TEXT} characters; that is no matrix for this app."
        )
    cells = _cells(text)
    if sum(map(len, cells)) > MOST_CELLS:
        raise MatrixError(f"The text has more than {MOST_CELLS} cells; that is no matrix for this app.")
    comma_is_point = _commas_are_points(cells)
    rows = []
    for i, row in enumerate(cells, start=1):
        if len(row) != len(cells[0]):
            raise MatrixError(f"Row {i} has {_numbers(len(row))}, {len(cells[0])} expected as in row 1.")
        rows.append(tuple(_number(cell, i, j, comma_is_point) for j, cell in enumerate(row, start=1)))
    return tuple(rows)


def _numbers(count: int) -> str:
    return "1 number" if count == 1 else f"{count} numbers"


def _number(cell: str, row: int, column: int, comma_is_point: bool) -> float:
    try:
        return parse_number(cell, comma_is_point=comma_is_point)
    except NumberError as error:
        raise MatrixError(f"Row {row}, column {column}: {error}") from None


def _commas_are_points(cells: list[list[str]]) -> bool:
    """Whether some cell shows that commas are decimal points everywhere: `0,35` beside `1,234`."""
    with_comma = [cell for row in cells for cell in row if "," in cell]
    if any("." in cell for row in cells for cell in row):
        return False
    return any(not re.fullmatch("[+-]?[1-9][0-9]{0,2},[0-9]{3}", cell) for cell in with_comma)


def _cells(text: str) -> list[list[str]]:
    """The text cut into cells, row by row, whatever is written in them."""
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text)).replace("\u2212", "-").replace("\u2013", "-")
    text = text.replace(" /", "/").replace("/ ", "/")
    lines = [line for line in (line.strip(" ") for line in text.split("\n")) if line.strip("\t ")]
    if not lines:
        raise MatrixError("There is nothing to paste; rows of numbers are expected.")
    if "..." in text or "…" in text:
        raise MatrixError(SHORTENED)
    if "[" in text or "(" in text:
        return _bracketed("\n".join(lines).replace("\t", " "))
    if "\t" in text:
        return [[cell.strip(" ") for cell in line.split("\t")] for line in lines]
    if ";" in text:
        return _with_semicolons(lines)
    return _with_commas_or_spaces(lines)


def _bracketed(text: str) -> list[list[str]]:
    """Python, NumPy, PyTorch and MATLAB: `[[1, 2], [3, 4]]`, `W = np.array([[1., 2.]])`, `[1 2; 3 4];`."""
    text = re.sub(r"\A[A-Za-z_][A-Za-z0-9_]* ?=[ \n]*", "", text).rstrip("; \n")
    if call := _CALL.fullmatch(text):
        text = _without_keywords(call[1].strip(" \n")).rstrip(", \n")
    text = text.replace("(", "[").replace(")", "]")
    body = text[1:-1]
    if len(text) < 2 or text[0] != "[" or text[-1] != "]":
        raise MatrixError("The brackets do not match; a matrix is written [[1, 2], [3, 4]] or [1, 2; 3, 4].")
    if "[" not in body and "]" not in body:
        pieces = re.split("[;\n]", body.replace(",\n", ","))
        rows = [_split(piece) for piece in pieces if piece.strip(" ")]
    else:
        rows = [_split(row.replace("\n", " ")) for row in re.findall(r"\[([^\[\]]*)\]", body)]
        if re.sub(r"\[[^\[\]]*\]", "", body).strip(", ;\n"):
            raise MatrixError(
                "The brackets do not match; a matrix is written [[1, 2], [3, 4]] or [1, 2; 3, 4]."
            )
    rows = [row[:-1] if len(row) > 1 and not row[-1] else row for row in rows]
    if not rows or rows == [[""]]:
        raise MatrixError("There is nothing between the brackets; rows of numbers are expected.")
    return rows


def _without_keywords(text: str) -> str:
    for _ in range(_MOST_KEYWORDS):
        text = _KEYWORD.sub("", text)
    return text


def _split(line: str) -> list[str]:
    """The cells of a line in which commas and spaces separate."""
    return re.split(" ?, ?| ", _BLANKS.sub(" ", line).strip(" "))


def _with_semicolons(lines: list[str]) -> list[list[str]]:
    """CSV of countries with a decimal comma (`0,5;0,25`), or MATLAB without its brackets (`1 2; 3 4`)."""
    in_rows = all(line.endswith(";") for line in lines[:-1])
    if not in_rows:
        return [[cell.strip(" ") for cell in line.split(";")] for line in lines]
    pieces = [piece.strip(" ") for piece in "".join(lines).rstrip("; ").split(";")]
    if len(lines) > 1 or any(" " in piece or piece.count(",") > 1 for piece in pieces):
        return _with_commas_or_spaces(pieces)
    if all(piece.count(",") == 1 for piece in pieces):
        if not any("." in piece for piece in pieces):
            raise MatrixError(AMBIGUOUS)
        return [_split(piece) for piece in pieces]
    return [pieces]


def _with_commas_or_spaces(lines: list[str]) -> list[list[str]]:
    """`1, 2`, `1,2` and `1 2` are two cells; in `0,5 0,25` the commas are decimal points."""
    has_space = any(" " in line for line in lines)
    if any("." in line or ", " in line or " ," in line for line in lines):
        return [_split(line) for line in lines]
    if has_space:
        return [line.split(" ") for line in lines]
    in_pairs = all(line.count(",") == 1 for line in lines)
    if in_pairs and (len(lines) == 1 or any(_DECIMAL_TAIL.search(line) for line in lines)):
        raise MatrixError(AMBIGUOUS)
    return [line.split(",") for line in lines]
