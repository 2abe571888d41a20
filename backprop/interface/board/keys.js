// The keyboard: arrows move between closed cells, a digit, minus, point or Enter opens one, Alt with arrows nudges.

import { belongsElsewhere, keyOf } from "../stage/keyboard.js";
import { shortcutOf } from "../stage/shortcuts.js";
import { roundTo } from "./scrub.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function attachKeys(board) {
  const { root, cells } = board;
  let nudge = null;

  root.addEventListener("keydown", (event) => {
    const cell = cells.of(event.target);
    if (!cell || cell.open) return;
    if (shortcutOf(event) || keyOf(event) === "Escape") return;   // they are the page's
    if (!act(board, cell, event)) return;
    event.preventDefault();
    event.stopPropagation();
  });

  root.addEventListener("focusin", (event) => {
    const cell = cells.of(event.target);
    if (cell) begin(cell);
    else nudge = null;
  });

  /** The keys belong to this cell now. */
  const begin = (cell) => {
    if (cell.name !== nudge?.name) nudge = null;
    if (board.extending) return;
    board.block = { from: cell, to: cell };
    board.showBlock();
  };

  function act(board, cell, event) {
    const key = keyOf(event);
    const arrow = ARROWS[key];
    if (arrow && event.altKey && arrow[0] && cell.value !== null) return step(cell, -arrow[0] * (event.shiftKey ? 0.1 : 0.01));
    if (arrow && event.shiftKey) return board.extendTo(cells.neighbour(board.block.to, ...arrow), board.block.to);
    if (arrow && !event.ctrlKey && !event.metaKey && !event.altKey) return focus(cells.neighbour(cell, ...arrow));
    if (event.ctrlKey || event.metaKey) return key === "a" && board.selectMatrix(cell.matrix.cells);
    if (key === "Enter" || key === "F2") return open(cell, null);
    if (key === " ") return select(cell);
    if (/^[0-9.,−-]$/.test(key)) return open(cell, key);
    return key.length === 1;                    // other letters do nothing here, and nothing elsewhere
  }

  const focus = (cell) => {
    cell.element.focus();
    begin(cell);                                      // in a window the element may be the one that had the focus
    return true;
  };
  const open = (cell, text) => {
    board.entry.open(cell, text);
    return true;
  };
  const select = (cell) => {
    board.select(cell.name);
    return true;
  };
  const step = (cell, by) => {
    nudge ??= { name: cell.name, scrub: `${cell.name} ${Date.now()}` };
    board.edit([[cell.name, roundTo(cell.value + by, Math.abs(by))]], { scrub: nudge.scrub });
    return true;
  };
}

/** Escape lets the selection go wherever the focus is, but for text fields, open menus and dialogs. */
export function attachEscape(board) {
  const listener = (event) => {
    if (keyOf(event) !== "Escape" || event.defaultPrevented || belongsElsewhere(event.composedPath()[0])) return;
    if (board.selected) board.select(null);
    board.notes.clear();
  };
  document.addEventListener("keydown", listener);
  return () => document.removeEventListener("keydown", listener);
}
