// The keys of the walk, and which of them buttons, links, cells, text fields and menus keep.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { attachWalkKeys } from "../../../backprop/interface/walk/keys.js";
import { element, press, visit } from "../stand_ins.js";

let done, controls, detach;

beforeEach(() => {
  visit();
  done = [];
  const asked = (what) => (...all) => done.push([what, ...all].join(" "));
  controls = { data: { walk: { inside: false } }, escape: () => false };
  for (const what of ["veil", "present", "go", "play", "enter"]) controls[what] = asked(what);
  detach = attachWalkKeys(controls);
});

/** What a key does, and whether anybody else hears of it. */
function key(name, fields = {}) {
  done.length = 0;
  const event = press(document, name, fields);
  return [done.join(), event.defaultPrevented];
}

const within = (selector) => ({ target: Object.assign(element(), { closest: (asked) => (asked.includes(selector) ? element() : null) }) });

test("arrows and page keys go step by step, Home and End to the ends", () => {
  for (const [name, to] of [["ArrowRight", "next"], ["ArrowLeft", "back"], ["PageDown", "next"], ["PageUp", "back"], ["Home", "first"], ["End", "last"]])
    assert.deepEqual(key(name), [`go ${to}`, true]);
});

test("Enter and the arrow down go into a step, the arrow up out of it; inside, down goes on", () => {
  assert.deepEqual([key("Enter"), key("ArrowDown"), key("ArrowUp")], [["enter", true], ["enter", true], ["", false]]);
  controls.data.walk.inside = true;
  assert.deepEqual([key("ArrowDown"), key("ArrowUp")], [["go next", true], ["enter", true]]);
});

test("Space plays; on a button or a link Space and Enter are its own, arrows are not", () => {
  assert.deepEqual(key(" "), ["play", true]);
  for (const kind of ["button", "summary"]) {
    assert.deepEqual(key(" ", within(kind)), ["", false]);
    assert.deepEqual(key("Enter", within(kind)), ["", false]);
    assert.deepEqual(key("ArrowRight", within(kind)), ["go next", true]);
  }
});

test("a cell of the board keeps what moves among cells; H and P are the page's there too", () => {
  const cell = within(".board .cell");
  for (const name of ["ArrowRight", "ArrowDown", "Enter", " ", "Home"]) assert.deepEqual(key(name, cell), ["", false], name);
  assert.deepEqual([key("h", cell), key("p", cell)], [["veil", true], ["present", true]]);
});

test("in a text field, below a menu, with Ctrl or Alt, and where it was dealt with, no key is the walk's", () => {
  const field = Object.assign(element(), { tagName: "INPUT", type: "text" });
  for (const fields of [{ target: field }, { ctrlKey: true }, { altKey: true }, { metaKey: true }, { defaultPrevented: true }]) {
    key("h", fields);
    assert.deepEqual(done, []);
    key("ArrowRight", fields);
    assert.deepEqual(done, []);
  }
  document.querySelector = () => element();          // a popover
  assert.deepEqual(key("ArrowRight"), ["", false]);
});

test("Escape is the walk's while there is something to leave", () => {
  assert.deepEqual(key("Escape"), ["", false]);
  controls.escape = () => true;
  assert.deepEqual(key("Escape"), ["", true]);
});

test("without a walk only hiding and presenting are left", () => {
  controls.data.walk = null;
  assert.deepEqual([key("ArrowRight"), key(" "), key("H"), key("p")], [["", false], ["", false], ["veil", true], ["present", true]]);
});

test("a page that is gone listens no more", () => {
  detach();
  assert.deepEqual(key("ArrowRight"), ["", false]);
});
