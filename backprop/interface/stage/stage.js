// The stage: draws the parts a page names, each with its own kind of view, and tells when all of them are painted.

import { Board } from "../board/board.js";
import { keepInSight } from "../explanation/in_sight.js";
import { Figures, keysIn } from "../figure_view/figure_view.js";
import { keep, keptOf } from "../figure_view/stills.js";
import { answered, hold, send } from "../tab/tab.js";
import { Actions } from "./actions.js";
import "./paper.js";
import { Answers } from "../homework/answers.js";
import { Said } from "./said.js";
import { attachShortcuts } from "./shortcuts.js";
import { Bugs } from "../bug_lab/bugs.js";
import { Case } from "../bug_lab/case.js";
import { Rivals } from "../descent/rivals.js";
import { Tabs } from "../descent/tabs.js";
import { Probe } from "../gradient_check/probe.js";
import { Plane } from "../landscape/plane.js";
import { Table } from "./table.js";
import { Legend } from "./legend.js";
import { Vitals } from "./vitals.js";
import { Trainer } from "../descent/trainer.js";
import { Controls } from "../walk/controls.js";
import { Rail } from "../walk/rail.js";
import { Words } from "../walk/words.js";

const KINDS = {
  actions: Actions, answers: Answers, board: Board, bugs: Bugs, case: Case, controls: Controls, figures: Figures, legend: Legend, plane: Plane, probe: Probe, rail: Rail, rivals: Rivals, said: Said,
  table: Table, tabs: Tabs, trainer: Trainer, vitals: Vitals, words: Words,
};
const TEXT = new TextDecoder();
const USUAL_HEIGHT = 900;      // px, the window that everything of a small network fits
const SCROLLBAR = 17;          // px, the widest there are
const PANEL_GONE = 180;        // px: with the matrices this high up, little of the panel is left in sight
const STEP_PARTS = ["rail", "words", "diagram", "operation"];   // what a step of the walk has of its own
const stages = new WeakMap();

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
    this.seen = new Map();       // by the key of a step: what it shows
    this.ahead = [];             // the keys of what the next step holds
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.root);
    this.scroller = parent.closest("[data-testid=stMain]") ?? document;
    this.scrolled = () => floatPanel(this.root);
    this.scroller.addEventListener("scroll", this.scrolled, { passive: true });
    this.detach = attachShortcuts((event) => this.data?.inset || this.send(event));
  }

  send(event) {
    const held = [...this.views.values()].flatMap((view) => [...(view.held ?? [])]);
    const settled = document.documentElement.dataset.tab !== "busy";
    send(this, { ...event, held: keptOf([...held, ...this.ahead]) });
    if (settled) this.anticipate(event);
  }

  /** Draw the step that somebody asks for at once, if it has been here since anything else was done, or is ahead. */
  anticipate({ kind, to }) {
    const { rail, controls } = this.data.parts;
    if (kind !== "step") return;
    if (controls.veil !== "off" || controls.walk.inside) return;
    const keys = rail.groups.flatMap(({ steps }) => steps.map(({ key }) => key));
    const place = keys.indexOf(this.at);
    const key = { next: keys[place + 1], back: keys[place - 1], first: keys[0], last: keys.at(-1) }[to] ?? to;
    const parts = this.seen.get(key);
    if (!parts || !drawable(parts)) return;
    this.at = key;
    for (const [name, part] of Object.entries(parts)) this.views.get(name)?.draw(part);
  }

  /** Keep what a step shows, and what the next one will. */
  remember({ parts, ahead, token }) {
    if (token !== this.token) this.seen.clear();   // another network, or another look at it
    this.token = token;
    this.at = parts.rail?.current;
    if (this.at) this.seen.set(this.at, pick(parts, STEP_PARTS));
    this.ahead = ahead ? keysOf(ahead) : [];
    if (!ahead) return;
    for (const part of Object.values(ahead)) keep(part.still);
    this.seen.set(ahead.rail.current, ahead);
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
    this.data = data;
    if (data.inset) return this.drawInset(data);
    this.remember(data);
    const { dataset } = document.documentElement;
    if (data.present !== ("present" in dataset)) data.present ? (dataset.present = "") : delete dataset.present;
    for (const [name, view] of this.views) if (!(name in data.parts)) this.drop(name, view);
    await Promise.all(Object.entries(data.parts).map(([name, part]) => this.view(name, part.kind).draw(part, data.number)));
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
    await Promise.all(Object.entries(parts).map(([name, part]) => this.view(name, part.kind).draw(part)));
  }

  view(name, kind) {
    let view = this.views.get(name);
    if (view?.kind === kind) return view;
    if (view) this.drop(name, view);                 // another kind of part in the same place
    const element = document.createElement("div");
    element.className = `part ${name}`;
    this.root.append(element);
    this.observer.observe(element);   // where the page takes the parts out of the stage, that has no size of its own
    view = new KINDS[kind](element, (event) => this.send(event));
    view.element = element;
    view.kind = kind;
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

/** The keys of what stands still in the figures of parts. */
const keysOf = (parts) => [...keysIn(Object.values(parts).map((part) => part.figures))];

/** Whether all that stands still in parts is kept: of a long walk the first steps may be forgotten. */
function drawable(parts) {
  const keys = keysOf(parts);
  return keptOf(keys).length === keys.length;
}

function pick(object, names) {
  return Object.fromEntries(names.filter((name) => name in object).map((name) => [name, object[name]]));
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
