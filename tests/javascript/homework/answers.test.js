// Which text on the sheet of answers is several numbers, and which is one text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "../stand_ins.js";

visit();
const { several } = await import("../../../backprop/interface/homework/answers.js");

test("several numbers are rows of texts, digit for digit", () => {
  assert.deepEqual(several("0.350 0.40"), [["0.350", "0.40"]]);
  assert.deepEqual(several("0.350, 0.40"), [["0.350", "0.40"]]);
  assert.deepEqual(several("[[0.10, 1/3], [-2e-3, 4]]"), [["0.10", "1/3"], ["-2e-3", "4"]]);
  assert.deepEqual(several("1\n2"), [["1"], ["2"]]);
});

test("one number is no row, also where a comma is its decimal point", () => {
  for (const text of ["0.35", "0,35", " 7 ", "1/3", "2×10⁻³"]) assert.equal(several(text), undefined, text);
});

test("what cannot be read, or holds one number only, is left as it is for the mark", () => {
  for (const text of ["", "abc", "[3]", "1 2; 3", "σ(0.3)", "0.5 x"]) assert.equal(several(text), undefined, text);
});
