// Blocks of cells: marked with Shift or the matrix's name, copied as tab-separated text, pasted from any common notation.

import { parseMatrix } from "./matrices.js";

/** Copy and paste on this board, until what is returned is called. */
export function attachClipboard(board) {
  const { root, cells, notes } = board;

  board.showBlock = () => {
    for (const cell of board.marked ?? []) dress(cell, false);
    const marked = blockOf(board.block);
    board.marked = marked.length > 1 ? marked : [];
    for (const cell of board.marked) dress(cell, true);
  };

  board.extendTo = (cell, from = cell) => {
    if (cell.matrix !== board.block.from.matrix) cell = from;
    board.block = { from: board.block.from, to: cell };
    board.showBlock();
    return true;
  };

  board.selectMatrix = (all) => {
    board.extending = true;
    cells.reveal(all[0]).element.focus({ preventScroll: true });
    board.extending = false;
    board.block = { from: all[0], to: all[all.length - 1] };
    board.showBlock();
    return true;
  };

  const dress = (cell, inBlock) => {
    cell.inBlock = inBlock;
    if (cell.element) cells.dress(cell);
  };

  root.addEventListener("click", (event) => {
    const title = event.target.closest(".label");
    if (title) board.selectMatrix(title.cells);
  });

  // Where nothing can be written, Firefox copies and pastes at the page itself: the cell is the one with the focus.
  const focused = () => root.contains(document.activeElement) && cells.of(document.activeElement);

  const copy = (event) => {
    const cell = focused();
    if (!cell || cell.open) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", asText(blockOf(board.block)));
  };

  const paste = (event) => {
    const cell = focused();
    if (!cell) return;
    const text = event.clipboardData.getData("text/plain");
    if (cell.open && !/[\t\n;[]/.test(text.trim())) return;     // a single number goes into the text
    event.preventDefault();
    if (cell.open) board.entry.close();
    const { values, error } = fit(text, blockOf(board.block)[0] ?? cell, board.rowsReceive);
    if (error) notes.say(cell.element, error);
    else board.edit(values);
  };

  document.addEventListener("copy", copy);
  document.addEventListener("paste", paste);
  return () => {
    document.removeEventListener("copy", copy);
    document.removeEventListener("paste", paste);
  };
}

function blockOf(block) {
  if (!block) return [];
  const { matrix } = block.from;
  const between = (value, a, b) => value >= Math.min(a, b) && value <= Math.max(a, b);
  return matrix.cells.filter(
    (cell) => between(cell.row, block.from.row, block.to.row) && between(cell.column, block.from.column, block.to.column),
  );
}

function asText(block) {
  const rows = Map.groupBy(block, (cell) => cell.row);
  return [...rows.values()].map((row) => row.map((cell) => exact(cell.value)).join("\t")).join("\n");
}

const exact = (value) => (Object.is(value, -0) ? "-0" : String(value ?? "?"));

/** The pasted numbers with the names they go to, or a sentence that says why they do not fit. */
function fit(text, first, rowsReceive) {
  const { rows, error } = parseMatrix(text);
  if (error) return { error: `${first.name}: ${error}` };
  const { matrix } = first;
  const vector = matrix.axes === 1;
  const turned = vector ? rows.length > 1 && rows[0].length === 1 : rowsReceive;
  const block = turned ? transpose(rows) : rows;
  const [high, wide] = [matrix.rows - first.row, matrix.columns - first.column];
  if (block.length > high || block[0].length > wide) {
    const other = !vector && block[0].length <= high && block.length <= wide;
    return { error: misfit(first, block, high, wide) + (other ? hint(rowsReceive) : "") };
  }
  const cells = block.flatMap((row, r) =>
    row.map((value, c) => [matrix.cells[(first.row + r) * matrix.columns + first.column + c].name, value]));
  return { values: cells };
}

function misfit(first, block, high, wide) {
  return `${first.name}: ${block.length} × ${block[0].length} numbers were pasted, ` +
    `but from here ${first.matrix.name} has room for ${high} × ${wide} (rows × columns). Nothing was changed.`;
}

const hint = (rowsReceive) => ` They would fit with “rows ${rowsReceive ? "send" : "receive"}”.`;

const transpose = (rows) => rows[0].map((_, c) => rows.map((row) => row[c]));
