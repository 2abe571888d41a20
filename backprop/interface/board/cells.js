// The cells of the board: one grid for each matrix, built anew only when a shape or a name changes.

import { told } from "./numbers.js";

const PLAIN = new Intl.NumberFormat("en", { maximumSignificantDigits: 6, useGrouping: false });

export class Cells {
  constructor(parent) {
    this.parent = parent;
    this.byName = new Map();
    this.matrices = [];
    this.marked = [];
  }

  get(name) {
    return this.byName.get(name);
  }

  of(element) {
    return element?.closest?.(".cell")?.cell;
  }

  /** Draw the matrices of `data`: their texts and shades are lists in reading order. */
  draw(data) {
    const layout = JSON.stringify(data.matrices.map((m) => [m.name, m.label, m.rows, m.columns, m.at]));
    if (layout !== this.layout) this.build(data.matrices, layout);
    this.shades = data.shades;
    data.matrices.forEach((matrix, m) => {
      const cells = this.matrices[m].cells;
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
    const grid = make("div", "grid");
    grid.setAttribute("role", "group");
    grid.setAttribute("aria-label", `${matrix.name}, ${matrix.words}, ${matrix.rows} by ${matrix.columns}`);
    grid.style.setProperty("--columns", matrix.columns);
    const entry = { ...matrix, cells: [], element: box };
    for (let row = 0; row < matrix.rows; row++)
      for (let column = 0; column < matrix.columns; column++) {
        const cell = this.cell(entry, row, column);
        entry.cells.push(cell);
        this.byName.set(cell.name, cell);
        grid.append(cell.element);
      }
    title.cells = entry.cells;
    this.matrices.push(entry);
    box.append(title, grid);
    return box;
  }

  cell(matrix, row, column) {
    const element = make("div", "cell");
    const index = matrix.axes === 2 ? `${row + 1},${column + 1}` : `${column + 1}`;
    const name = `${matrix.name}[${index}]`;
    element.tabIndex = 0;
    element.dataset.name = name;
    element.setAttribute("role", "spinbutton");
    element.setAttribute("aria-label", name);
    element.cell = { element, name, edits: name + matrix.at, matrix, row, column };
    return element.cell;
  }

  paint(cell, value, text, shade) {
    write(cell, value, text);
    const [fill, ink] = this.shades[shade];
    if (cell.fill === fill) return;
    cell.fill = fill;
    cell.element.style.background = fill;
    cell.element.style.color = ink;
  }

  /** Show a new value before the server has answered. */
  show(name, value) {
    write(this.get(name), value, PLAIN.format(value).replace("-", "−"));
  }

  /** The same by the name that edits have for it, where it is on the board. */
  showEdited(edits, value) {
    const name = edits.replace(/@.*/, "");
    if (this.get(name)?.edits === edits) this.show(name, value);
  }

  mark(selection, related) {
    for (const element of this.marked) element.classList.remove("selected", "related");
    const elements = [selection, ...related].map((name) => this.get(name)?.element);
    elements.forEach((element, i) => element?.classList.add(i ? "related" : "selected"));
    this.marked = elements.filter(Boolean);
  }

  /** The cell `down` rows and `right` columns away; past an edge, the nearest one of the next matrix. */
  neighbour(cell, down, right) {
    const { matrix } = cell;
    const row = cell.row + down;
    const column = cell.column + right;
    if (row >= 0 && row < matrix.rows && column >= 0 && column < matrix.columns)
      return matrix.cells[row * matrix.columns + column];
    const next = this.matrices[this.matrices.indexOf(matrix) + down + right];
    if (!next) return cell;
    const clamp = (value, size) => Math.max(0, Math.min(size - 1, value));
    const landing = down
      ? [down > 0 ? 0 : next.rows - 1, clamp(column, next.columns)]
      : [clamp(row, next.rows), right > 0 ? 0 : next.columns - 1];
    return next.cells[landing[0] * next.columns + landing[1]];
  }
}

function write(cell, value, text) {
  if (!Object.is(cell.value, value)) {
    cell.value = value;                              // null: hidden, to be guessed
    if (value === null) cell.element.removeAttribute("aria-valuenow");
    else cell.element.setAttribute("aria-valuenow", value);
    cell.element.title = `${cell.name} = ${value === null ? "?" : told(value)}`;
  }
  if (cell.text === text) return;
  cell.text = text;
  if (!cell.open) cell.element.textContent = text;
  cell.element.setAttribute("aria-valuetext", text);
}

export function make(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}
