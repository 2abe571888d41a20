// The queue of a browser tab: numbers that grow, one event in flight, what is sent again and with which base, what is
// dropped, what a reload brings back, and the address.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { learn } from "../../../backprop/interface/tab/currency.js";
import { note } from "../../../backprop/interface/tab/departure.js";
import { keep } from "../../../backprop/interface/tab/unsent.js";
import { element, fire, storage, visit } from "../stand_ins.js";

const PATIENCE = 2500;
const NOW = 1_000_000;
let tabs = 0;
let tab, window, sent;

/** A tab that is opened at an address, maybe with what an earlier one left. */
async function open(address = "http://localhost/", settings = {}) {
  window = visit(address, settings);
  sent = [];
  tab = await import(`../../../backprop/interface/tab/tab.js?${tabs++}`);
}

/** A component of the page, and whether it is there. */
const component = (name = "stage", there = true) =>
  ({ root: Object.assign(element(), { isConnected: there }), setStateValue: (key, event) => sent.push({ by: name, key, ...event }) });
const told = (number = 0, more = {}) => ({ session: "s", number, stays: false, query: "e=1", ...more });
const numbers = () => sent.map(({ number }) => number);
const busy = () => document.documentElement.dataset.tab === "busy";
const behind = () => document.documentElement.dataset.behind;

/** Let time go by, a millisecond each, so that timers that timers set are met in time. */
function wait(ms) {
  for (let n = 0; n < ms; n++) mock.timers.tick(1);
}

beforeEach(async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: NOW });
  await open();
});

afterEach(() => {
  learn({ lost: false, late: false, unheard: false });
  mock.timers.reset();
});

test("events are numbered upwards, also within one millisecond", () => {
  for (const kind of ["undo", "redo", "undo"]) {
    tab.send(component(), { kind });
    tab.answered(Infinity);
  }
  assert.deepEqual(numbers(), [NOW + 1, NOW + 2, NOW + 3]);
  wait(5000);
  tab.send(component(), { kind: "undo" });
  assert.equal(sent.at(-1).number, NOW + 5000);
});

test("one is in flight at a time, and the next one goes when its answer has been drawn", () => {
  tab.send(component(), { kind: "select", name: "C" });
  tab.send(component(), { kind: "undo" });
  assert.deepEqual(sent.map(({ kind }) => kind), ["select"]);
  assert.ok(busy());
  tab.answered(sent[0].number - 1);                  // of an older event
  assert.equal(sent.length, 1);
  tab.answered(sent[0].number);
  assert.deepEqual(sent.map(({ kind }) => kind), ["select", "undo"]);
  tab.answered(sent[1].number);
  assert.ok(!busy());
});

test("of several waiting of one scrub the newest goes, after what came before it", () => {
  const scrub = "W1[1,1] 7";
  tab.send(component(), { kind: "edit", set: { a: 1 }, scrub });
  for (const a of [2, 3, 4]) tab.send(component(), { kind: "edit", set: { a }, scrub });
  tab.send(component(), { kind: "edit", set: { b: 1 }, scrub: "b 8" });
  tab.send(component(), { kind: "edit", set: { a: 5 }, scrub, final: true });
  for (let n = 0; n < 3; n++) tab.answered(sent[n].number);
  assert.deepEqual(sent.map(({ set }) => set), [{ a: 1 }, { b: 1 }, { a: 5 }]);
  assert.ok(sent[2].final);
});

test("events without a scrub are all sent", () => {
  for (const name of ["a", "b", "c"]) tab.send(component(), { kind: "select", name });
  for (let n = 0; n < 3; n++) tab.answered(sent[n].number);
  assert.deepEqual(sent.map(({ name }) => name), ["a", "b", "c"]);
});

test("what is not acknowledged is sent again under its number, each time after twice as long", () => {
  tab.send(component(), { kind: "undo" });
  for (const [ms, times] of [[PATIENCE - 1, 1], [1, 2], [2 * PATIENCE - 1, 2], [1, 3], [4 * PATIENCE, 4]]) {
    wait(ms);
    assert.equal(sent.length, times);
  }
  assert.equal(new Set(numbers()).size, 1);
  assert.deepEqual(sent.map(({ again }) => again), [undefined, 1, 2, 3]);
  tab.answered(sent[0].number);
  wait(20 * PATIENCE);
  assert.equal(sent.length, 4);
});

test("the base is the state told last; a long document goes only where the server does not answer", () => {
  const long = { document: "long", key: "k", patch: [1] };
  tab.send(component(), { kind: "undo" });
  assert.deepEqual(sent[0].base, { session: "", number: 0, query: "", document: "" });
  tab.hold(told(sent[0].number, long));
  tab.answered(sent[0].number);
  tab.send(component(), { kind: "undo" });
  assert.deepEqual(sent[1].base, { number: sent[0].number, key: "k" });
  wait(PATIENCE);
  assert.deepEqual(sent[2].base, told(sent[0].number, long));
});

test("a state without a long document is the base itself", () => {
  tab.hold(told(3));
  tab.send(component(), { kind: "undo" });
  assert.deepEqual(sent[0].base, { ...told(3), document: "", key: "", patch: null });
});

test("a long document is told once: a state with its key has it still", () => {
  tab.hold(told(1, { document: "long", key: "k" }));
  tab.hold(told(2, { key: "k", patch: [2] }));
  assert.deepEqual(tab.state(), told(2, { document: "long", key: "k", patch: [2] }));
  tab.hold(told(3));
  assert.equal(tab.state().document, "");
});

test("an older state is none", () => {
  tab.hold(told(5, { query: "e=new" }));
  tab.hold(told(4, { query: "e=old" }));
  assert.equal(tab.state().query, "e=new");
});

test("when the connection is back what is in flight goes at once, through the component that every page has", () => {
  tab.standIn(component("keeper"));
  tab.send(component("stage"), { kind: "undo" });
  wait(2 * PATIENCE);
  tab.resume();
  assert.deepEqual(sent.map(({ by }) => by), ["stage", "stage", "keeper"]);
  wait(PATIENCE);                        // and is as patient as at first
  assert.deepEqual(sent.map(({ by }) => by), ["stage", "stage", "keeper", "stage"]);
  tab.answered(sent[0].number);
  tab.resume();
  assert.equal(sent.length, 4);
});

test("what a component that is gone wanted to send goes through the one that every page has", () => {
  tab.standIn(component("keeper"));
  const stage = component("stage");
  tab.send(stage, { kind: "undo" });
  tab.send(stage, { kind: "edit", set: { a: 1 } });
  stage.root.isConnected = false;
  tab.answered(sent[0].number);
  assert.deepEqual(sent.map(({ by, kind }) => [by, kind]), [["stage", "undo"], ["keeper", "edit"]]);
});

test("what asks a page that is gone to go on is dropped, waiting or in flight", () => {
  tab.standIn(component("keeper"));
  const page = component("page");
  tab.send(component(), { kind: "undo" });
  tab.send(page, { kind: "train", tick: true, scrub: "tick" });
  tab.send(component(), { kind: "redo" });
  page.root.isConnected = false;
  tab.answered(sent[0].number);
  assert.deepEqual(sent.map(({ kind }) => kind), ["undo", "redo"]);
  tab.answered(sent[1].number);
  page.root.isConnected = true;
  tab.send(page, { kind: "train", tick: true, scrub: "tick" });
  page.root.isConnected = false;
  tab.send(component(), { kind: "redo" });
  wait(PATIENCE);
  assert.deepEqual(sent.map(({ kind }) => kind), ["undo", "redo", "train", "redo"]);
});

test("what has no answer yet, by name, as it was set last after a number", () => {
  tab.send(component(), { kind: "edit", set: { a: 1, b: 1 } });
  tab.send(component(), { kind: "answer", set: { c: 9 } });
  tab.send(component(), { kind: "edit", set: { b: 2 } });
  assert.deepEqual(tab.unanswered("edit", sent[0].number - 1), { a: 1, b: 2 });
  assert.deepEqual(tab.unanswered("edit", sent[0].number), { b: 2 });   // an answer that has the first
  assert.deepEqual(tab.unanswered("answer", 0), { c: 9 });
  assert.deepEqual(tab.unanswered("select", 0), {});
});

test("a moment after something was done without an answer, what was computed is not current; a width is no number", () => {
  tab.send(component(), { kind: "screen", width: 500 });
  wait(1500);
  assert.equal(behind(), undefined);
  tab.answered(sent[0].number);
  tab.send(component(), { kind: "undo" });
  wait(999);
  assert.equal(behind(), undefined);
  wait(1);
  assert.equal(behind(), "late");
  tab.answered(sent.at(-1).number);
  assert.equal(behind(), undefined);
});

test("the address has our parameters as told, and what others put there", () => {
  tab.hold(told(1, { ours: ["e", "q", "h"] }));
  assert.ok(busy());
  mock.timers.tick(0);
  assert.ok(!busy());
  assert.equal(location.search, "?e=1");
  location.search = "?e=1&utm_source=mail&h=1&%3Cb%3E=2";
  tab.hold(told(2, { query: "e=2&q=a1" }));
  mock.timers.tick(0);
  const now = new URLSearchParams(location.search);
  assert.deepEqual(Object.fromEntries(now), { e: "2", q: "a1", utm_source: "mail" });
  tab.hold(told(3, { query: "" }));
  mock.timers.tick(0);
  assert.equal(location.search, "?utm_source=mail");
});

test("a link that cannot be opened stays in the address as it came, until an edit", async () => {
  await open("http://localhost/?e=brok%en");
  tab.hold(told(1, { stays: true, query: "" }));
  mock.timers.tick(0);
  assert.equal(location.search, "?e=brok%en");
  assert.equal(tab.state().query, "e=brok%en");
  tab.hold(told(2));
  mock.timers.tick(0);
  assert.equal(location.search, "?e=1");
});

test("a reload asks first for what was too long for the address, and older states do not undo that", async () => {
  const store = storage();
  await open("http://localhost/", { store });
  tab.hold(told(1, { query: "s=2", document: "long", key: "k", patch: [1] }));
  await open("http://localhost/", { store, navigation: "reload" });
  tab.hold(told(0, { query: "e=start" }));
  assert.equal(tab.state().query, "");
  tab.standIn(component("keeper"));
  assert.equal(sent.length, 1);
  const { kind, document, query, patch } = sent[0];
  assert.deepEqual({ kind, document, query, patch }, { kind: "restore", document: "long", query: "s=2", patch: [1] });
  tab.hold(told(0, { query: "e=start" }));
  assert.equal(tab.state().query, "");
  tab.hold(told(sent[0].number, { query: "s=2", document: "long", key: "k" }));
  assert.equal(tab.state().query, "s=2");
});

test("a new visit, or an address that holds an experiment, asks for nothing that was kept", async () => {
  const store = storage();
  await open("http://localhost/", { store });
  tab.hold(told(1, { query: "", document: "long", key: "k" }));
  for (const [address, navigation] of [["http://localhost/", "navigate"], ["http://localhost/?e=7", "reload"]]) {
    await open(address, { store, navigation });
    tab.standIn(component("keeper"));
    assert.deepEqual(sent, [], `${navigation} ${address}`);
  }
});

test("until what was written before a reload has been sent and answered, the tab is not quiet", async () => {
  const store = storage();
  await open("http://localhost/", { store });
  keep([{ kind: "edit", set: { a: 1 } }]);
  note();
  await open("http://localhost/", { store, navigation: "reload" });
  tab.hold(told(0));                                  // the stage came before the component that events go through
  mock.timers.tick(0);                                // the address has been written
  assert.deepEqual(sent, []);
  assert.ok(busy());
  tab.standIn(component("keeper"));
  assert.ok(busy());
  tab.answered(sent[0].number);
  assert.ok(!busy());
});

test("what was written and not sent when the page was left is sent once, when a state is known; nothing else is", async () => {
  const store = storage();
  await open("http://localhost/", { store });
  tab.send(component(), { kind: "edit", set: { a: 1 } });
  tab.send(component(), { kind: "select", name: "C" });
  tab.send(component(), { kind: "edit", set: { b: 2 }, scrub: "b 1", final: false });
  fire(window, "pagehide");
  await open("http://localhost/", { store, navigation: "reload" });
  tab.standIn(component("keeper"));
  assert.deepEqual(sent, []);
  tab.hold(told(0));
  tab.answered(sent[0].number);
  assert.deepEqual(sent.map(({ set, final }) => [set, final]), [[{ a: 1 }, true], [{ b: 2 }, true]]);
  assert.ok(sent[0].number < sent[1].number);
  assert.equal(sent[1].base.session, "s");           // the new page's state, not the one it was written on
  await open("http://localhost/", { store, navigation: "reload" });
  tab.standIn(component("keeper"));
  tab.hold(told(0));
  assert.deepEqual(sent, []);
});

test("a browser without a store loses nothing but the reload", async () => {
  const broken = () => { throw new Error("no store"); };
  mock.method(console, "info", () => {});
  await open("http://localhost/", { store: { getItem: broken, setItem: broken, removeItem: broken }, navigation: "reload" });
  tab.standIn(component("keeper"));
  tab.hold(told(1, { document: "long", key: "k" }));
  tab.send(component(), { kind: "undo" });
  fire(window, "pagehide");
  assert.deepEqual(sent.map(({ kind }) => kind), ["undo"]);
});
