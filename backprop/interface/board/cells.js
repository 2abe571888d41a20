// The cells of the board: one grid for each matrix, built anew only when a shape or a name changes.

import { still } from "../figure_view/stills.js";
import { make } from "./make.js";
import { told } from "./numbers.js";
import { Window, numbersOf } from "./window.js";

const PLAIN = new Intl.NumberFormat("en", { maximumSignificantDigits: 6, useGrouping: false });

export class Cells {
  constructor(parent) {
    this.parent = parent;
    this.byName = new Map();
    this.matrices = [];
    this.marked = [];
    this.selection = null;
    this.related = new Set();
    this.settle = () => {};       // before a window moves: what is open in it is taken or given up
  }

  get(name) {
    return this.byName.get(name);
  }

  of(element) {
    return element?.closest?.(".cell")?.cell;
  }

  /** Draw the matrices of `data`: their texts and shades are lists in reading order, those of a large one stand still. */
  draw(data) {
    const layout = JSON.stringify(data.matrices.map((m) => [m.name, m.label, m.rows, m.columns, m.at, "numbers" in m]));
    this.shades = data.shades;
    if (layout !== this.layout) this.build(data.matrices, layout);
    data.matrices.forEach((matrix, m) => {
      const { cells, window } = this.matrices[m];
      if (window) return window.draw(numbersOf(still(matrix.numbers.still)));
      for (let i = 0; i < cells.length; i++) this.paint(cells[i], matrix.values[i], matrix.texts[i], matrix.shades[i]);
    });
  }

  build(matrices, layout) {
    this.layout = layout;
    this.byName.clear();
    this.matrices = [];
    const groups = new Map();
    for (const matrix of matrices) {
      if (!groups.has(matrix.group)) groups.set(matrix.group, make("div", "group"));
      groups.get(matrix.group).append(this.grid(matrix));
    }
    this.parent.replaceChildren(...groups.values());
  }

  grid(matrix) {
    const box = make("div", "matrix");
    const title = make("button", "label");
    title.type = "button";
    title.tabIndex = -1;                             // for a mouse; Ctrl+A in a cell does the same, and digits there count
    title.textContent = matrix.label;
    title.title = `Select all of ${matrix.name}, ${matrix.words}`;
    const entry = { ...matrix, cells: [], element: box };
    for (let row = 0; row < matrix.rows; row++)
      for (let column = 0; column < matrix.columns; column++) {
        const cell = this.cell(entry, row, column);
        entry.cells.push(cell);
        this.byName.set(cell.name, cell);
      }
    title.cells = entry.cells;
    this.matrices.push(entry);
    if ("numbers" in matrix) entry.window = new Window(entry, this);
    const grid = entry.window?.grid ?? this.whole(entry);
    grid.setAttribute("role", "group");
    grid.setAttribute("aria-label", `${matrix.name}, ${matrix.words}, ${matrix.rows} by ${matrix.columns}`);
    box.append(title, ...(entry.window ? [entry.window.over] : []), grid);
    return box;
  }

  /** The grid of a matrix that shows all its cells. */
  whole({ cells, columns }) {
    const grid = make("div", "grid");
    grid.style.setProperty("--columns", columns);
    for (const cell of cells) this.bind(grid.appendChild(this.slot()), cell);
    return grid;
  }

  cell(matrix, row, column) {
    const index = matrix.axes === 2 ? `${row + 1},${column + 1}` : `${column + 1}`;
    const name = `${matrix.name}[${index}]`;
    return { element: null, name, edits: name + matrix.at, matrix, row, column };
  }

  /** An element for a cell. */
  slot() {
    const element = make("div", "cell");
    element.tabIndex = 0;
    element.setAttribute("role", "spinbutton");
    return element;
  }

  /** Let an element be that of a cell. */
  bind(element, cell) {
    element.cell = cell;
    cell.element = element;
    element.dataset.name = cell.name;
    element.setAttribute("aria-label", cell.name);
    this.dress(cell);
    if (cell.text === undefined) return;          // it has no number yet
    tell(cell);
    spell(cell);
    this.tint(cell);
  }

  /** The marks of the selection, of what it is made from, and of a block. */
  dress({ element, name, inBlock = false }) {
    element.classList.toggle("selected", name === this.selection);
    element.classList.toggle("related", this.related.has(name) && name !== this.selection);
    element.classList.toggle("block", inBlock);
  }

  paint(cell, value, text, shade) {
    write(cell, value, text);
    cell.shade = shade;
    if (cell.element) this.tint(cell);
  }

  tint(cell) {
    const [fill, ink] = this.shades[cell.shade];
    if (cell.fill === fill) return;
    cell.fill = fill;
    cell.element.style.background = fill;
    cell.element.style.color = ink;
  }

  /** Show a new value before the server has answered. */
  show(name, value) {
    const cell = this.get(name);
    write(cell, value, PLAIN.format(value).replace("-", "−"));
    if (cell.matrix.window) cell.matrix.window.touched = true;
  }

  /** The same by the name that edits have for it, where it is on the board. */
  showEdited(edits, value) {
    const name = edits.replace(/@.*/, "");
    if (this.get(name)?.edits === edits) this.show(name, value);
  }

  /** Mark the selection and what it is made from; the windows show a new one, unless a person is at work in them. */
  mark(selection, related, busy = false) {
    const fresh = selection !== this.selection && !busy;
    const cells = [selection, ...related].map((name) => this.get(name)).filter(Boolean);
    const before = this.marked;
    Object.assign(this, { selection, related: new Set(related), marked: cells });
    for (const cell of new Set([...before, ...cells])) if (cell.element) this.dress(cell);
    for (const { window } of this.matrices) {
      const first = fresh && window && cells.find((cell) => cell.matrix.window === window);
      if (first) window.reveal(first);
      else window?.mark();
    }
  }

  /** The cell has an element now: if its matrix has a window, that shows it. */
  reveal(cell) {
    if (!cell.element) {
      this.settle();
      cell.matrix.window.reveal(cell);
    }
    return cell;
  }

  /** The cell `down` rows and `right` columns away; past an edge, the nearest one of the next matrix. */
  neighbour(cell, down, right) {
    const { matrix } = cell;
    const row = cell.row + down;
    const column = cell.column + right;
    if (row >= 0 && row < matrix.rows && column >= 0 && column < matrix.columns)
      return this.reveal(matrix.cells[row * matrix.columns + column]);
    const next = this.matrices[this.matrices.indexOf(matrix) + down + right];
    if (!next) return cell;
    const clamp = (value, size) => Math.max(0, Math.min(size - 1, value));
    const landing = down
      ? [down > 0 ? 0 : next.rows - 1, clamp(column, next.columns)]
      : [clamp(row, next.rows), right > 0 ? 0 : next.columns - 1];
    return this.reveal(next.cells[landing[0] * next.columns + landing[1]]);
  }
}

/** Give a cell its number, null for one that is hidden to be guessed, and its text. */
function write(cell, value, text) {
  const [another, otherwise] = [!Object.is(cell.value, value), cell.text !== text];
  Object.assign(cell, { value, text });
  if (another && cell.element) tell(cell);
  if (otherwise && cell.element) spell(cell);
}

function tell({ element, name, value }) {
  if (value === null) element.removeAttribute("aria-valuenow");
  else element.setAttribute("aria-valuenow", value);
  element.title = `${name} = ${value === null ? "?" : told(value)}`;
}

function spell({ element, open, text }) {
  if (!open) element.textContent = text;
  element.setAttribute("aria-valuetext", text);
}
