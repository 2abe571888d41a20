// What an edit changes in a figure is mostly texts, fills and lines of points that stay where they are, and now and then
// which edges are thick. Plotly draws everything anew for that (about 15 ms a figure); here the changed points and lines
// alone are brought up to date, in the page and in what Plotly knows of them (its data and calcdata, from which it
// hovers, clicks and exports). The figure is then what Plotly would have drawn: tests/browser/test_live_drawing.py.
// Whatever is not in the tables below is Plotly's: then nothing is touched, and the answer is false.

// Values that take one step to show. Marked-up and empty texts, colours with transparency, frames that come and go, and
// what lies on the rim or beyond take more: Plotly's.
const letters = (value) => typeof value === "string" && value !== "" && !/[<&\n]/.test(value);
const ink = (value) => /^(#[0-9a-f]{6}$|rgb\()/i.test(value);
const thickness = (value) => value > 0;
const across = (value, { xaxis }) => inside(xaxis, value);
const upward = (value, { yaxis }) => inside(yaxis, value);
const wide = (value, { xaxis }) => xaxis.c2p(value) - xaxis.c2p(0) > 2;   // px; narrower bars Plotly widens
const told = () => true;

// Path of a changed attribute -> what its values must be, their places in calcdata, and how a point's node shows them.
const TEXT = {
  text: [letters, ["tx"], (node, value) => write(node.firstElementChild, value)],
  x: [across, ["x"], (node, value, { xaxis }) => node.firstElementChild.setAttribute("x", xaxis.c2p(value))],
  "textfont.color": [ink, ["tc"], (node, value) => (node.firstElementChild.style.fill = value)],
};
const SHAPE = {
  hovertext: [told, ["htx"], () => {}],
  "marker.color": [ink, ["mc", "mcc"], (node, value) => (shape(node).style.fill = value)],
  "marker.line.color": [ink, ["mlc", "mlcc"], (node, value) => (shape(node).style.stroke = value)],
  "marker.line.width": [thickness, ["mlw"], (node, value) => (shape(node).style.strokeWidth = `${value}px`)],
};

// A marker is drawn around its place; a bar from edge to edge.
const MARKER = { ...SHAPE, x: [across, ["x"], place], y: [upward, ["y"], place] };
const BAR = { ...SHAPE, x: [across, ["x", "p"], span], width: [wide, ["w"], span] };

// Straight lines that nobody points at are drawn as one path, however many they are: two ends, a gap, two ends.
const LINES = { x: [across], y: [upward] };
const SVG = "http://www.w3.org/2000/svg";

/** Bring `plot` from what it shows to `traces`, if only points' own looks differ; else change nothing: false. */
export function update(plot, traces) {
  if (plot.data?.length !== traces.length || plot.calcdata?.length !== traces.length) return false;
  const changes = traces.map((trace, k) => difference(plot.data[k], trace, plot.calcdata[k], plot._fullLayout));
  if (changes.includes(null)) return false;
  if (plot._fullLayout.showlegend && changes.flat().length) return false;   // it shows the looks of points as well
  changes.forEach((paths, k) => paths.length && bring(plot, k, traces[k], paths));
  return true;
}

/** The paths at which two traces differ, if each can be shown by its trace's table; else null. */
function difference(before, after, points, layout) {
  const table = tableOf(after);
  const paths = [];
  const walk = (a, b, path) => {
    if (a === b) return true;
    if (Array.isArray(a) && Array.isArray(b)) {
      if (a.length === b.length && a.every((value, i) => Object.is(value, b[i]))) return true;
      if (!(path in table) || (table === LINES ? !strands(b, table[path], layout) : !changeable(a, b, table[path], layout))) return false;
      return paths.push(path);
    }
    if (!isRecord(a) || !isRecord(b)) return false;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => walk(a[key], b[key], path ? `${path}.${key}` : key));
  };
  if (!walk(before, after, "")) return null;
  return table === LINES && paths.length && !linesOf(points) ? null : paths;
}

function tableOf({ type, mode, hoverinfo, line }) {
  if (type === "bar") return BAR;
  if (mode === "lines" && hoverinfo === "skip" && /^solid$|px/.test(line.dash)) return LINES;
  return (type === "scatter" && { markers: MARKER, text: TEXT }[mode]) || {};
}

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const changeable = (before, after, [fits], layout) =>
  before.length === after.length
  && after.every((value, i) => Object.is(value, before[i]) || (fits(value, layout) && fits(before[i], layout)));

const strands = (values, [fits], layout) =>
  values.length % 3 !== 1 && values.every((value, i) => (i % 3 === 2 ? value === null : fits(value, layout)));

function inside(axis, value) {
  const pixels = axis.c2p(value);
  return pixels >= 0 && pixels <= axis._length;
}

function bring(plot, k, trace, paths) {
  const table = tableOf(trace);
  const points = plot.calcdata[k];
  if (table === LINES) redraw(plot._fullLayout, points, trace);
  const nodes = nodesOf(points);
  for (const path of paths) {
    const values = at(trace, path);
    const before = at(plot.data[k], path);
    const [, places, show] = table[path];
    if (show) points.forEach((point, i) => {
      if (Object.is(values[i], before[i])) return;
      for (const place of places) if (place in point) point[place] = values[i];
      if (nodes.has(point)) show(nodes.get(point), values[i], plot._fullLayout, point);
    });
    for (const known of [plot.data[k], plot._fullData[k]]) put(known, path, values);
  }
}

/** The group of a trace in which its lines are drawn. */
const linesOf = (points) => points[0].node3?.node()?.querySelector(".lines");

function redraw({ xaxis, yaxis }, points, { x, y, line }) {
  const lines = linesOf(points);
  const [path = lines.appendChild(document.createElementNS(SVG, "path")), ...others] = lines.children;
  for (const other of others) other.remove();
  path.setAttribute("d", x.map((value, i) => (value === null ? "" : `${"ML"[i % 3]}${xaxis.c2p(value)},${yaxis.c2p(y[i])}`)).join(""));
  path.setAttribute("class", "js-line");
  const { color: stroke, width, dash } = line;
  Object.assign(path.style, { fill: "none", stroke, strokeWidth: `${width}px`, strokeDasharray: dash === "solid" ? "" : dash });
  points.length = x.length;
  for (const i of x.keys()) Object.assign((points[i] ??= { i }), { x: x[i] ?? undefined, y: y[i] ?? undefined });
}

/** The drawn node of every point: Plotly binds a point's calcdata to it. */
function nodesOf(points) {
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

function place(node, value, { xaxis, yaxis }, point) {
  node.setAttribute("transform", `translate(${xaxis.c2p(point.x)},${yaxis.c2p(point.y)})`);
}

/** A bar between its edges, once its place or its width is another. */
function span(node, value, { xaxis }, point) {
  Object.assign(point, { p0: point.x - point.w / 2, p1: point.x + point.w / 2 });
  const [left, right] = [point.p0, point.p1].map(xaxis.c2p);
  const path = shape(node);
  path.setAttribute("d", path.getAttribute("d").replace(/^M[^,]+/, `M${left}`).replace(/H[^V]+/, `H${right}`));
}

const at = (trace, path) => path.split(".").reduce((value, key) => value[key], trace);

function put(trace, path, values) {
  const keys = path.split(".");
  const last = keys.pop();
  keys.reduce((value, key) => value[key], trace)[last] = values;
}
