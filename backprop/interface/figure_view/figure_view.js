// Plotly figures that follow edits: what live.js cannot bring up to date is handed to Plotly.react, so the DOM survives.

import { press } from "../explanation/in_sight.js";
import { frameOf, move } from "./cursor.js";
import { library } from "./library.js";
import { update } from "./live.js";
import { namesOf } from "./packed.js";
import { keep, keysIn, still as kept } from "./stills.js";

const MODEBAR = { bgcolor: "rgba(0,0,0,0)", color: "rgba(128,128,128,0.6)", activecolor: "rgba(128,128,128,1)" };

export default class Figures {
  constructor(element, send) {
    this.element = element;
    this.send = send;
    this.has = new Set();
    this.root = document.createElement("div");
    this.root.className = "figures";
    this.root.addEventListener("pointerdown", ({ pointerType }) => (this.finger = pointerType === "touch"), { capture: true });
    element.append(this.root);
  }

  async draw({ width, figures, still, zoom, waits, event }) {
    if (waits) return;          // what is here stays until there is time
    this.drawnFor = width;
    this.event = event;          // what a click on a point asks for, where that is no selection
    this.zoom = zoom;
    const Plotly = await library;
    this.has = keysIn(figures);
    keep(still);
    for (const element of this.drawn().slice(figures.length)) {
      Plotly.purge(element.plot);
      element.remove();
    }
    // A part may be drawn again later: what is brought up to date are copies.
    const copies = figures.map(({ name, data, layout }) => ({ name, data: whole(data), layout: whole(layout) }));
    await Promise.all(copies.map((figure, i) => this.figure(Plotly, figure, this.root.children[i])));
  }

  figure(Plotly, figure, element) {
    const fresh = !element;
    if (fresh) this.root.append((element = container()));
    element.setAttribute("aria-label", figure.layout.meta.alt);
    const traces = figure.data;
    const frame = JSON.stringify([frameOf(figure.layout), this.zoom, this.drawnFor]);
    if (frame === element.frame && update(element.plot, traces)) return move(element.plot, figure.layout);
    element.frame = frame;
    // Plotly empties the node of an empty text, and would never write into it again.
    for (const node of element.plot.querySelectorAll(".textpoint:empty")) node.remove();
    magnify(element, figure.layout, this.zoom);
    if (figure.layout.width * this.zoom > this.drawnFor + 1) element.tabIndex = 0;   // so that keys scroll it
    else element.removeAttribute("tabindex");
    const layout = { ...figure.layout, modebar: MODEBAR, clickanywhere: true };   // else a press before it has looked is lost
    element.config ??= config(Plotly, figure.name, element);   // the same object: a new one makes Plotly begin anew
    const done = Plotly.react(element.plot, traces, layout, element.config).then(hush);
    if (fresh) element.plot.on("plotly_click", (event) => this.click(element.plot, event));
    return done;
  }

  /** Plotly tells of a finger twice: at its touch, be it a tap or not, and at the press that browsers make of a tap. */
  click(plot, { event, points }) {
    if (event.type === "touchstart") return;
    const there = points.length && looked(plot, event) ? points : look(plot, event);
    const point = there.find(({ customdata }) => nameIn(customdata));
    const name = nameIn(point?.customdata);
    const again = event.detail > 1 && !this.finger && name === this.clicked;
    if (!name || again) return;     // a double click is one selection
    this.clicked = name;
    press(() => placeOf(plot, point));
    this.send(this.event ? { kind: this.event, to: name } : { kind: "select", name, toggle: true });
  }

  async remove() {
    const Plotly = await library;
    for (const element of this.drawn()) Plotly.purge(element.plot);
  }

  /** The containers of the figures. @returns {any[]} */
  drawn() {
    return [...this.root.children];
  }
}

/** Whether Plotly has looked for points where an event is: it does so every 50 ms at most, and tells of older ones at a click. */
function looked(plot, { clientX, clientY }) {
  const { x, y, width } = plot.getBoundingClientRect();
  const zoom = width / plot.offsetWidth;
  return Math.hypot(x + zoom * plot._hoverPointerX - clientX, y + zoom * plot._hoverPointerY - clientY) < 2;
}

/** Have it look at once, and the points that it finds. */
function look(plot, event) {
  const layout = plot._fullLayout;
  const uid = layout._uid;
  layout._uid = `${uid} at ${performance.now()}`;   // by this it counts the 50 ms
  window.Plotly.Fx.hover(plot, event);
  layout._uid = uid;
  return plot._hoverdata ?? [];
}

/** The name of a number among what a point carries. */
const nameIn = (carried) => [carried].flat().find((value) => typeof value === "string" && value);

/** Where a point that Plotly tells of stands on the screen; its figure may have been drawn anew since. */
function placeOf(plot, { bbox: { x0, x1, y0, y1 } }) {
  const { x, y, width } = plot.getBoundingClientRect();
  const zoom = width / plot.offsetWidth;
  return new DOMRect(x + zoom * x0, y + zoom * y0, zoom * (x1 - x0), zoom * (y1 - y0));
}

/** Traces or a layout with what stands still in its place; records are copied, for Plotly writes into them. */
function whole(value) {
  if (Array.isArray(value)) return value.some((v) => typeof v === "object" && v !== null) ? value.map(whole) : value;
  if (typeof value !== "object" || value === null) return value;
  if ("still" in value) {
    const part = kept(value.still);
    return Array.isArray(part) ? part : structuredClone(part);
  }
  if (typeof value.names === "string") return namesOf(value);
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, whole(v)]));
}

function container() {
  const element = /** @type {any} */ (document.createElement("div"));
  element.className = "figure";
  element.setAttribute("role", "figure");
  element.plot = document.createElement("div");
  element.append(element.plot);
  element.addEventListener("fullscreenchange", () => enlarge(element));
  return element;
}

/** What is drawn is told by the figure's label: its numbers, read out one after the other, say nothing. */
function hush(plot) {
  for (const drawn of plot.querySelectorAll(".main-svg, .gl-container")) drawn.setAttribute("aria-hidden", "true");
}

/** Show a figure `zoom` times as large as it is drawn; Plotly reckons with the scale when it is pointed at. */
function magnify(element, { width, height }, zoom) {
  element.scale = zoom === 1 ? "" : `scale(${zoom})`;
  for (const [{ style }, scale] of [[element, zoom], [element.plot, 1]]) {   // no more room than it takes, so that none is scrolled
    style.width = zoom === 1 ? "" : `${width * scale}px`;
    style.height = zoom === 1 ? "" : `${height * scale}px`;
  }
  element.plot.style.transformOrigin = zoom === 1 ? "" : "0 0";
  element.plot.style.transform = element.scale;
}

/** In full screen a figure is as large as the screen allows; Plotly reckons with the scale when it is pointed at. */
function enlarge(element) {
  const { plot } = element;
  const { offsetWidth: width, offsetHeight: height } = plot;
  const full = document.fullscreenElement === element;
  plot.style.transform = full ? `scale(${Math.min((innerWidth - 32) / width, (innerHeight - 32) / height)})` : element.scale;
  plot.style.transformOrigin = full ? "" : element.scale && "0 0";
}

/** What people expect of a chart: save it as PNG or SVG, see it full screen. */
function config(Plotly, filename, element) {
  const vector = {
    name: "toSvg", title: "Save as SVG", icon: Plotly.Icons.disk,
    click: (plot) => Plotly.downloadImage(plot, { format: "svg", filename }),
  };
  const full = {
    name: "fullScreen", title: "Full screen", icon: Plotly.Icons.autoscale,
    click: () => (document.fullscreenElement ? document.exitFullscreen() : element.requestFullscreen()),
  };
  return {
    displaylogo: false,
    displayModeBar: matchMedia("(hover: none)").matches ? false : "hover",
    responsive: false,
    doubleClick: false,
    scrollZoom: false,
    modeBarButtons: [["toImage", vector, full]],
    toImageButtonOptions: { filename, scale: 2 },
  };
}
