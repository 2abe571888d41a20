// A drag of a cell: 0.01 for every 3 px on round values, Shift ten times coarser, Alt ten times finer; a click is none.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { attachScrub, roundTo } from "../../../backprop/interface/board/scrub.js";
import { fire } from "../stand_ins.js";
import { board } from "./boards.js";

let made;
const PEN = { pointerId: 1, button: 0, shiftKey: false, altKey: false };
const down = (name, clientX, more = {}) => fire(made.root, "pointerdown", { ...PEN, target: made.at(name), clientX, ...more });
const move = (clientX, more = {}) => fire(made.root, "pointermove", { ...PEN, clientX, clientY: 0, ...more });
const up = (clientX, more = {}) => fire(made.root, "pointerup", { ...PEN, clientX, ...more });
const edits = () => made.done.filter(([what]) => what === "edit").map(([, [[name, value]], { final }]) => [name, value, final]);

beforeEach(() => attachScrub((made = board())));

test("a value goes to the nearest multiple of the step, free of the dust of binary fractions", () => {
  for (const [value, step, rounded] of [
    [0.1 + 0.2, 0.01, 0.3], [0.126, 0.01, 0.13], [-0.126, 0.01, -0.13], [0.126, 0.1, 0.1], [0.12649, 0.001, 0.126],
    [1.005, 0.01, 1], [123456.789, 0.001, 123456.789], [-0.001, 0.01, 0], [1e300, 0.01, 1e300],
  ]) assert.ok(Object.is(roundTo(value, step), rounded), `${value} by ${step}: ${roundTo(value, step)}`);
  assert.equal(roundTo(1.7e308, 0.01), 1.7e308);     // its multiples are beyond all numbers
  for (let n = -500; n <= 500; n++) assert.equal(roundTo(n / 100 + 0.004, 0.01), Number((n / 100).toFixed(2)));
});

test("a press that wanders less than 4 px is a click, and selects", () => {
  down("W1[1,1]", 100);
  move(103);
  move(102, { clientY: 60 });                        // up and down is no drag at all
  up(103);
  assert.deepEqual(made.done, [["select", "W1[1,1]"]]);
});

test("a click on what is selected opens it; a tap selects and opens; Shift extends the block", () => {
  made.selected = "W1[1,1]";
  down("W1[1,1]", 100);
  up(100);
  assert.deepEqual(made.done, [["select", "W1[1,1]"], ["open", "W1[1,1]", null]]);
  made.done.length = 0;
  down("W2[1,2]", 100);
  up(100, { pointerType: "touch" });
  assert.deepEqual(made.done, [["select", "W2[1,2]"], ["open", "W2[1,2]", null]]);
  made.done.length = 0;
  made.block = { from: made.cells.get("W2[1,1]") };
  down("W2[1,2]", 100, { shiftKey: true });
  up(100, { shiftKey: true });
  assert.deepEqual(made.done.map(([what, { name }]) => [what, name]), [["extend", "W2[1,2]"]]);
});

test("a hundredth for every 3 px from where the drag began, each number once, and the last one as final", () => {
  down("W1[1,2]", 100);                              // 0.2
  move(104);                                         // it is a drag: counted from here
  for (const x of [105, 106, 107, 110, 113]) move(x);
  up(113);
  assert.deepEqual(edits(), [["W1[1,2]", 0.21, false], ["W1[1,2]", 0.22, false], ["W1[1,2]", 0.23, false], ["W1[1,2]", 0.23, true]]);
  assert.equal(new Set(made.done.map(([, , { scrub }]) => scrub)).size, 1);
  move(200);
  assert.equal(edits().length, 4);
});

test("to the left it goes down, through zero and without dust", () => {
  down("W1[1,1]", 100);                              // 0.1
  move(96);
  for (let x = 96; x >= 96 - 60; x -= 3) move(x);
  up(36);
  assert.deepEqual([...new Set(edits().map(([, value]) => value))].map((value) => value + 0),
    [0.09, 0.08, 0.07, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01, 0, -0.01, -0.02, -0.03, -0.04, -0.05, -0.06, -0.07, -0.08, -0.09, -0.1]);
});

test("Shift and Alt change the step from where the hand is", () => {
  down("W1[2,1]", 0);                                // 0.3
  move(4);
  move(10);
  assert.deepEqual(edits().at(-1), ["W1[2,1]", 0.32, false]);
  move(10, { shiftKey: true });
  move(16, { shiftKey: true });
  assert.deepEqual(edits().at(-1), ["W1[2,1]", 0.5, false]);   // 0.32 + 0.2, on a round tenth
  move(16, { altKey: true });
  move(22, { altKey: true });
  assert.deepEqual(edits().at(-1), ["W1[2,1]", 0.502, false]);
});

test("a drag that the browser takes away keeps where it was, and one that was none changes nothing", () => {
  down("b1[1]", 0);
  move(4);
  move(7);
  fire(made.root, "pointercancel", PEN);
  assert.deepEqual(edits().at(-1), ["b1[1]", 0.51, true]);
  const { length } = made.done;
  down("b1[1]", 0);
  fire(made.root, "pointercancel", PEN);
  up(0);
  assert.equal(made.done.length, length);
});

test("another pointer, another button, an open cell and a hidden number are not dragged", () => {
  down("W1[1,1]", 0);
  move(50, { pointerId: 2 });
  up(50, { pointerId: 2 });
  assert.deepEqual(made.done, []);
  up(0);
  made.done.length = 0;
  down("W1[1,1]", 0, { button: 2 });
  made.cells.get("W1[1,2]").open = true;
  down("W1[1,2]", 0);
  made.cells.get("W2[1,1]").value = null;
  down("W2[1,1]", 0);
  move(50);
  up(50);
  assert.deepEqual(made.done, []);
});

test("a press that is let go elsewhere has let go", () => {
  down("W1[1,1]", 0);
  fire(document, "pointerup");
  move(50);
  up(50);
  assert.deepEqual(made.done, []);
});
