// A pasted block goes to the cells it lies on, oriented as the switch says, or says why not; a copy has every digit.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { attachClipboard } from "../../../backprop/interface/board/clipboard.js";
import { fire } from "../stand_ins.js";
import { board, matrix } from "./boards.js";

let made, detach;

function begin(matrices) {
  made = board(matrices);
  detach = attachClipboard(made);
}

/** Focus a cell, and mark a block from it if another is named. */
function go(name, to = name) {
  document.activeElement = made.at(name);
  made.block = { from: made.cells.get(name), to: made.cells.get(to) };
}

function copied() {
  let text = null;
  fire(document, "copy", { clipboardData: { setData: (_, given) => (text = given) } });
  return text;
}

function paste(name, text) {
  go(name);
  made.done.length = 0;
  const event = fire(document, "paste", { clipboardData: { getData: () => text } });
  return { done: made.done, prevented: event.defaultPrevented };
}

const pasted = (name, text) => Object.fromEntries(paste(name, text).done.flatMap(([what, values]) => (what === "edit" ? values : [])));

beforeEach(() => begin());

test("a block fills from the cell on, row by row", () => {
  assert.deepEqual(pasted("W2[1,1]", "[[1, 2], [3, 4]]"), { "W2[1,1]": 1, "W2[1,2]": 2, "W2[2,1]": 3, "W2[2,2]": 4 });
  assert.deepEqual(pasted("W1[2,1]", "0.1\t0,25\r\n-3\t1/3\r\n"), { "W1[2,1]": 0.1, "W1[2,2]": 0.25, "W1[3,1]": -3, "W1[3,2]": 1 / 3 });
  assert.deepEqual(pasted("W2[2,2]", "7"), { "W2[2,2]": 7 });
});

test("it fills from the first cell of a marked block, whichever has the focus", () => {
  document.activeElement = made.at("W2[2,2]");
  made.block = { from: made.cells.get("W2[2,2]"), to: made.cells.get("W2[1,1]") };
  fire(document, "paste", { clipboardData: { getData: () => "1 2; 3 4" } });
  assert.deepEqual(made.done[0][1].map(([name]) => name), ["W2[1,1]", "W2[1,2]", "W2[2,1]", "W2[2,2]"]);
});

test("a column goes along a vector, whatever the switch says", () => {
  for (const receive of [false, true]) {
    made.rowsReceive = receive;
    assert.deepEqual(pasted("b1[1]", "8\n9"), { "b1[1]": 8, "b1[2]": 9 });
    assert.deepEqual(pasted("b1[1]", "8 9"), { "b1[1]": 8, "b1[2]": 9 });
  }
});

test("with rows that receive a matrix is turned, a square one too", () => {
  made.rowsReceive = true;
  assert.deepEqual(pasted("W2[1,1]", "1 2; 3 4"), { "W2[1,1]": 1, "W2[1,2]": 3, "W2[2,1]": 2, "W2[2,2]": 4 });
  assert.deepEqual(pasted("W1[1,1]", "1 2 3; 4 5 6"), { "W1[1,1]": 1, "W1[1,2]": 4, "W1[2,1]": 2, "W1[2,2]": 5, "W1[3,1]": 3, "W1[3,2]": 6 });
});

test("what does not fit changes nothing and says so, and whether the other way would", () => {
  const misfit = (name, size, room) => `${name}: ${size} numbers were pasted, but from here ${name.slice(0, 2)} has room for ${room} (rows × columns). Nothing was changed.`;
  assert.deepEqual(paste("W1[1,1]", "1 2 3; 4 5 6").done, [["say", `${misfit("W1[1,1]", "2 × 3", "3 × 2")} They would fit with “rows receive”.`]]);
  made.rowsReceive = true;
  assert.deepEqual(paste("W1[1,1]", "1 2; 3 4; 5 6").done, [["say", `${misfit("W1[1,1]", "2 × 3", "3 × 2")} They would fit with “rows send”.`]]);
  assert.deepEqual(paste("W2[2,2]", "1 2; 3 4").done, [["say", misfit("W2[2,2]", "2 × 2", "1 × 1")]]);
  made.rowsReceive = false;
  assert.deepEqual(paste("b1[1]", "1 2 3").done, [["say", misfit("b1[1]", "1 × 3", "1 × 2")]]);
});

test("what is no matrix is refused in the parser's words", () => {
  assert.deepEqual(paste("x[1]", "1 a").done, [["say", "x[1]: Row 1, column 2: “a” is not a number; write it like 0.35, -2e-3 or 1/3."]]);
});

test("in an open cell a single number goes into the text, a block closes it", () => {
  made.cells.get("W2[1,1]").open = true;
  const single = paste("W2[1,1]", " 0.5 ");
  assert.deepEqual([single.done, single.prevented], [[], false]);
  const block = paste("W2[1,1]", "1\t2");
  assert.deepEqual([block.done[0], block.done[1][0], block.prevented], [["close"], "edit", true]);
});

test("a copy is tab-separated with all digits", () => {
  begin([matrix("W1", [[1 / 3, -0, 1e-9], [0.1 + 0.2, null, 1e21]])]);
  go("W1[1,1]", "W1[2,3]");
  assert.equal(copied(), "0.3333333333333333\t-0\t1e-9\n0.30000000000000004\t?\t1e+21");
  go("W1[1,2]", "W1[2,2]");
  assert.equal(copied(), "-0\n?");
  go("W1[2,2]", "W1[1,1]");                          // marked the other way round
  assert.equal(copied(), "0.3333333333333333\t-0\n0.30000000000000004\t?");
});

test("what is copied from an open cell is its text, and from elsewhere nothing of ours", () => {
  go("W1[1,1]");
  made.cells.get("W1[1,1]").open = true;
  assert.equal(copied(), null);
  document.activeElement = document.body;
  assert.equal(copied(), null);
});

test("a marked block is dressed, and undressed when the next one is marked", () => {
  const dressed = () => [...made.cells.byName.values()].filter(({ element }) => element.classList.has("block")).map(({ name }) => name);
  go("W2[1,1]");
  made.extendTo(made.cells.get("W2[1,2]"));
  assert.deepEqual(dressed(), ["W2[1,1]", "W2[1,2]"]);
  made.extendTo(made.cells.get("W1[1,1]"), made.cells.get("W2[2,1]"));   // another matrix: only as far as this one goes
  assert.deepEqual(dressed(), ["W2[1,1]", "W2[2,1]"]);
  made.selectMatrix(made.cells.get("b1[1]").matrix.cells);
  assert.deepEqual(dressed(), ["b1[1]", "b1[2]"]);
  made.block = { from: made.cells.get("b1[1]"), to: made.cells.get("b1[1]") };
  made.showBlock();
  assert.deepEqual(dressed(), []);                   // a single cell is no block
});

test("a board that is gone listens no more", () => {
  detach();
  assert.deepEqual(paste("W2[1,1]", "7").done, []);
});
