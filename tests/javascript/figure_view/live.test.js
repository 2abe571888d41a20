// Which changes of a figure are brought up to date in place, what then stands in the page and in what Plotly knows, and
// that otherwise nothing is touched. That the picture is Plotly's own: tests/browser/test_live_drawing.py.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { update } from "../../../backprop/interface/figure_view/live.js";
import { visit } from "../stand_ins.js";
import { plot } from "./plots.js";

const DOTS = { type: "scatter", mode: "markers", x: [20, 60], y: [30, 50], marker: { size: 9, color: ["#112233", "#445566"], line: { color: "#000000", width: [1, 1] } } };
const TEXTS = { type: "scatter", mode: "text", x: [20, 60], y: [30, 30], text: ["0.5", "0.7"], textfont: { color: ["#112233", "#445566"] } };
const BARS = { type: "bar", x: [20, 60], y: [9, 9], base: [5, 5], width: [16, 16], hovertext: ["a", "b"] };
const LINES = { type: "scatter", mode: "lines", hoverinfo: "skip", x: [5, 90, null], y: [10, 60, null], line: { color: "#123456", width: 2, dash: "solid" } };
const marked = (look) => ({ ...DOTS, marker: { ...DOTS.marker, ...look } });

beforeEach(() => visit());

/** Whether a figure of one trace becomes another in place; and the plot. */
function change(before, after, settings) {
  const drawn = plot([before], settings);
  return [update(drawn, structuredClone([after])), drawn];
}

test("a text that is another one is written, and known", () => {
  const [done, { nodes: [[first, second]], calcdata: [[point]], data, _fullData }] = change(TEXTS, { ...TEXTS, text: ["−123.5", "0.7"] });
  assert.ok(done);
  assert.deepEqual([first.words.textContent, first.words.getAttribute("data-unformatted")], ["−123.5", "−123.5"]);
  assert.equal(second.words.textContent, undefined, "the other node is not touched");
  assert.equal(point.tx, "−123.5");
  assert.deepEqual([data[0].text, _fullData[0].text], [["−123.5", "0.7"], ["−123.5", "0.7"]]);
});

test("a marker moves, up, down and across, and is found there", () => {
  const [done, { nodes: [[first]], calcdata: [[point]] }] = change(DOTS, { ...DOTS, x: [70, 60], y: [10, 50] });
  assert.ok(done);
  assert.equal(first.getAttribute("transform"), "translate(140,10)");
  assert.deepEqual([point.x, point.y], [70, 10]);
});

test("fills, frames and their widths", () => {
  const after = marked({ color: ["#445566", "#445566"], line: { color: "#000000", width: [3, 1] } });
  const [done, { nodes: [[first, second]], calcdata: [[point]], data }] = change(DOTS, after);
  assert.ok(done);
  assert.deepEqual([first.style.fill, first.style.strokeWidth, second.style.fill], ["#445566", "3px", undefined]);
  assert.deepEqual([point.mc, point.mlw], ["#445566", 3]);
  assert.deepEqual(data[0].marker, after.marker);
});

test("a bar is drawn from edge to edge", () => {
  const [done, { nodes: [[first]], calcdata: [[point]] }] = change(BARS, { ...BARS, x: [22, 60], width: [20, 16], hovertext: ["c", "b"] });
  assert.ok(done);
  assert.equal(first.shape.getAttribute("d"), "M24,2V3H64V5Z");   // 12 to 32 of 100 units on 200 px
  assert.deepEqual([point.p0, point.p1, point.htx], [12, 32, "c"]);
});

test("lines are one path, however many they are", () => {
  const after = { ...LINES, x: [5, 90, null, 8, 70, null], y: [10, 60, null, 70, 8, null] };
  const [done, { calcdata: [points] }] = change(LINES, after);
  assert.ok(done);
  const [path] = points.group.lines.children;
  assert.equal(path.getAttribute("d"), "M10,10L180,60M16,70L140,8");
  assert.deepEqual([path.style.stroke, path.style.strokeWidth, path.style.strokeDasharray], ["#123456", "2px", ""]);
  assert.deepEqual(points.map(({ x, y }) => [x, y]), [[5, 10], [90, 60], [undefined, undefined], [8, 70], [70, 8], [undefined, undefined]]);
});

test("the same figure is up to date", () => {
  for (const trace of [DOTS, TEXTS, BARS, LINES]) assert.ok(change(trace, structuredClone(trace))[0]);
});

test("what takes more than one step is Plotly's, and then nothing at all is touched", () => {
  const elsewhere = { ...DOTS, x: [70, 60] };
  for (const [what, before, after, settings] of [
    ["markup", TEXTS, { ...TEXTS, text: ["<b>1</b>", "0.7"] }],
    ["an empty text", TEXTS, { ...TEXTS, text: ["", "0.7"] }],
    ["a text that comes", { ...TEXTS, text: ["", "0.7"] }, TEXTS],
    ["transparency", TEXTS, { ...TEXTS, textfont: { color: ["rgba(1,2,3,0.5)", "#445566"] } }],
    ["a place beyond the rim", DOTS, { ...DOTS, y: [300, 50] }],
    ["no place", DOTS, { ...DOTS, y: [null, 50] }],
    ["a frame that comes", marked({ line: { color: "#000000", width: [0, 1] } }), DOTS],
    ["a hair of a bar", BARS, { ...BARS, width: [0.3, 16] }],
    ["another size", DOTS, marked({ size: 10 })],
    ["another length", DOTS, { ...DOTS, x: [20, 60, 70] }],
    ["an attribute that comes", DOTS, { ...DOTS, opacity: 0.5 }],
    ["another mode", DOTS, { ...DOTS, mode: "text" }],
    ["lines that go on", LINES, { ...LINES, x: [5, 50, 90, null], y: [10, 60, 10, null] }],
    ["lines somebody points at", { ...LINES, hoverinfo: "x" }, { ...LINES, hoverinfo: "x", y: [30, 60, null] }],
    ["looks in a legend", DOTS, marked({ color: ["#445566", "#445566"] }), { showlegend: true }],
  ]) {
    const drawn = plot([before, DOTS], settings);
    const known = structuredClone(drawn.data);
    assert.equal(update(drawn, structuredClone([after, elsewhere])), false, what);
    assert.deepEqual(drawn.data, known, what);
    assert.ok(drawn.nodes.flat().every((node) => !node.attributes.has("transform")), what);
  }
});

test("another number of traces, or a plot that has none yet, is Plotly's", () => {
  assert.equal(update(plot([DOTS]), [DOTS, DOTS]), false);
  assert.equal(update({}, [DOTS]), false);
});

test("of several traces each is brought up to date by its own table", () => {
  const drawn = plot([DOTS, TEXTS]);
  assert.ok(update(drawn, structuredClone([{ ...DOTS, x: [40, 60] }, { ...TEXTS, text: ["1", "2"] }])));
  assert.equal(drawn.nodes[0][0].getAttribute("transform"), "translate(80,30)");
  assert.deepEqual(drawn.nodes[1].map(({ words }) => words.textContent), ["1", "2"]);
});
