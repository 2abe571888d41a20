// Keys on a closed cell: arrows move, Alt nudges, digits open, Shift marks; what is the page's stays the page's.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { attachEscape, attachKeys } from "../../../backprop/interface/board/keys.js";
import { element, fire, press } from "../stand_ins.js";
import { board } from "./boards.js";

let made;

beforeEach(() => attachKeys((made = board())));

/** A key at a cell that has the focus; where the focus is then, what was done, and whether the page still gets it. */
function at(name, key, fields = {}) {
  document.activeElement = made.at(name);
  fire(made.root, "focusin", { target: made.at(name) });
  made.done.length = 0;
  const event = press(made.root, key, { target: made.at(name), ...fields });
  return { now: document.activeElement.cell?.name, done: made.done, taken: event.defaultPrevented };
}

test("arrows go to the neighbour, and past an edge to the nearest cell of the next matrix", () => {
  for (const [from, key, to] of [
    ["W1[2,1]", "ArrowRight", "W1[2,2]"], ["W1[2,1]", "ArrowDown", "W1[3,1]"], ["W1[2,2]", "ArrowUp", "W1[1,2]"],
    ["W1[2,2]", "ArrowLeft", "W1[2,1]"], ["x[3]", "ArrowRight", "W1[1,1]"], ["x[3]", "ArrowDown", "W1[1,2]"],
    ["W1[1,1]", "ArrowUp", "x[1]"], ["W1[3,2]", "ArrowRight", "b1[1]"], ["b1[2]", "ArrowLeft", "b1[1]"],
    ["b1[1]", "ArrowLeft", "W1[1,2]"], ["x[1]", "ArrowLeft", "x[1]"], ["W2[2,2]", "ArrowDown", "W2[2,2]"],
    ["x[2]", "ArrowDown", "W1[1,2]"], ["W1[3,1]", "ArrowDown", "b1[1]"], ["b1[1]", "ArrowDown", "W2[1,1]"],
    ["W2[1,1]", "ArrowUp", "b1[1]"], ["b1[2]", "ArrowRight", "W2[1,1]"],
  ]) {
    const { now, taken } = at(from, key);
    assert.deepEqual([now, taken], [to, true], `${from} ${key}`);
  }
});

test("Alt with up and down nudges by a hundredth, with Shift by a tenth, joined while it is the same cell", () => {
  const scrubs = [];
  for (const [key, fields, value] of [
    ["ArrowUp", {}, 0.31], ["ArrowDown", {}, 0.29], ["ArrowUp", { shiftKey: true }, 0.4], ["ArrowDown", { shiftKey: true }, 0.2],
  ]) {
    const { done: [[what, [[name, set]], { scrub }]] } = at("W1[2,1]", key, { altKey: true, ...fields });
    assert.deepEqual([what, name, set], ["edit", "W1[2,1]", value]);
    scrubs.push(scrub);
  }
  assert.equal(new Set(scrubs).size, 1);
  const { done: [[, , { scrub }]] } = at("W1[2,2]", "ArrowUp", { altKey: true });
  assert.ok(!scrubs.includes(scrub));
});

test("Alt with the sideways arrows is the browser's", () => {
  assert.deepEqual(at("W1[2,1]", "ArrowLeft", { altKey: true }), { now: "W1[2,1]", done: [], taken: false });
});

test("a digit, a minus, a point or a comma opens the cell on it; Enter and F2 on its value", () => {
  for (const key of ["7", "-", "−", ".", ","]) assert.deepEqual(at("b1[1]", key).done, [["open", "b1[1]", key]]);
  for (const key of ["Enter", "F2"]) assert.deepEqual(at("b1[1]", key).done, [["open", "b1[1]", null]]);
});

test("Space selects; other letters do nothing here and nothing elsewhere", () => {
  assert.deepEqual(at("b1[1]", " ").done, [["select", "b1[1]"]]);
  assert.deepEqual(at("b1[1]", "h"), { now: "b1[1]", done: [], taken: true });
});

test("Shift with an arrow extends the block from where it ends, Ctrl+A marks the matrix", () => {
  const { done: [[what, cell, from]] } = at("W1[1,1]", "ArrowDown", { shiftKey: true });
  assert.deepEqual([what, cell.name, from.name], ["extend", "W1[2,1]", "W1[1,1]"]);
  const { done: [[all, cells]] } = at("W1[1,1]", "a", { ctrlKey: true });
  assert.deepEqual([all, cells.length], ["all", 6]);
});

test("undo, redo, Escape, Tab and other shortcuts are the page's", () => {
  for (const [key, fields] of [
    ["z", { ctrlKey: true }], ["z", { ctrlKey: true, shiftKey: true }], ["y", { metaKey: true }], ["Escape", {}], ["Tab", {}],
    ["c", { ctrlKey: true }], ["ArrowDown", { ctrlKey: true }],
  ]) assert.deepEqual(at("W1[1,1]", key, fields), { now: "W1[1,1]", done: [], taken: false }, key);
});

test("in an open cell every key belongs to the text", () => {
  made.cells.get("b1[1]").open = true;
  for (const key of ["ArrowUp", "7", "Enter", " "]) assert.equal(at("b1[1]", key).taken, false);
  assert.deepEqual(made.done, []);
});

test("a hidden number is not nudged", () => {
  made.cells.get("W1[2,1]").value = null;
  assert.deepEqual(at("W1[2,1]", "ArrowUp", { altKey: true }).done, []);
});

test("Escape lets the selection go, but for text fields and what was dealt with", () => {
  const detach = attachEscape(made);
  const escape = (target, fields = {}) => {
    made.done.length = 0;
    press(document, "Escape", { target, ...fields });
    return made.done;
  };
  made.selected = "C";
  assert.deepEqual(escape(element()), [["select", null]]);
  assert.deepEqual(escape(Object.assign(element(), { tagName: "INPUT", type: "text" })), []);
  assert.deepEqual(escape(element(), { defaultPrevented: true }), []);
  made.selected = null;
  assert.deepEqual(escape(element()), []);
  made.selected = "C";
  detach();
  assert.deepEqual(escape(element()), []);
});
