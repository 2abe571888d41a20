// What was written and not sent is kept for the address that was left, once.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { isBack, note } from "../../../backprop/interface/tab/departure.js";
import { keep, take } from "../../../backprop/interface/tab/unsent.js";
import { visit } from "../stand_ins.js";

beforeEach(() => visit("http://localhost/?e=1"));

test("events that set something come back once", () => {
  keep([{ kind: "edit", set: { a: 1 } }, { kind: "undo" }]);
  assert.deepEqual(take(true), [{ kind: "edit", set: { a: 1 } }]);
  assert.deepEqual(take(true), []);
});

test("they belong to the address they were made at", () => {
  assert.ok(!isBack());
  note();
  assert.ok(isBack());
  location.href = "http://localhost/?e=2";
  assert.ok(!isBack());
  keep([{ kind: "edit", set: { a: 1 } }]);
  assert.deepEqual(take(false), []);
  assert.deepEqual(take(true), [], "and do not wait for another time");
});

test("where nothing was left unsent, nothing older stays", () => {
  keep([{ kind: "edit", set: { a: 1 } }]);
  keep([{ kind: "undo" }]);
  assert.deepEqual(take(true), []);
});

test("a store with something else in it, or none, is no reason to stop", () => {
  sessionStorage.setItem("backprop-explorer unsent", "{not JSON");
  assert.deepEqual(take(true), []);
  sessionStorage.setItem = () => { throw new Error("full"); };
  const said = mock.method(console, "info", () => {});
  keep([{ kind: "edit", set: { a: 1 } }]);
  note();
  assert.equal(said.mock.callCount(), 2);
});
