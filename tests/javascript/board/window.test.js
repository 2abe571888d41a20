// The window on a large matrix: its numbers unpacked, where it goes, and which cells have an element.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window, numbersOf } from "../../../backprop/interface/board/window.js";
import { element, fire, visit } from "../stand_ins.js";

const ROWS = 40, COLUMNS = 30;
const base64 = (numbers) => Buffer.from(numbers.buffer).toString("base64");
let made, all, pens;

beforeEach(() => {
  visit();
  pens = [];
  document.createElement = (tag) => {
    const pixels = {};
    const pen = {
      boxes: [], clearRect: () => (pen.boxes = []), strokeRect: (...box) => pen.boxes.push(box),
      createImageData: (width, height) => ({ data: { buffer: new ArrayBuffer(4 * width * height) } }),
      putImageData: (image) => (pixels.drawn = new Uint8Array(image.data.buffer)),
    };
    if (tag === "canvas") pens.push({ pen, pixels });
    return Object.assign(element(), { tagName: tag.toUpperCase(), getContext: () => pen });
  };
  all = Array.from({ length: ROWS * COLUMNS }, (_, i) => ({ row: Math.floor(i / COLUMNS), column: i % COLUMNS, element: null }));
  const matrix = { name: "W1", rows: ROWS, columns: COLUMNS, cells: all };
  for (const cell of all) Object.assign(cell, { matrix, name: `W1[${cell.row + 1},${cell.column + 1}]` });
  const byName = new Map(all.map((cell) => [cell.name, cell]));
  const cells = {
    selection: null, related: new Set(), settled: 0, painted: 0,
    shades: Array.from({ length: 129 }, (_, i) => [`#${i.toString(16).padStart(2, "0")}1020`, "#fff"]),
    get: (name) => byName.get(name),
    slot: () => element(),
    bind: (slot, cell) => Object.assign(slot, { cell }) && (cell.element = slot),
    settle: () => (cells.settled += 1),
    paint: (cell, value, text, shade) => Object.assign(cell, { value, text, shade }) && (cells.painted += 1),
  };
  made = new Window(matrix, cells);
});

const shown = () => all.filter((cell) => cell.element).map(({ name }) => name);
const corners = () => [shown()[0], shown().at(-1)];
const numbers = (shade = 128) => ({
  values: all.map((_, i) => i), texts: all.map((_, i) => `${i}`), shades: new Uint16Array(all.length).fill(shade),
});

test("the numbers of a large matrix are unpacked once; what is hidden is null", () => {
  const record = { values: base64(new Float64Array([1 / 3, NaN, -0])), texts: "0.3333 ? 0", shades: base64(new Uint16Array([7, 128, 256])) };
  const { values, texts, shades } = numbersOf(record);
  assert.deepStrictEqual(values, [1 / 3, null, -0]);
  assert.deepEqual([texts, [...shades]], [["0.3333", "?", "0"], [7, 128, 256]]);
  assert.equal(numbersOf(record), numbersOf(record));
});

test("it opens at the first cell, six rows by five columns", () => {
  assert.equal(shown().length, 30);
  assert.deepEqual(corners(), ["W1[1,1]", "W1[6,5]"]);
  assert.deepEqual(made.heads.rows.map((head) => head.textContent), [1, 2, 3, 4, 5, 6]);
  assert.equal(made.where.textContent, "40 × 30. Below: rows 1 to 6, columns 1 to 5. Drag on the map to see others.");
});

test("it moves as little as it takes to show a cell", () => {
  for (const [row, column, first, last] of [
    [5, 4, "W1[1,1]", "W1[6,5]"], [6, 4, "W1[2,1]", "W1[7,5]"], [3, 9, "W1[2,6]", "W1[7,10]"],
    [0, 9, "W1[1,6]", "W1[6,10]"], [39, 29, "W1[35,26]", "W1[40,30]"], [36, 27, "W1[35,26]", "W1[40,30]"],
  ]) {
    made.reveal({ row, column });
    assert.deepEqual(corners(), [first, last], `${row}, ${column}`);
    assert.equal(shown().length, 30, "others have no element");
  }
});

test("it does not leave the matrix", () => {
  made.show(-3, 99);
  assert.deepEqual(corners(), ["W1[1,26]", "W1[6,30]"]);
  made.show(99, -3);
  assert.deepEqual(corners(), ["W1[35,1]", "W1[40,5]"]);
});

test("a press on the map puts its middle there, and gives up what was open", () => {
  assert.equal(made.side, 3);                        // 128 px for 40 rows
  made.marks.hasPointerCapture = () => true;
  fire(made.marks, "pointerdown", { offsetX: 3 * 15, offsetY: 3 * 20 });
  assert.deepEqual(corners(), ["W1[18,14]", "W1[23,18]"]);
  fire(made.marks, "pointermove", { offsetX: -20, offsetY: 9999 });
  assert.deepEqual(corners(), ["W1[35,1]", "W1[40,5]"]);
  assert.equal(made.cells.settled, 2);
});

test("the map tells the number under the mouse", () => {
  made.draw(numbers());
  made.marks.hasPointerCapture = () => false;
  fire(made.marks, "pointermove", { offsetX: 4, offsetY: 7 });   // column 2, row 3
  assert.equal(made.marks.title, "W1[3,2] = 61");
  assert.deepEqual(corners(), ["W1[1,1]", "W1[6,5]"]);
  all[61].value = null;
  fire(made.marks, "pointermove", { offsetX: 4, offsetY: 7 });
  assert.equal(made.marks.title, "W1[3,2] = ?");
});

test("numbers are painted when they are others, when the colours are, and after an edit that has no answer yet", () => {
  const given = numbers();
  for (const [change, times] of [
    [() => {}, 1], [() => {}, 1], [() => (made.touched = true), 2], [() => {}, 2],
    [() => (made.cells.shades[128][0] = "#000000"), 3],
  ]) {
    change();
    made.draw(given);
    assert.equal(made.cells.painted, times * all.length);
  }
  made.draw(numbers());
  assert.equal(made.cells.painted, 4 * all.length);
});

test("a pixel of the map has the colour of its cell", () => {
  const given = numbers(16);
  given.shades[COLUMNS + 2] = 32;
  made.draw(given);
  const [{ pixels }] = pens;
  assert.deepEqual([...pixels.drawn.slice(0, 4)], [0x10, 0x10, 0x20, 255]);
  assert.deepEqual([...pixels.drawn.slice(4 * (COLUMNS + 2), 4 * (COLUMNS + 3))], [0x20, 0x10, 0x20, 255]);
});

test("the map has a frame at the window, and the marks of a selection of this matrix", () => {
  const [, { pen }] = pens;
  assert.deepEqual(pen.boxes, Array(2).fill([0, 0, 15, 18]));   // a light rim and the frame
  made.cells.selection = "W1[2,3]";
  made.cells.related = new Set(["x[1]", "W1[1,1]"]);
  made.mark();
  assert.deepEqual(pen.boxes.filter((_, i) => i % 2), [[-0.5, -0.5, 4, 4], [0, 0, 15, 18], [4, 1, 7, 7]]);
});
