// What stands still is kept by its key; of very many, what was drawn longest ago goes.

import assert from "node:assert/strict";
import test from "node:test";
import { keep, keptOf, still } from "../../../backprop/interface/figure_view/stills.js";

const many = (stem, count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`${stem}${i}`, String(i)]));

test("what is kept is found by its key, read once", () => {
  keep({ a: "[1,2]", b: '{"few":{"1":0.5},"rows":1,"columns":2}' });
  assert.deepEqual(still("a"), [1, 2]);
  assert.equal(still("a"), still("a"));
  assert.deepEqual([...still("b")[0]], [NaN, 0.5]);
});

test("of some keys, those that are kept, each once", () => {
  assert.deepEqual(keptOf(["b", "a", "b", "never"]), ["b", "a"]);
});

test("beyond 4000 the ones drawn longest ago are forgotten", () => {
  keep(many("x", 3998));
  assert.deepEqual(keptOf(["a", "b"]), ["a", "b"]);
  still("a");                                        // drawn now: b is the oldest
  keep(many("y", 1));
  assert.deepEqual(keptOf(["a", "b", "x0", "y0"]), ["a", "x0", "y0"]);
  keep(many("z", 4000));
  assert.deepEqual(keptOf(["a", "x0", "x3997", "y0"]), []);
  assert.equal(keptOf(Object.keys(many("z", 4000))).length, 4000);
});

test("nothing to keep is nothing wrong", () => assert.doesNotThrow(() => keep()));
