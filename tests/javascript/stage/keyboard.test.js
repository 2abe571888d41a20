// Which key is meant, on any layout and with an input method, and whose it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { belongsElsewhere, isText, keyOf } from "../../../backprop/interface/stage/keyboard.js";
import { attachShortcuts, shortcutOf } from "../../../backprop/interface/stage/shortcuts.js";
import { element, press, visit } from "../stand_ins.js";

test("a key is what is printed on it where that is Latin, else the letter of its place", () => {
  for (const [given, key] of [
    [{ key: "z", code: "KeyZ" }, "z"], [{ key: "Z", code: "KeyZ" }, "z"], [{ key: "z", code: "KeyW" }, "z"],   // AZERTY
    [{ key: "я", code: "KeyZ" }, "z"], [{ key: "ㅋ", code: "KeyZ" }, "z"], [{ key: "ζ", code: "KeyZ" }, "z"],
    [{ key: "é", code: "KeyE" }, "é"], [{ key: "7", code: "Digit7" }, "7"], [{ key: "-", code: "KeyX" }, "-"],
    [{ key: "ArrowUp", code: "ArrowUp" }, "ArrowUp"], [{ key: " ", code: "Space" }, " "], [{}, ""],
  ]) assert.equal(keyOf(given), key, JSON.stringify(given));
});

test("a key that an input method takes is none", () => {
  for (const given of [{ key: "a", isComposing: true }, { key: "Process" }, { key: "Enter", keyCode: 229 }])
    assert.equal(keyOf(given), "");
});

test("undo and redo, with Ctrl or the command key, and never with Alt", () => {
  const key = (letter, more) => shortcutOf({ key: letter, code: "", ...more });
  for (const held of [{ ctrlKey: true }, { metaKey: true }]) {
    assert.equal(key("z", held), "undo");
    assert.equal(key("Z", { ...held, shiftKey: true }), "redo");
    assert.equal(key("y", held), "redo");
    assert.equal(key("x", held), null);
    assert.equal(key("z", { ...held, altKey: true }), null);
  }
  assert.equal(key("z", {}), null);
});

test("text fields and menus keep their letters, a slider or a check box does not", () => {
  const field = (tagName, type) => isText({ tagName, type });
  for (const type of ["text", "number", "search", ""]) assert.ok(field("INPUT", type), type);
  for (const type of ["range", "checkbox", "radio", "button", "file"]) assert.ok(!field("INPUT", type), type);
  assert.ok(field("TEXTAREA") && field("SELECT") && isText({ isContentEditable: true }));
  assert.ok(!field("BUTTON") && !isText({}));
});

test("while a dialog, a popover or a list lies over the page, keys are its own", () => {
  visit();
  assert.ok(!belongsElsewhere(element()));
  document.querySelector = (selector) => (selector.includes("[role=dialog]") ? element() : null);
  assert.ok(belongsElsewhere(element()));
});

test("the page is told of undo and redo wherever the focus is, but in a text field, or where it was dealt with", () => {
  visit();
  const sent = [];
  const end = attachShortcuts((event) => sent.push(event));
  const undo = (fields) => press(document, "z", { ctrlKey: true, ...fields });
  assert.ok(undo({}).defaultPrevented);
  undo({ target: Object.assign(element(), { tagName: "INPUT", type: "text" }) });
  undo({ defaultPrevented: true });
  assert.ok(!press(document, "x", { ctrlKey: true }).defaultPrevented);
  assert.deepEqual(sent, [{ kind: "undo" }]);
  end();
  undo({});
  assert.equal(sent.length, 1);
});
