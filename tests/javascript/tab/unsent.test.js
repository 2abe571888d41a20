// What was written and not sent is kept for the same address, once.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { keep, take } from "../../../backprop/interface/tab/unsent.js";
import { visit } from "../stand_ins.js";

beforeEach(() => visit("http://localhost/?e=1"));

test("events that set something come back once", () => {
  keep([{ kind: "edit", set: { a: 1 } }, { kind: "undo" }]);
  assert.deepEqual(take(), [{ kind: "edit", set: { a: 1 } }]);
  assert.deepEqual(take(), []);
});

test("they belong to the address they were made at", () => {
  keep([{ kind: "edit", set: { a: 1 } }]);
  location.href = "http://localhost/?e=2";
  assert.deepEqual(take(), []);
});

test("where nothing was left unsent, nothing older stays", () => {
  keep([{ kind: "edit", set: { a: 1 } }]);
  keep([{ kind: "undo" }]);
  assert.deepEqual(take(), []);
});

test("a store with something else in it, or none, is no reason to stop", () => {
  sessionStorage.setItem("backprop-explorer unsent", "{not JSON");
  assert.deepEqual(take(), []);
  sessionStorage.setItem = () => { throw new Error("full"); };
  const said = mock.method(console, "info", () => {});
  keep([{ kind: "edit", set: { a: 1 } }]);
  assert.equal(said.mock.callCount(), 1);
});
