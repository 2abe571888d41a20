// A large matrix: a map of all its cells in colour, and a window on a few of them with their numbers, which moves over it.

import { bytes } from "../figure_view/packed.js";
import { told } from "./numbers.js";
import { make } from "./make.js";

const ROWS = 6;
const COLUMNS = 5;
const MAP = 128;          // px, the longer side of the map
const unpacked = new WeakMap();

/** The numbers of a large matrix, as the board knows those of a small one. */
export function numbersOf(record) {
  if (!unpacked.has(record)) {
    const values = new Float64Array(bytes(record.values));
    const texts = record.texts.split(" ");
    const shades = new Uint16Array(bytes(record.shades));
    unpacked.set(record, { values: Array.from(values, (v) => (Number.isNaN(v) ? null : v)), texts, shades });
  }
  return unpacked.get(record);
}

export class Window {
  /** `matrix` has all its cells, of which those in the window get an element; `cells` paints and marks them. */
  constructor(matrix, cells) {
    this.matrix = matrix;
    this.cells = cells;
    this.numbers = null;
    this.fills = "";            // of the numbers as they were drawn
    this.touched = false;       // a cell shows what the server has not answered yet
    this.top = this.left = 0;
    this.high = Math.min(matrix.rows, ROWS);
    this.wide = Math.min(matrix.columns, COLUMNS);
    this.side = Math.max(1, Math.min(4, Math.floor(MAP / Math.max(matrix.rows, matrix.columns))));
    this.map = canvas(matrix.columns, matrix.rows, this.side);
    this.marks = canvas(matrix.columns * this.side, matrix.rows * this.side, 1);
    this.where = make("p", "where");
    const map = make("div", "map");
    map.append(this.map, this.marks);
    this.marks.setAttribute("role", "img");
    this.over = make("div", "over");
    this.over.append(map, this.where);
    this.grid = make("div", "grid window");
    this.grid.style.setProperty("--columns", this.wide);
    this.slots = Array.from({ length: this.high * this.wide }, () => cells.slot());
    this.heads = { rows: labels(this.high), columns: labels(this.wide) };
    this.grid.append(make("span", "index"), ...this.heads.columns, ...this.heads.rows.flatMap((head, i) =>
      [head, ...this.slots.slice(i * this.wide, (i + 1) * this.wide)]));
    this.listen();
    this.show(0, 0);
  }

  listen() {
    const { marks } = this;
    const at = ({ offsetX: x, offsetY: y }) => {
      const place = (offset, count) => Math.max(0, Math.min(count - 1, Math.floor(offset / this.side)));
      return [place(y, this.matrix.rows), place(x, this.matrix.columns)];
    };
    const follow = (event) => {
      const [row, column] = at(event);
      this.cells.settle();
      this.show(row - (this.high >> 1), column - (this.wide >> 1));
    };
    marks.addEventListener("pointerdown", (event) => {
      marks.setPointerCapture(event.pointerId);
      follow(event);
    });
    marks.addEventListener("pointermove", (event) => {
      if (marks.hasPointerCapture(event.pointerId)) return follow(event);
      const [row, column] = at(event);
      const { name, value } = this.matrix.cells[row * this.matrix.columns + column];
      marks.title = `${name} = ${value === null ? "?" : told(value)}`;
    });
  }

  /** All numbers, if they are others than those shown. */
  draw(numbers) {
    if (numbers === this.numbers && this.fills === this.cells.shades[128][0] && !this.touched) return;
    Object.assign(this, { numbers, fills: this.cells.shades[128][0], touched: false });
    const { cells } = this.matrix;
    for (let i = 0; i < cells.length; i++) this.cells.paint(cells[i], numbers.values[i], numbers.texts[i], numbers.shades[i]);
    this.colour();
  }

  colour() {
    const pen = this.map.getContext("2d");
    const image = pen.createImageData(this.matrix.columns, this.matrix.rows);
    const inks = new Map();
    const pixels = new Uint32Array(image.data.buffer);
    const ink = (fill) => {
      if (!inks.has(fill)) {
        const [r, g, b] = [1, 3, 5].map((k) => parseInt(fill.slice(k, k + 2), 16));
        inks.set(fill, (255 << 24) | (b << 16) | (g << 8) | r);
      }
      return inks.get(fill);
    };
    this.numbers.shades.forEach((shade, i) => (pixels[i] = ink(this.cells.shades[shade][0])));
    pen.putImageData(image, 0, 0);
  }

  /** Move the window as little as it takes to show a cell. */
  reveal({ row, column }) {
    const least = (first, size, wanted) => Math.min(Math.max(first, wanted - size + 1), wanted);
    this.show(least(this.top, this.high, row), least(this.left, this.wide, column));
  }

  /** Show the cells from this row and column on. */
  show(top, left) {
    const { rows, columns, cells } = this.matrix;
    this.top = Math.max(0, Math.min(rows - this.high, top));
    this.left = Math.max(0, Math.min(columns - this.wide, left));
    for (const { cell } of this.slots) if (cell) cell.element = cell.fill = null;
    this.slots.forEach((slot, k) => {
      const row = this.top + Math.floor(k / this.wide);
      this.cells.bind(slot, cells[row * columns + this.left + (k % this.wide)]);
    });
    this.heads.rows.forEach((head, i) => (head.textContent = this.top + i + 1));
    this.heads.columns.forEach((head, j) => (head.textContent = this.left + j + 1));
    const span = (first, size) => `${first + 1} to ${first + size}`;
    const shown = `rows ${span(this.top, this.high)}, columns ${span(this.left, this.wide)}`;
    this.where.textContent = `${rows} × ${columns}. Below: ${shown}. Drag on the map to see others.`;
    this.marks.setAttribute("aria-label", `Map of ${this.matrix.name}, ${rows} by ${columns}; the window shows ${shown}`);
    this.mark();
  }

  /** The frame of the window, and the marks of a selection, on the map. */
  mark() {
    const { side, marks } = this;
    const pen = marks.getContext("2d");
    const style = getComputedStyle(this.grid);
    pen.clearRect(0, 0, marks.width, marks.height);
    const frame = (x, y, wide, high, grown, width) => {
      const box = [x * side - grown, y * side - grown, wide * side + 2 * grown, high * side + 2 * grown];
      for (const [more, colour] of [[2, style.getPropertyValue("--st-background-color") || "#fff"], [0, style.color || "#000"]]) {
        pen.lineWidth = width + more;
        pen.strokeStyle = colour;
        pen.strokeRect(...box);
      }
    };
    const { selection, related } = this.cells;
    for (const name of related) this.marked(name, ({ row, column }) => frame(column, row, 1, 1, 0.5, 1));
    frame(this.left, this.top, this.wide, this.high, 0, 2);
    this.marked(selection, ({ row, column }) => frame(column, row, 1, 1, 2, 2));
  }

  marked(name, draw) {
    const cell = name && this.cells.get(name);
    if (cell?.matrix === this.matrix) draw(cell);
  }
}

function canvas(width, height, scale) {
  const element = make("canvas", "");
  Object.assign(element, { width, height });
  element.style.width = `${width * scale}px`;
  element.style.height = `${height * scale}px`;
  return element;
}

const labels = (count) => Array.from({ length: count }, () => make("span", "index"));
