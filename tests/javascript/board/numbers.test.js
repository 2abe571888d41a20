// Numbers are read and told as Python reads and tells them: the cases of tests/cases hold both.

import assert from "node:assert/strict";
import test from "node:test";
import { parseNumber, quoted, told } from "../../../backprop/interface/board/numbers.js";
import { cases, failures } from "../cases.js";

test("numbers are read as in Python", () => {
  const shared = cases("numbers");
  assert.ok(shared.length > 50);
  assert.deepEqual(failures(parseNumber, "value", shared), []);
});

test("the comparison sees a difference", () => {
  for (const wrong of [
    { text: "0.5", value: 0.25 },
    { text: "-0", value: 0 },
    { text: "1,234", value: 1.234 },
    { text: "x", error: "another sentence" },
  ]) assert.equal(failures(parseNumber, "value", [wrong]).length, 1, wrong.text);
});

test("a comma is a decimal point where the text around has settled it", () => {
  assert.deepEqual(parseNumber("1,234", { commaIsPoint: true }), { value: 1.234 });
  assert.match(parseNumber("1,234").error, /could be 1\.234 or 1234/);
});

test("numbers are told as in Python, without round-off", () => {
  const shared = cases("told");
  assert.ok(shared.length > 400);
  assert.deepEqual(shared.filter(([value, number]) => !Object.is(Number(told(value)), number)), []);
});

test("what is computed from decimals is told as the decimal, another number to its last bit", () => {
  assert.equal(told(0.1 + 0.2), "0.3");
  assert.equal(told(1.1 * 1.1), "1.21");
  assert.equal(told(1 / 3), "0.3333333333333333");
  assert.equal(told(0.30000000001), "0.30000000001");
});

test("any text is a finite number or one sentence without control characters", () => {
  const letters = "0123456789.,-+/eE× \t\n−∞¹⁻nainfx[\u0000\u2028\ud800";
  let seed = 1;
  const next = (below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let n = 0; n < 20_000; n++) {
    const text = Array.from({ length: next(9) }, () => letters[next(letters.length)]).join("");
    const { value, error, ...others } = parseNumber(text);
    assert.deepEqual(others, {});
    if (error === undefined) assert.ok(Number.isFinite(value), JSON.stringify(text));
    else assert.match(error, /^[^\p{Cc}\p{Cs}\u2028\u2029]+\.$/u, JSON.stringify(text));
  }
});

test("a quotation is short", () => {
  assert.equal(quoted("x".repeat(24)), `“${"x".repeat(24)}”`);
  assert.equal(quoted("x".repeat(25)), `“${"x".repeat(23)}…”`);
  assert.equal(quoted("a\u0000b"), "“a\ufffdb”");
});
