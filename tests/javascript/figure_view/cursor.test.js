// An upright line moves within its frame; everything else of a layout is the frame.

import assert from "node:assert/strict";
import { test } from "node:test";
import { frameOf, move } from "../../../backprop/interface/figure_view/cursor.js";
import { element } from "../stand_ins.js";
import { axis } from "./plots.js";

const CURSOR = { type: "line", xref: "x", yref: "paper", x0: 30, x1: 30, y0: 0, y1: 1 };
const AREA = { type: "rect", xref: "x", x0: 10, x1: 40 };
const layout = (shapes, more = {}) => ({ width: 300, meta: { alt: "C is 3", height: 200 }, shapes, ...more });
const sameFrame = (a, b) => JSON.stringify(frameOf(a)) === JSON.stringify(frameOf(b));

test("an upright line elsewhere, and other words, leave the frame as it is", () => {
  assert.ok(sameFrame(layout([AREA, CURSOR]), layout([AREA, { ...CURSOR, x0: 55, x1: 55 }])));
  assert.ok(sameFrame(layout([]), layout([], { meta: { alt: "C is 4", height: 200 } })));
});

test("whatever else is another makes another frame", () => {
  for (const [what, other] of Object.entries({
    "an area": layout([{ ...AREA, x0: 20 }, CURSOR]),
    "a line that leans": layout([AREA, { ...CURSOR, x1: 31 }]),
    "a line across the paper": layout([AREA, { ...CURSOR, xref: "paper" }]),
    "a thicker line": layout([AREA, { ...CURSOR, line: { width: 3 } }]),
    "one line more": layout([AREA, CURSOR, CURSOR]),
    "a height": layout([AREA, CURSOR], { meta: { alt: "C is 3", height: 201 } }),
    "a width": layout([AREA, CURSOR], { width: 301 }),
  })) assert.ok(!sameFrame(layout([AREA, CURSOR]), other), what);
  const leans = { ...CURSOR, xref: "paper", x0: 0.3, x1: 0.3 };
  assert.ok(!sameFrame(layout([leans]), layout([{ ...leans, x0: 0.6, x1: 0.6 }])));
});

test("a line moves in the page and in what Plotly knows; the others stay", () => {
  const path = element();
  path.setAttribute("d", "M70,0L70,150");
  const asked = [];
  const shapes = [AREA, CURSOR];
  const plot = {
    layout: { shapes: structuredClone(shapes) },
    _fullLayout: { xaxis: axis(200), shapes: structuredClone(shapes) },
    querySelector: (selector) => asked.push(selector) && path,
  };
  move(plot, layout([{ ...AREA, x0: 99 }, { ...CURSOR, x0: 55, x1: 55 }]));
  assert.equal(path.getAttribute("d"), "M120,0L120,150");        // 10 px of margin and 55 of 100 units on 200 px
  assert.deepEqual(asked, ['.shapelayer path[data-index="1"]']);
  for (const { shapes: [area, line] } of [plot.layout, plot._fullLayout]) assert.deepEqual([area.x0, line.x0, line.x1], [10, 55, 55]);
  assert.equal(plot.layout.meta.alt, "C is 3");
  move(plot, layout([AREA, { ...CURSOR, x0: 55, x1: 55 }]));
  assert.equal(asked.length, 1, "it is there already");
});
