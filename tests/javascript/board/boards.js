// A board of the starting example's shapes, without a page around it: real cells, and what is asked of the rest.

import { Cells } from "../../../backprop/interface/board/cells.js";
import { element, visit } from "../stand_ins.js";

const SHADES = Array.from({ length: 257 }, (_, i) => [`#0000${(i & 255).toString(16).padStart(2, "0")}`, "#ffffff"]);

/** A matrix as the server tells it: rows of numbers, or one row for a vector. */
export function matrix(name, rows, { at = "", axes = 2 } = {}) {
  const values = rows.flat();
  return {
    name, label: name, words: `the ${name}`, group: name, at, axes, rows: rows.length, columns: rows[0].length,
    values, texts: values.map(String), shades: values.map(() => 128),
  };
}

export const WORKED = [
  matrix("x", [[1, 2, 3]], { axes: 1 }),
  matrix("W1", [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]),
  matrix("b1", [[0.5, 0.5]], { axes: 1 }),
  matrix("W2", [[0.7, 0.8], [0.9, 0.1]]),
];

/** The board, and in `done` what was asked of it. */
export function board(matrices = WORKED) {
  const window = visit();
  document.createElement = (name) => Object.assign(element(), { tagName: name.toUpperCase() });
  const root = element();
  root.contains = () => true;
  const cells = new Cells(element());
  cells.of = (target) => target?.cell;
  cells.draw({ shades: SHADES, matrices });
  const done = [];
  const asked = (what) => (...all) => {
    done.push([what, ...all]);
    return true;
  };
  return {
    window, root, cells, done, selected: null, rowsReceive: false, block: null,
    edit: asked("edit"),
    select: asked("select"),
    notes: { clear: () => {}, say: (_, sentence) => done.push(["say", sentence]) },
    entry: { commit: () => true, open: (cell, text = null) => done.push(["open", cell.name, text]), close: () => done.push(["close"]) },
    extendTo: asked("extend"),
    showBlock: () => {},
    selectMatrix: asked("all"),
    at: (name) => cells.get(name).element,
  };
}
