// What this browser tab does for all components on the page: it numbers what a person does, keeps one change
// in flight at a time, sends again what was not acknowledged, and keeps the address.

import { MOMENT, learn } from "./currency.js";
import * as departure from "./departure.js";
import * as unsent from "./unsent.js";

const PATIENCE = 2500;         // ms before an unacknowledged event is sent again; doubles each time
const STORE = "backprop-explorer document";
const CAME = location.search;  // what the page was opened with: it stays where it holds a link that cannot be opened

let last = Date.now();                              // numbers grow, across reloads too
let held = { session: "", number: 0, query: "", document: "" };  // the last state the server told us; see address.py
let flying = null;                                  // the event the server has not answered and drawn yet
let timer = 0;
let writing = false;                                // the address is about to be written
let names = [];                                     // the names of our parameters of the address
let keeper = null;                                  // the component that every page has
let begun = false;                                  // the server has told a state
const waiting = [];
const leftHere = departure.isBack();                // this address is the one that was left
let left = keptAcrossReload();                      // until it has been asked for
const written = unsent.take(leftHere);              // until it has been sent

/** Events of a component that has gone with its page are sent through this one. */
export function standIn(component) {
  const first = !keeper;
  keeper = component;
  if (first) takeUp();
}

/** Once there is a component to send through: ask for what the tab kept, and send what was written on it and not sent. */
function takeUp() {
  if (!keeper) return;
  if (left) send(keeper, { kind: "restore", ...left });
  left = null;
  if (!begun) return;
  for (const { number: _, base, ...event } of written.splice(0)) send(keeper, { ...event, final: true });
}

/**
 * Send an event through a component: its `setStateValue`, while its `root` is on the page.
 * Of several waiting with the same `scrub`, the newest goes.
 */
export function send(component, event) {
  const late = event.scrub && waiting.findIndex((w) => w.event.scrub === event.scrub);
  if (event.scrub && late >= 0) waiting.splice(late, 1);
  waiting.push({ component, event });
  next();
}

function next() {
  if (flying) return;
  while (waiting.length && forNobody(waiting[0])) waiting.shift();
  mark();
  if (!waiting.length) return learn({ late: false });
  const { component, event } = waiting.shift();
  last = Math.max(last + 1, Date.now());
  const { number, key } = held;
  const base = key ? { number, key } : { ...held };         // a large document goes only where this is no answer
  flying = { component, event: { ...event, number: last, base }, patience: PATIENCE };
  dispatch();
}

/** For whoever wants to wait: whether something is on its way, or was left from before a reload and waits to be sent. */
function mark() {
  const busy = flying || waiting.length || writing || written.length || left;
  document.documentElement.dataset.tab = busy ? "busy" : "quiet";
}

/** What asks a page that is gone to go on. */
const forNobody = ({ component, event }) => event.tick && !component.root.isConnected;

function dispatch(through = flying.component) {
  const { event } = flying;
  (through.root.isConnected ? through : keeper).setStateValue("event", event);
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (all().some(({ kind }) => kind !== "screen")) learn({ late: true });   // another width makes no number wrong
    timer = setTimeout(() => again(), flying.patience - MOMENT);
  }, MOMENT);
}

function again(through = flying.component) {
  if (forNobody(flying)) return finish();
  flying.patience *= 2;
  flying.event = { ...flying.event, base: { ...held }, again: (flying.event.again ?? 0) + 1 };
  dispatch(through);
}

/** The connection is back: what waits is sent again at once, by what a server started anew knows before any stage. */
export function resume() {
  if (!flying) return;
  flying.patience = PATIENCE / 2;
  again(keeper);
}

/** By name, what was set by events of this kind that came after event `number`, each as it was set last. */
export function unanswered(kind, number) {
  const later = all().filter((event) => event.kind === kind && !(event.number <= number));
  return Object.assign({}, ...later.map(({ set }) => set));
}

/** Every event that has no answer yet, the oldest first. */
const all = () => [flying, ...waiting].filter(Boolean).map(({ event }) => event);

addEventListener("pagehide", () => {
  unsent.keep([...written, ...all()]);
  departure.note();
});

/** Everything is drawn from an answer of the server: `number` is the last event in it. */
export function answered(number) {
  if (flying && number >= flying.event.number) finish();
}

function finish() {
  clearTimeout(timer);
  flying = null;
  next();
}

/** The last state the server told: what is on the screen. */
export function state() {
  return { ...held };
}

/** The server told the state it is in: keep it, and write it into the address without a history entry. */
export function hold({ session, number, stays, query, ours = names, document: long = "", key = "", patch = null }) {
  if (number < held.number || restoring(number)) return;
  const known = key && key === held.key;
  names = ours;
  held = { session, number, stays, query, document: known ? held.document : long, key, patch };
  if (stays) held.query = CAME.slice(1);
  writeSoon();
  if (!known) remember(STORE, held.document);
  remember(`${STORE} since`, key && JSON.stringify({ query, patch }));
  if (begun) return;
  begun = true;
  takeUp();
}

/** The address is written when what it belongs to has been painted: a browser takes its time over it. */
function writeSoon() {
  if (writing) return;
  writing = true;
  mark();
  const write = () => setTimeout(() => {
    writing = false;
    writeAddress();
    mark();
  });
  if (document.hidden) write();
  else requestAnimationFrame(write);
}

function writeAddress() {
  const search = `?${held.query}` === CAME ? CAME : withOthers(new URLSearchParams(held.query));
  if (search !== location.search)
    history.replaceState(history.state, "", location.pathname + search + location.hash);
}

/** A query of our parameters, and of others that the address has: what is no plain name is one of ours, damaged. */
function withOthers(ours) {
  const parameters = new URLSearchParams(location.search);
  for (const name of [...parameters.keys()])
    if (names.includes(name) || !/^[\w.-]+$/.test(name)) parameters.delete(name);
  for (const [name, value] of ours) parameters.set(name, value);
  return parameters.size ? `?${parameters}` : "";
}

/** Whether there is something that the tab kept, and a state of this number is not yet that. */
function restoring(number) {
  const asked = all().find(({ kind }) => kind === "restore");
  return left || (asked && !(number >= asked.number));
}

function remember(name, text) {
  try {
    if (text) sessionStorage.setItem(name, text);
    else sessionStorage.removeItem(name);
  } catch (error) {
    console.info("This browser keeps nothing for the tab, so a reload will not bring a large network back.", error);
  }
}

/**
 * After a reload whose address holds no experiment: what was kept because it is too long for an address, or null.
 * Browsers call it a new visit if the reload before failed: then the address that was left tells.
 */
function keptAcrossReload() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (new URLSearchParams(location.search).has("e")) return null;
  try {
    if (entry?.type === "navigate" && !leftHere) return null;
    const long = sessionStorage.getItem(STORE);
    return long && { query: "", document: long, ...JSON.parse(sessionStorage.getItem(`${STORE} since`)) };
  } catch (error) {
    return null;  // no store, or not ours
  }
}
