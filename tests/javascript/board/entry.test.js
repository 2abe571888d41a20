// An open cell: Enter takes what is written, Escape gives it up, a bad number is refused and the old value stays.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Entry } from "../../../backprop/interface/board/entry.js";
import { press } from "../stand_ins.js";
import { board } from "./boards.js";

let made, entry, cell;

beforeEach(() => {
  made = board();
  const { createElement } = document;
  document.createElement = (name) => Object.assign(createElement(name), { select() { this.selected = true; } });
  entry = made.entry = new Entry(made);
  cell = made.cells.get("W1[1,1]");
});

const write = (text) => (entry.field.value = text);
const edits = () => made.done.filter(([what]) => what === "edit").map(([, values]) => values);

test("it opens on the value, all of it selected, without round-off; or on what somebody began to type", () => {
  cell.value = 0.1 + 0.2;
  entry.open(cell);
  assert.deepEqual([entry.field.value, entry.field.selected, cell.open], ["0.3", true, true]);
  entry.close();
  entry.open(cell, "-");
  assert.deepEqual([entry.field.value, entry.field.selected], ["-", undefined]);
});

test("Enter takes what is written and gives the focus back to the cell", () => {
  entry.open(cell, "1");
  write("1/4");
  press(entry.field, "Enter");
  assert.deepEqual([edits(), cell.open, document.activeElement], [[[["W1[1,1]", 0.25]]], false, cell.element]);
});

test("Escape gives it up", () => {
  entry.open(cell, "1");
  press(entry.field, "Escape");
  assert.deepEqual([edits(), cell.open, document.activeElement], [[], false, cell.element]);
  assert.deepEqual(cell.element.children, [cell.text]);
});

test("a bad number leaves the cell open and says why; elsewhere the old value stays", () => {
  entry.open(cell, "x");
  press(entry.field, "Enter");
  const sentence = "W1[1,1]: “x” is not a number; write it like 0.35, -2e-3 or 1/3.";
  assert.deepEqual([made.done, cell.open], [[["say", sentence]], true]);
  assert.equal(entry.field.getAttribute("aria-invalid"), "true");
  entry.leave();
  assert.deepEqual([edits(), cell.open, cell.value], [[], false, 0.1]);
});

test("what was not changed is no edit: a value keeps its round-off, and a minus zero is another number", () => {
  cell.value = 0.1 + 0.2;
  for (const [text, count] of [["0.3", 0], ["0.30000000000000004", 0], ["0.31", 1]]) {
    entry.open(cell);
    write(text);
    entry.leave();
    assert.equal(edits().length, count, text);
  }
  cell.value = 0;
  entry.open(cell);
  write("-0");
  entry.leave();
  assert.ok(Object.is(edits().at(-1)[0][1], -0));
});

test("opening another cell takes what is written in the first one", () => {
  entry.open(cell, "7");
  entry.open(made.cells.get("b1[1]"));
  assert.deepEqual([edits(), entry.cell.name, cell.open], [[[["W1[1,1]", 7]]], "b1[1]", false]);
});

test("every key in it belongs to the text, and one of an input method is none", () => {
  entry.open(cell, "7");
  for (const key of ["z", "ArrowLeft", "Enter"]) assert.ok(press(entry.field, key, { ctrlKey: true, isComposing: true }).cancelBubble);
  assert.deepEqual([cell.open, edits()], [true, []]);
});
