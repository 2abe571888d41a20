// Blocks of numbers are read as Python reads them: the cases of tests/cases hold both.

import assert from "node:assert/strict";
import test from "node:test";
import { parseMatrix, parseTexts } from "../../../backprop/interface/board/matrices.js";
import { cases, failures } from "../cases.js";

const shared = cases("matrices");

test("matrices are read as in Python", () => {
  assert.ok(shared.length > 50);
  assert.deepEqual(failures(parseMatrix, "rows", shared), []);
});

test("the comparison sees a difference", () => {
  for (const wrong of [
    { text: "1 2", rows: [[1, 2, 3]] },
    { text: "1 2", rows: [[1], [2]] },
    { text: "[-0.0]", rows: [[0]] },
  ]) assert.equal(failures(parseMatrix, "rows", [wrong]).length, 1, wrong.text);
});

test("texts stand where their numbers stand, as they were written", () => {
  assert.deepEqual(parseTexts("[[0.350, 1.], [-2e-3, 1/3]]"), { texts: [["0.350", "1."], ["-2e-3", "1/3"]] });
  for (const { text, times, rows, error } of shared.filter((one) => !one.times)) {
    const read = parseTexts(text);
    if (error) assert.deepEqual(read, { error });
    else assert.deepEqual(read.texts.map((row) => row.length), rows.map((row) => row.length), text);
  }
});

test("what is copied is read as it was", () => {
  const rows = [[0.1, -1 / 3, 5e-324], [1.7976931348623157e308, -0, 12345678.9]];
  const text = rows.map((row) => row.map((value) => (Object.is(value, -0) ? "-0" : String(value))).join("\t")).join("\n");
  const read = parseMatrix(text).rows;
  rows.forEach((row, i) => row.forEach((value, j) => assert.ok(Object.is(read[i][j], value), `${value}`)));
});
