// What a click on a figure selects, however often Plotly and the browser tell of it, and which parts stand still in it.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { keysIn } from "../../../backprop/interface/figure_view/stills.js";
import { element, visit } from "../stand_ins.js";

visit();
globalThis.ResizeObserver = /** @type {any} */ (class { observe() {} disconnect() {} });
globalThis.DOMRect = /** @type {any} */ (class {});
const { default: Figures } = await import("../../../backprop/interface/figure_view/figure_view.js");

let sent, view, plot, looks;
const BOX = { x0: 0, x1: 1, y0: 0, y1: 1 };
const points = (...names) => names.map((customdata) => ({ customdata, bbox: BOX }));
const event = (more = {}) => ({ type: "click", clientX: 50, clientY: 40, detail: 1, ...more });

beforeEach(() => {
  sent = [];
  looks = 0;
  view = new Figures(element(), (one) => sent.push(one));
  plot = { offsetWidth: 300, getBoundingClientRect: () => ({ x: 0, y: 0, width: 300 }), _hoverPointerX: 50, _hoverPointerY: 40, _fullLayout: { _uid: "u" }, _hoverdata: points("found") };
  window.Plotly = { Fx: { hover: () => (looks += 1) } };
});

test("the keys of what stands still, wherever it stands", () => {
  const figures = [{ data: [{ z: { still: "a" }, x: [1, { still: "b" }] }], layout: { annotations: { still: "a" }, title: null } }, 3, "still"];
  assert.deepEqual([...keysIn(figures)], ["a", "b"]);
});

test("a point with a name selects its number, and one without selects nothing", () => {
  view.click(plot, { event: event(), points: points("W1[2,1]") });
  view.click(plot, { event: event(), points: points(undefined) });
  view.click(plot, { event: event(), points: points([3, "C"]) });
  assert.deepEqual(sent, [{ kind: "select", name: "W1[2,1]", toggle: true }, { kind: "select", name: "C", toggle: true }]);
});

test("a figure whose points ask for something else tells that", () => {
  view.event = "step";
  view.click(plot, { event: event(), points: points("forward 1") });
  assert.deepEqual(sent, [{ kind: "step", to: "forward 1" }]);
});

test("a double click is one selection, on another number two, and two taps are two", () => {
  view.click(plot, { event: event(), points: points("a") });
  view.click(plot, { event: event({ detail: 2 }), points: points("a") });
  view.click(plot, { event: event({ detail: 2 }), points: points("b") });
  view.finger = true;
  view.click(plot, { event: event({ detail: 2 }), points: points("b") });
  assert.deepEqual(sent.map(({ name }) => name), ["a", "b", "b"]);
});

test("the touch itself is no click", () => {
  view.click(plot, { event: event({ type: "touchstart" }), points: points("a") });
  assert.deepEqual(sent, []);
});

test("where Plotly has looked elsewhere last, it looks at once", () => {
  plot._hoverPointerX = 47;
  view.click(plot, { event: event(), points: points("old") });
  assert.deepEqual([looks, sent[0].name, plot._fullLayout._uid], [1, "found", "u"]);
});

test("on a figure shown twice as large the place is reckoned with the scale", () => {
  Object.assign(plot, { offsetWidth: 150, _hoverPointerX: 25, _hoverPointerY: 20 });
  view.click(plot, { event: event(), points: points("there") });
  assert.deepEqual([looks, sent[0].name], [0, "there"]);
});
