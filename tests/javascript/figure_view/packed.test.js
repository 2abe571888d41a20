// Large matrices are unpacked as they were packed: tests/figures/surface/test_packed.py holds the same file to what is packed today.

import assert from "node:assert/strict";
import test from "node:test";
import { bytes, namesOf, unpack } from "../../../backprop/interface/figure_view/packed.js";
import { cases } from "../cases.js";

const { matrices, names } = cases("packed");

test("the numbers of a matrix, from half floats and from the few that there are", () => {
  assert.ok(matrices.some(({ packed }) => packed.few) && matrices.some(({ packed }) => packed.power < -900));
  for (const { packed, rows } of matrices) {
    const found = unpack(packed).map((row) => Array.from(row, (value) => (Number.isNaN(value) ? null : value)));
    assert.deepStrictEqual(found, rows);
  }
});

test("the half floats of IEEE 754 at their edges", () => {
  const halves = { "AAA=": 0, "AIA=": -0, "ADw=": 1, "/3s=": 65504, "AQA=": 2 ** -24, "/wM=": 1023 * 2 ** -24, "AAQ=": 2 ** -14, "AXw=": NaN, "APw=": -Infinity };
  for (const [text, number] of Object.entries(halves)) {
    const [[found]] = unpack({ halves: text, power: 0, rows: 1, columns: 1 });
    assert.ok(Object.is(found, number), `${text}: ${found} instead of ${number}`);
  }
});

test("what is no packed matrix stays as it is", () => {
  for (const value of [null, 3, "text", { color: "#000000" }]) assert.equal(unpack(value), value);
});

test("names by a rule are those of Python, and the same lists each time", () => {
  for (const { rule, names: expected } of names) {
    assert.deepEqual(namesOf(rule), expected);
    assert.equal(namesOf({ ...rule }), namesOf(rule));
  }
});

test("bytes are those that a text of base64 stands for", () => {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  assert.deepEqual(new Uint8Array(bytes(Buffer.from(all).toString("base64"))), all);
});
