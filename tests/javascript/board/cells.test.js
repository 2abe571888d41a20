// The cells of the board: their names, what they say of themselves, and what an edit shows before its answer.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { board, matrix } from "./boards.js";

let cells;
const said = (name) => ["aria-valuenow", "aria-valuetext", "aria-label"].map((what) => cells.get(name).element.getAttribute(what));
const classes = (name) => [...cells.get(name).element.classList].sort();

beforeEach(() => ({ cells } = board([...["x", "t"].map((name) => matrix(name, [[1, 2]], { axes: 1, at: "@2" })), matrix("W1", [[1, 2], [3, 4]])])));

test("names count from one; a vector has one index, and an input of a sample is edited by the sample's name", () => {
  assert.deepEqual([...cells.byName.keys()], ["x[1]", "x[2]", "t[1]", "t[2]", "W1[1,1]", "W1[1,2]", "W1[2,1]", "W1[2,2]"]);
  assert.deepEqual(["x[2]", "W1[1,2]"].map((name) => cells.get(name).edits), ["x[2]@2", "W1[1,2]"]);
});

test("a cell says its name, its exact value and its text", () => {
  assert.deepEqual(said("W1[2,1]"), ["3", "3", "W1[2,1]"]);
  cells.show("W1[2,1]", -1234.56789);
  assert.deepEqual(said("W1[2,1]"), ["-1234.56789", "−1234.57", "W1[2,1]"]);
  assert.equal(cells.get("W1[2,1]").element.textContent, "−1234.57");
  assert.equal(cells.get("W1[2,1]").element.title, "W1[2,1] = -1234.56789");
});

test("a hidden number has no value to be read out", () => {
  const hidden = matrix("W1", [[null, 2], [3, 4]]);
  hidden.texts[0] = "?";
  cells.draw({ shades: cells.shades, matrices: [hidden] });
  assert.deepEqual(said("W1[1,1]"), [null, "?", "W1[1,1]"]);
  assert.equal(cells.get("W1[1,1]").element.title, "W1[1,1] = ?");
});

test("numbers alone leave the elements where they are, another shape builds them anew", () => {
  const before = cells.get("W1[1,1]").element;
  const matrices = () => [matrix("W1", [[7, 8], [9, 10]])];
  cells.draw({ shades: cells.shades, matrices: matrices() });
  const built = cells.get("W1[1,1]").element;
  assert.notEqual(built, before);
  const other = matrices();
  other[0].values[0] = 5;
  cells.draw({ shades: cells.shades, matrices: other });
  assert.equal(cells.get("W1[1,1]").element, built);
  assert.equal(built.getAttribute("aria-valuenow"), "5");
});

test("an edit without an answer is shown where it is on the board: of this sample, not of another", () => {
  cells.showEdited("x[1]@2", 9);
  cells.showEdited("x[2]@3", 9);
  cells.showEdited("W9[1,1]", 9);
  assert.deepEqual([cells.get("x[1]").value, cells.get("x[2]").value], [9, 2]);
});

test("the selection and what it is made from are marked, and unmarked", () => {
  cells.mark("W1[1,1]", ["x[1]", "C", "W1[1,1]"]);
  assert.deepEqual(["W1[1,1]", "x[1]", "x[2]"].map(classes), [["selected"], ["related"], []]);
  cells.mark("x[1]", []);
  assert.deepEqual(["W1[1,1]", "x[1]"].map(classes), [[], ["selected"]]);
  cells.mark(null, []);
  assert.deepEqual(classes("x[1]"), []);
});

test("an open cell keeps its text field", () => {
  const cell = cells.get("W1[1,1]");
  cell.open = true;
  cell.element.textContent = "the field";
  cells.show("W1[1,1]", 8);
  assert.equal(cell.element.textContent, "the field");
  assert.equal(cell.element.getAttribute("aria-valuetext"), "8");
});
