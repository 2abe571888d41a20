// The stage: draws the parts a page names, each with the view of its own module, and tells when all of them are painted.
//
// The default export of a part's module is a class, made with an element and a function that sends an event. `draw` takes
// the part, `remove` lets go of the element. It may say what it `drawnFor` in px, which keys of what stands still it `has`,
// `remember` what the whole stage draws, and `anticipate` an event by parts that it has already.

import { keepInSight } from "../explanation/in_sight.js";
import { keptOf } from "../figure_view/stills.js";
import { answered, hold, send } from "../tab/tab.js";
import "./paper.js";
import { attachShortcuts } from "./shortcuts.js";

const TEXT = new TextDecoder();
const USUAL_HEIGHT = 900;      // px, the window that everything of a small network fits
const SCROLLBAR = 17;          // px, the widest there are
const PANEL_GONE = 180;        // px: with the matrices this high up, little of the panel is left in sight
const stages = new WeakMap();
const classes = new Map();     // of views, by the module they come from; see load

export default async function mount({ parentElement, data, setStateValue }) {
  let stage = stages.get(parentElement);
  if (!stage) stages.set(parentElement, (stage = new Stage(parentElement)));
  stage.setStateValue = setStateValue;
  await stage.draw(JSON.parse(TEXT.decode(data)));
  // Streamlit calls this at once when newer data came while we were drawing: only an element that is gone is taken down.
  return () => setTimeout(() => stage.root.isConnected || stage.remove());
}

class Stage {
  constructor(parent) {
    this.parent = parent;
    this.root = parent.querySelector(".stage");
    this.views = new Map();
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.root);
    this.scroller = parent.closest("[data-testid=stMain]") ?? document;
    this.scrolled = () => floatPanel(this.root);
    this.scroller.addEventListener("scroll", this.scrolled, { passive: true });
    this.detach = attachShortcuts((event) => this.data?.inset || this.send(event));
  }

  send(event) {
    const has = [...this.views.values()].flatMap((view) => [...(view.has ?? [])]);
    const settled = document.documentElement.dataset.tab !== "busy";
    send(this, { ...event, client_has: keptOf(has) });
    if (settled) this.anticipate(event);
  }

  /** Draw at once what an event will lead to, where a view knows it. */
  anticipate(event) {
    for (const view of [...this.views.values()])
      for (const [name, part] of Object.entries(view.anticipate?.(event) ?? {})) this.views.get(name)?.draw(part);
  }

  /** Draw the newest data; what comes while a drawing is under way waits, and the last of it wins. */
  draw(data) {
    this.waiting = data;
    return (this.drawing ??= this.drawAll().finally(() => (this.drawing = null)));
  }

  async drawAll() {
    while (this.waiting) {
      const data = this.waiting;
      this.waiting = null;
      await this.drawOne(data);
    }
  }

  async drawOne(data) {
    await load(data.parts);
    this.data = data;
    if (data.inset) return this.drawInset(data);
    const { dataset } = document.documentElement;
    if (data.present !== ("present" in dataset)) data.present ? (dataset.present = "") : delete dataset.present;
    for (const [name, view] of this.views) if (!(name in data.parts)) this.drop(name, view);
    const views = Object.entries(data.parts).map(([name, part]) => ({ view: this.view(name, part), part }));
    for (const { view } of views) view.remember?.(data);
    await Promise.all(views.map(({ view, part }) => view.draw(part, data.number)));
    keepInSight();
    this.root.dataset.number = data.number;
    put(this.root, "--board-height", `${432 + data.height - USUAL_HEIGHT}px`);
    if (data.address) hold(data.address);
    answered(data.number);
    this.measureSoon();
  }

  /** Parts that only show: nothing waits for them. */
  async drawInset({ parts }) {
    this.root.classList.add("inset");
    await Promise.all(Object.entries(parts).map(([name, part]) => this.view(name, part).draw(part)));
  }

  view(name, { module }) {
    let view = this.views.get(name);
    if (view?.module === module) return view;
    if (view) this.drop(name, view);                 // another kind of part in the same place
    const element = document.createElement("div");
    element.className = `part ${name}`;
    this.root.append(element);
    this.observer.observe(element);   // where the page takes the parts out of the stage, that has no size of its own
    view = new (classes.get(module))(element, (event) => this.send(event));
    view.element = element;
    view.module = module;
    this.views.set(name, view);
    return view;
  }

  drop(name, view) {
    view.remove();
    view.element.remove();
    this.views.delete(name);
  }

  /** Measure once what has been drawn is painted: before, every question would cost a layout of its own. */
  measureSoon() {
    this.soon ??= requestAnimationFrame(() => setTimeout(() => {
      this.soon = null;
      this.measure();
    }));
  }

  /** Tell the server how wide the parts are and on what they stand, when that is not what they were drawn for. */
  measure() {
    if (!this.data || this.data.inset || !this.root.isConnected || document.fullscreenElement) return;
    const widths = {};
    for (const [name, view] of this.views)
      if (view.drawnFor) widths[name] = Math.floor(view.element.clientWidth);
    placePanel(this.root);
    const theme = this.theme();
    const height = roomyHeight();
    const fits = Math.abs(height - this.data.height) < 8
      && Object.entries(widths).every(([name, width]) => !width || snug(width, this.views.get(name).drawnFor));
    const window = [innerWidth, innerHeight];
    const report = JSON.stringify([widths, height, theme, ...(this.data.present ? window : [])]);
    if ((fits && theme === this.data.theme && !this.data.present) || report === this.reported) return;
    this.reported = report;
    this.send({ kind: "screen", widths, height, theme, window });
  }

  /** Whether the page is light or dark, judged by its background when that has changed. */
  theme() {
    const background = getComputedStyle(this.root).getPropertyValue("--st-background-color").trim();
    if (background !== this.background) {
      this.background = background;
      this.dark = isDark(background);
      put(document.documentElement, "--stage-background", background);
    }
    return this.dark ? "dark" : "light";
  }

  remove() {
    this.observer.disconnect();
    this.scroller.removeEventListener("scroll", this.scrolled);
    this.detach();
    for (const [name, view] of this.views) this.drop(name, view);
    stages.delete(this.parent);
  }
}

/** Have the modules of parts; the loader has asked for all of them already. */
async function load(parts) {
  const missing = Object.values(parts).map(({ module }) => module).filter((module) => !classes.has(module));
  await Promise.all(missing.map(async (module) => {
    classes.set(module, (await import(new URL(`../${module}`, import.meta.url).href)).default);
  }));
}

/** Tell the stylesheet where the stage's free column is, which the panel beside its first rows may take. */
function placePanel(root) {
  const page = root.closest("[data-testid=stMainBlockContainer]").getBoundingClientRect();
  const stage = root.getBoundingClientRect();
  const next = "present" in document.documentElement.dataset ? ".part.board" : ".part.matrices";
  const below = root.querySelector(next)?.getBoundingClientRect() ?? { top: stage.bottom };
  put(document.documentElement, "--stage-top", `${Math.round(stage.top - page.top)}px`);
  put(document.documentElement, "--stage-row", `${Math.round(below.top - stage.top - 8)}px`);
  floatPanel(root);
}

/** Set a property of a stylesheet, if it is another one: setting it would have the whole page styled anew. */
function put({ style }, name, value) {
  if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
}

/** Once its place has been scrolled out of sight, the panel floats over a corner of the window. */
function floatPanel(root) {
  const below = root.querySelector(".part.matrices")?.getBoundingClientRect().top ?? Infinity;
  const place = below < PANEL_GONE ? "floats" : "stands";
  if (document.documentElement.dataset.panel !== place) document.documentElement.dataset.panel = place;
}

/** Whether what was drawn for a width stands in another: never beyond its place, and no worse for a scrollbar that goes. */
function snug(width, drawnFor) {
  return width >= drawnFor && width - drawnFor <= SCROLLBAR;
}

/** The height of the window, where it leaves more room than the figures need anyway. */
function roomyHeight() {
  return innerWidth > 1000 ? Math.max(USUAL_HEIGHT, Math.min(innerHeight, 1400)) : USUAL_HEIGHT;
}

function isDark(colour) {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128;
}
