// How a block of numbers is read when somebody pastes it: the browser's twin of backprop/experiment/matrices.py,
// same rules and same sentences (tests/cases/matrices.json holds them to it).

import { parseNumber } from "./numbers.js";

const LONGEST_TEXT = 1_000_000; // characters
const MOST_CELLS = 512 * 64;
const AMBIGUOUS =
  "The commas can be decimal points or can separate cells; write 0.5 for a decimal, or a space after a comma.";
const SHORTENED =
  "The text was shortened with “...”; NumPy prints all numbers after np.set_printoptions(threshold=100000).";
const BRACKETS = "The brackets do not match; a matrix is written [[1, 2], [3, 4]] or [1, 2; 3, 4].";
const BLANKS = /[ \f\v\u00a0\u2000-\u200a\u202f\u3000\ufeff]+/g;
const LINE_ENDS = /\r\n|[\r\u0085\u2028\u2029]/g;
const CALL = /^[A-Za-z_][A-Za-z0-9_.]* ?\(([^]*)\)$/;
const KEYWORD = /,[ \n]*[a-z_]+ ?=[^[\](),]*$/;
const MOST_KEYWORDS = 6;        // tensor([[1.]], device=…, dtype=…, requires_grad=True)
const DECIMAL_TAIL = /^[+-]?0?,[0-9]{2}|,0[0-9]|,[0-9]+[eE]/;

class MatrixError extends Error {}

/** The matrix a text stands for, as `{ rows }`, or `{ error }`: one sentence that names the row and the column. */
export function parseMatrix(text) {
  try {
    return { rows: read(String(text)) };
  } catch (error) {
    if (error instanceof MatrixError) return { error: error.message };
    throw error;
  }
}

/** The same with every cell as it is written, as `{ texts }`: 0.350 keeps its last digit. */
export function parseTexts(text) {
  const { error } = parseMatrix(text);
  return error ? { error } : { texts: cut(String(text)) };
}

function read(text) {
  if (text.length > LONGEST_TEXT) {
    throw new MatrixError(`The text has more than ${LONGEST_TEXT} characters; that is no matrix for this app.`);
  }
  const cells = cut(text);
  if (cells.reduce((count, row) => count + row.length, 0) > MOST_CELLS) {
    throw new MatrixError(`The text has more than ${MOST_CELLS} cells; that is no matrix for this app.`);
  }
  const commaIsPoint = commasArePoints(cells);
  return cells.map((row, i) => {
    if (row.length !== cells[0].length) {
      const given = row.length === 1 ? "1 number" : `${row.length} numbers`;
      throw new MatrixError(`Row ${i + 1} has ${given}, ${cells[0].length} expected as in row 1.`);
    }
    return row.map((cell, j) => {
      const { value, error } = parseNumber(cell, { commaIsPoint });
      if (error) throw new MatrixError(`Row ${i + 1}, column ${j + 1}: ${error}`);
      return value;
    });
  });
}

/** Whether some cell shows that commas are decimal points everywhere: `0,35` beside `1,234`. */
function commasArePoints(cells) {
  const all = cells.flat();
  if (all.some((cell) => cell.includes("."))) return false;
  return all.some((cell) => cell.includes(",") && !/^[+-]?[1-9][0-9]{0,2},[0-9]{3}$/.test(cell));
}

/** The text cut into cells, row by row, whatever is written in them. */
function cut(text) {
  const plain = text
    .replace(LINE_ENDS, "\n").replace(BLANKS, " ").replace(/[\u2212\u2013]/g, "-")
    .replaceAll(" /", "/").replaceAll("/ ", "/");
  const lines = plain.split("\n").map((line) => strip(line, " ")).filter((line) => strip(line, "\t "));
  if (!lines.length) throw new MatrixError("There is nothing to paste; rows of numbers are expected.");
  if (plain.includes("...") || plain.includes("…")) throw new MatrixError(SHORTENED);
  if (plain.includes("[") || plain.includes("(")) return bracketed(lines.join("\n").replaceAll("\t", " "));
  if (plain.includes("\t")) return lines.map((line) => line.split("\t").map((cell) => strip(cell, " ")));
  if (plain.includes(";")) return withSemicolons(lines);
  return withCommasOrSpaces(lines);
}

/** Python, NumPy, PyTorch and MATLAB: `[[1, 2], [3, 4]]`, `W = np.array([[1., 2.]])`, `[1 2; 3 4];`. */
function bracketed(written) {
  let text = stripEnd(written.replace(/^[A-Za-z_][A-Za-z0-9_]* ?=[ \n]*/, ""), "; \n");
  const call = CALL.exec(text);
  if (call) text = stripEnd(withoutKeywords(strip(call[1], " \n")), ", \n");
  text = text.replaceAll("(", "[").replaceAll(")", "]");
  if (text.length < 2 || text[0] !== "[" || text.at(-1) !== "]") throw new MatrixError(BRACKETS);
  const body = text.slice(1, -1);
  let rows;
  if (!/[[\]]/.test(body)) {
    rows = body.replaceAll(",\n", ",").split(/[;\n]/).filter((piece) => strip(piece, " ")).map(split);
  } else {
    rows = Array.from(body.matchAll(/\[([^[\]]*)\]/g), (match) => split(match[1].replaceAll("\n", " ")));
    if (strip(body.replace(/\[[^[\]]*\]/g, ""), ", ;\n")) throw new MatrixError(BRACKETS);
  }
  rows = rows.map((row) => (row.length > 1 && !row.at(-1) ? row.slice(0, -1) : row));
  if (!rows.length || (rows.length === 1 && rows[0].length === 1 && !rows[0][0])) {
    throw new MatrixError("There is nothing between the brackets; rows of numbers are expected.");
  }
  return rows;
}

function withoutKeywords(text) {
  for (let n = 0; n < MOST_KEYWORDS; n++) text = text.replace(KEYWORD, "");
  return text;
}

/** The cells of a line in which commas and spaces separate. */
function split(line) {
  return strip(line.replace(BLANKS, " "), " ").split(/ ?, ?| /);
}

/** CSV of countries with a decimal comma (`0,5;0,25`), or MATLAB without its brackets (`1 2; 3 4`). */
function withSemicolons(lines) {
  const inRows = lines.slice(0, -1).every((line) => line.endsWith(";"));
  if (!inRows) return lines.map((line) => line.split(";").map((cell) => strip(cell, " ")));
  const pieces = stripEnd(lines.join(""), "; ").split(";").map((piece) => strip(piece, " "));
  const commas = pieces.map((piece) => piece.split(",").length - 1);
  if (lines.length > 1 || pieces.some((piece, i) => piece.includes(" ") || commas[i] > 1)) {
    return withCommasOrSpaces(pieces);
  }
  if (commas.every((count) => count === 1)) {
    if (!pieces.some((piece) => piece.includes("."))) throw new MatrixError(AMBIGUOUS);
    return pieces.map(split);
  }
  return [pieces];
}

/** `1, 2`, `1,2` and `1 2` are two cells; in `0,5 0,25` the commas are decimal points. */
function withCommasOrSpaces(lines) {
  if (lines.some((line) => line.includes(".") || line.includes(", ") || line.includes(" ,"))) return lines.map(split);
  if (lines.some((line) => line.includes(" "))) return lines.map((line) => line.split(" "));
  if (lines.every((line) => line.split(",").length === 2)) {
    if (lines.length === 1 || lines.some((line) => DECIMAL_TAIL.test(line))) throw new MatrixError(AMBIGUOUS);
  }
  return lines.map((line) => line.split(","));
}

/** Python's `strip`: the text without the given characters at both ends. */
function strip(text, characters) {
  let start = 0;
  while (start < text.length && characters.includes(text[start])) start += 1;
  return stripEnd(text.slice(start), characters);
}

function stripEnd(text, characters) {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1])) end -= 1;
  return text.slice(0, end);
}
