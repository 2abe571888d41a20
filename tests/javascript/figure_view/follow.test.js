// A press on a figure and the way of the pointer until its release; a finger may be about to scroll.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { follow } from "../../../backprop/interface/figure_view/follow.js";
import { fire, visit } from "../stand_ins.js";

let window, told;
const at = (clientX, clientY = 0, pointerId = 1) => ({ pointerId, clientX, clientY });
const go = ({ clientX }, final) => told.push([clientX, final]);

beforeEach(() => {
  window = visit();
  told = [];
});

test("a mouse counts from its press to its release", () => {
  follow({ ...at(10), pointerType: "mouse" }, go);
  fire(window, "pointermove", at(12));
  fire(window, "pointerup", at(15));
  fire(window, "pointermove", at(99));
  assert.deepEqual(told, [[10, false], [12, false], [15, true]]);
});

test("another pointer is none of it", () => {
  follow({ ...at(10), pointerType: "mouse" }, go);
  fire(window, "pointermove", at(50, 0, 2));
  fire(window, "pointerup", at(50, 0, 2));
  assert.deepEqual(told, [[10, false]]);
});

test("a finger counts once it moves sideways: further than 4 px, and more than it moves up or down", () => {
  const press = { ...at(10, 10), pointerType: "touch" };
  follow(press, go);
  fire(window, "pointermove", at(14, 10));
  fire(window, "pointermove", at(20, 21));
  assert.deepEqual(told, []);
  fire(window, "pointermove", at(20, 19));
  fire(window, "pointermove", at(11, 40));           // now it is a drag, wherever it goes
  assert.deepEqual(told, [[20, false], [11, false]]);
});

test("a finger that is lifted has tapped; one that scrolls the page after all has changed nothing", () => {
  follow({ ...at(10), pointerType: "touch" }, go);
  fire(window, "pointerup", at(11));
  assert.deepEqual(told, [[11, true]]);
  follow({ ...at(10), pointerType: "touch" }, go);
  fire(window, "pointercancel", at(10, 30));
  fire(window, "pointermove", at(40));
  assert.deepEqual(told, [[11, true]]);
});

test("a drag that the browser takes away ends where it was last", () => {
  follow({ ...at(10), pointerType: "mouse" }, go);
  fire(window, "pointermove", at(17));
  fire(window, "pointercancel", at(0));
  assert.deepEqual(told, [[10, false], [17, false], [17, true]]);
});

test("it can be stopped", () => {
  const stop = follow({ ...at(10), pointerType: "mouse" }, go);
  stop();
  fire(window, "pointerup", at(15));
  assert.deepEqual(told, [[10, false]]);
});
