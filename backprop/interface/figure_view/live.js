// What an edit changes in a figure is mostly texts, fills and lines of points that stay where they are, and now and then
// which edges are thick; what a cursor changes is one line and one marker. Plotly draws everything anew for that (about
// 15 ms a figure); here the changed points and lines alone are brought up to date, in the page and in what Plotly knows
// of them (its data and calcdata, from which it hovers, clicks and exports).
// Whatever is not in the tables below is Plotly's: then nothing is touched, and the answer is false.

// Path of a changed attribute -> the place of its values in calcdata, and how a point's node shows them.
const TEXT = {
  text: [["tx"], (node, value) => write(node.firstElementChild, value)],
  x: [["x"], (node, value, before, plot) => move(node.firstElementChild, value, before, plot)],
  "textfont.color": [["tc"], (node, value) => (node.firstElementChild.style.fill = value)],
};
const SHAPE = {
  hovertext: [["htx"], () => {}],
  "marker.color": [["mc", "mcc"], (node, value) => (shape(node).style.fill = value)],
  "marker.line.color": [["mlc", "mlcc"], (node, value) => (shape(node).style.stroke = value)],
  "marker.line.width": [["mlw"], (node, value) => (shape(node).style.strokeWidth = `${value}px`)],
};

// A marker is drawn around its place; a bar from edge to edge.
const MARKER = { ...SHAPE, x: [["x"], place], y: [["y"], place] };
const BAR = { ...SHAPE, x: [["x", "p"], span], width: [["w"], span] };

// Straight lines that nobody points at are drawn as one path, however many they are.
const LINES = { x: null, y: null };
const SVG = "http://www.w3.org/2000/svg";

/** Bring `plot` from what it shows to `traces`, if only points' own looks differ; else change nothing: false. */
export function update(plot, traces) {
  if (plot.data?.length !== traces.length || plot.calcdata?.length !== traces.length) return false;
  const changes = traces.map((trace, k) => difference(plot.data[k], trace, plot.calcdata[k]));
  if (changes.includes(null)) return false;
  changes.forEach((paths, k) => paths.length && bring(plot, k, traces[k], paths));
  return true;
}

/** The paths at which two traces differ, if all of them are in the trace's table and equally long; else null. */
function difference(before, after, points) {
  const table = tableOf(after);
  if (table === LINES && !linesOf(points)) return same(before, after) ? [] : null;
  const paths = [];
  const walk = (a, b, path) => {
    if (a === b) return true;
    if (Array.isArray(a) && Array.isArray(b)) {
      if (a.length === b.length && a.every((value, i) => Object.is(value, b[i]))) return true;
      if (table === LINES && path in table) return paths.push(path);
      if (!(path in table) || a.length !== b.length || !plain(a, b)) return false;
      paths.push(path);
      return true;
    }
    if (!isRecord(a) || !isRecord(b)) return false;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => walk(a[key], b[key], path ? `${path}.${key}` : key));
  };
  return walk(before, after, "") ? paths : null;
}

function tableOf({ type, mode, hoverinfo }) {
  if (type === "bar") return BAR;
  if (mode === "lines" && hoverinfo === "skip") return LINES;
  return (type === "scatter" && { markers: MARKER, text: TEXT }[mode]) || {};
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
// Marked-up text, and colours with transparency, take more than one step to draw: Plotly's.
const plain = (...lists) => lists.every((list) => list.every((value) => !/[<&]|rgba|^$/.test(value)));

function bring(plot, k, trace, paths) {
  const table = tableOf(trace);
  const points = plot.calcdata[k];
  if (table === LINES) redraw(plot, linesOf(points), trace);
  const nodes = nodesOf(plot, points);
  for (const path of paths) {
    const values = at(trace, path);
    const before = at(plot.data[k], path);
    const [places, show] = table[path] ?? [];
    if (show) points.forEach((point, i) => {
      if (Object.is(values[i], before[i])) return;
      for (const place of places) if (place in point) point[place] = values[i];
      if (nodes.has(point)) show(nodes.get(point), values[i], before[i], plot, point);
    });
    for (const known of [plot.data[k], plot._fullData[k]]) put(known, path, values);
  }
}

/** The group of a trace in which its lines are drawn. */
const linesOf = (points) => points[0].node3?.node()?.querySelector(".lines");

function redraw(plot, lines, { x, y, line }) {
  const { xaxis, yaxis } = plot._fullLayout;
  const [path = lines.appendChild(document.createElementNS(SVG, "path")), ...others] = lines.children;
  for (const other of others) other.remove();
  let pen = "M";
  const parts = x.map((value, i) => {
    const part = value === null ? "" : `${pen}${xaxis.c2p(value)},${yaxis.c2p(y[i])}`;
    pen = value === null ? "M" : "L";
    return part;
  });
  path.setAttribute("d", parts.join("") || "M0,0");
  path.setAttribute("class", "js-line");
  const { color: stroke, width, dash } = line;
  Object.assign(path.style, { fill: "none", stroke, strokeWidth: `${width}px`, strokeDasharray: dash === "solid" ? "none" : dash });
}

/** The drawn node of every point: Plotly binds a point's calcdata to it. */
function nodesOf(plot, points) {
  const group = points[0].node3?.node();
  const nodes = new Map();
  for (const node of group?.querySelectorAll(".point, .textpoint") ?? []) nodes.set(node.__data__, node);
  return nodes;
}

const shape = (node) => (node.tagName === "path" ? node : node.querySelector("path"));

function write(node, text) {
  node.textContent = text;
  node.setAttribute("data-unformatted", text);
}

function move(node, x, before, plot) {
  const { xaxis } = plot._fullLayout;
  node.setAttribute("x", Number(node.getAttribute("x")) + xaxis.c2p(x) - xaxis.c2p(before));
}

function place(node, value, before, plot, point) {
  const { xaxis, yaxis } = plot._fullLayout;
  node.setAttribute("transform", `translate(${xaxis.c2p(point.x)},${yaxis.c2p(point.y)})`);
}

/** A bar between its edges, once its place or its width is another. */
function span(node, value, before, plot, point) {
  const { xaxis } = plot._fullLayout;
  Object.assign(point, { p0: point.x - point.w / 2, p1: point.x + point.w / 2 });
  const [left, right] = [point.p0, point.p1].map(xaxis.c2p);
  const path = shape(node);
  path.setAttribute("d", path.getAttribute("d").replace(/^M[^,]+/, `M${left}`).replace(/H[^V]+/, `H${right}`));
}

/** Upright lines across a plot, such as the cursor of a run, go where the shapes of a layout now have them. */
export function moveLines(plot, shapes = []) {
  const { xaxis, shapes: known } = plot._fullLayout;
  const paths = plot.querySelectorAll(".shapelayer path");
  shapes.forEach(({ type, x0, x1 }, i) => {
    if (type !== "line" || x0 !== x1 || plot.layout.shapes[i].x0 === x0) return;
    for (const shape of [plot.layout.shapes[i], known[i]]) Object.assign(shape, { x0, x1 });
    const left = xaxis._offset + xaxis.d2p(x0);
    paths[i].setAttribute("d", paths[i].getAttribute("d").replace(/([ML])[^,]+/g, `$1${left}`));
  });
}

const at = (trace, path) => path.split(".").reduce((value, key) => value[key], trace);

function put(trace, path, values) {
  const keys = path.split(".");
  const last = keys.pop();
  keys.reduce((value, key) => value[key], trace)[last] = values;
}
