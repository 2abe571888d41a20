// Which key is meant, on any layout and with an input method, and whose it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { belongsElsewhere, isText, keyOf } from "../../../backprop/interface/stage/keyboard.js";
import { attachShortcuts, shortcutOf } from "../../../backprop/interface/stage/shortcuts.js";
import { element, press, visit } from "../stand_ins.js";

// What layouts put on a key (each as XKB has it): the letter, the key's place, and what the page takes it for.
const LAYOUTS = {
  Russian: [["я", "KeyZ", "z"], ["Н", "KeyY", "y"], ["з", "KeyP", "p"], ["р", "KeyH", "h"], ["ф", "KeyA", "a"]],
  Greek: [["ζ", "KeyZ", "z"], ["υ", "KeyY", "y"], ["π", "KeyP", "p"], ["η", "KeyH", "h"]],
  Korean: [["ㅋ", "KeyZ", "z"], ["ㅛ", "KeyY", "y"], ["ㅔ", "KeyP", "p"], ["ㅗ", "KeyH", "h"]],
  Hebrew: [["ז", "KeyZ", "z"], ["פ", "KeyP", "p"], ["/", "KeyQ", "/"]],
  Arabic: [["ئ", "KeyZ", "z"], ["ح", "KeyP", "p"], ["لا", "KeyB", "b"]],
  Thai: [["ผ", "KeyZ", "z"], ["\u0e31", "KeyY", "y"], ["\u0e49", "KeyH", "h"]],
  Serbian: [["з", "KeyY", "y"], ["ж", "Backslash", "ж"]],
  AZERTY: [["w", "KeyZ", "w"], ["z", "KeyW", "z"], ["q", "KeyA", "q"], ["&", "Digit1", "&"], ["1", "Digit1", "1"]],
  QWERTZ: [["y", "KeyZ", "y"], ["Z", "KeyY", "z"], ["ü", "BracketLeft", "ü"], ["ž", "BracketRight", "ž"]],
  Dvorak: [[";", "KeyZ", ";"], ["z", "Slash", "z"], ["l", "KeyP", "l"], ["p", "KeyR", "p"], ["h", "KeyJ", "h"]],
  any: [["é", "KeyE", "é"], ["7", "Digit7", "7"], ["ArrowUp", "ArrowUp", "ArrowUp"], ["Enter", "NumpadEnter", "Enter"], [" ", "Space", " "], ["−", "", "−"]],
};

test("a key is what is printed on it where that is Latin, else the letter of its place", () => {
  for (const [layout, keys] of Object.entries(LAYOUTS))
    for (const [key, code, meant] of keys) assert.equal(keyOf({ key, code }), meant, `${layout}: ${key} at ${code}`);
  assert.equal(keyOf({}), "");
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
