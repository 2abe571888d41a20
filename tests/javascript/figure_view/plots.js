// A plot as Plotly leaves it: data, what it has computed of each point, and a node bound to each.

import { element } from "../stand_ins.js";

/** An axis of 100 units over `pixels`; like Plotly's it has no place for what is no number. */
export const axis = (pixels) => {
  const c2p = (value) => (typeof value === "number" ? (value * pixels) / 100 : undefined);
  return { _offset: 10, _length: pixels, range: [0, 100], c2p, d2p: c2p, p2d: (pixel) => (pixel * 100) / pixels };
};

const at = (values, i) => (Array.isArray(values) ? values[i] : values);

function nodeOf(trace, point) {
  const child = element();
  const shape = trace.type === "bar" ? element({ tagName: "path" }) : null;
  shape?.setAttribute("d", "M1,2V3H4V5Z");
  const node = element({ tagName: trace.type === "scatter" && trace.mode === "markers" ? "path" : "g", __data__: point, firstElementChild: child });
  node.querySelector = () => shape;
  return Object.assign(node, { shape: shape ?? node, words: child });
}

/** A plot of some traces, 200 px wide and 100 high, with everything drawn; `nodes` are those of each trace. */
export function plot(traces, { showlegend = false } = {}) {
  const data = structuredClone(traces);
  const nodes = [];
  const calcdata = data.map((trace, k) => {
    const points = trace.x.map((x, i) => ({
      i, x, y: trace.y[i], p: x, w: at(trace.width, i), tx: at(trace.text, i), htx: at(trace.hovertext, i),
      mc: at(trace.marker?.color, i), mlw: at(trace.marker?.line?.width, i),
    }));
    nodes[k] = points.map((point) => nodeOf(trace, point));
    const group = { querySelectorAll: () => nodes[k], querySelector: () => group.lines, lines: Object.assign(element(), { children: [] }) };
    points[0].node3 = { node: () => group };
    return Object.assign(points, { group });
  });
  return { data, calcdata, nodes, _fullData: structuredClone(traces), _fullLayout: { xaxis: axis(200), yaxis: axis(100), showlegend } };
}
