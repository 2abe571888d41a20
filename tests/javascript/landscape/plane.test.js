// Where on a plane of parameters a pointer is: rounded to what can be aimed at, within the window, at any size.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { axis } from "../figure_view/plots.js";
import { element, visit } from "../stand_ins.js";

visit();
globalThis.ResizeObserver = /** @type {any} */ (class { observe() {} disconnect() {} });
const { default: Plane } = await import("../../../backprop/interface/landscape/plane.js");

let plane, plot;

beforeEach(() => {
  plane = new Plane(element(), () => {});
  plane.part = { grain: 0.05, movable: true };
  const xaxis = { ...axis(200), p2d: (pixel) => pixel / 50 - 2, range: [-2, 2] };
  const yaxis = { ...axis(100), p2d: (pixel) => 1 - pixel / 50, range: [-1, 1] };
  plot = { offsetWidth: 240, getBoundingClientRect: () => ({ left: 100, top: 200, width: 240 }), _fullLayout: { xaxis, yaxis } };
});

const pointer = (x, y) => ({ clientX: 100 + 10 + x, clientY: 200 + 10 + y });   // a margin of 10 px

test("a point is rounded to the grain, free of the dust of binary fractions", () => {
  assert.deepEqual(plane.at(plot, pointer(116, 34)), { u: 0.3, v: 0.3 });       // 0.32 and 0.32
  assert.deepEqual(plane.at(plot, pointer(85, 65)), { u: -0.3, v: -0.3 });
});

test("beyond the window it stays at its rim", () => {
  assert.deepEqual(plane.at(plot, pointer(-500, 5000)), { u: -2, v: -1 });
  assert.deepEqual(plane.at(plot, pointer(500, -5000)), { u: 2, v: 1 });
});

test("a plane shown twice as large is reckoned with the scale", () => {
  plot.getBoundingClientRect = () => ({ left: 100, top: 200, width: 480 });
  assert.deepEqual(plane.at(plot, { clientX: 100 + 2 * 126, clientY: 200 + 2 * 44 }), plane.at({ ...plot, getBoundingClientRect: () => ({ left: 100, top: 200, width: 240 }) }, pointer(116, 34)));
});

test("the margins are no part of the plane", () => {
  for (const [x, y, inside] of [[0, 0, true], [200, 100, true], [-1, 50, false], [201, 50, false], [50, -1, false], [50, 101, false]])
    assert.equal(plane.inside(plot, pointer(x, y)), inside, `${x}, ${y}`);
});
