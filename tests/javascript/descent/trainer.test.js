// The trainer: where Play is after each beat, what the slider shows while answers come late, and what keys do.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import Trainer from "../../../backprop/interface/descent/trainer.js";
import { element, press, visit } from "../stand_ins.js";

let trainer, sent, parts;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  visit();
  sent = [];
  parts = new Map();
  const root = element();
  root.querySelector = (selector) => parts.get(selector) ?? parts.set(selector, element()).get(selector);
  trainer = new Trainer(root, (event) => sent.push(event));
});

afterEach(() => {
  trainer.remove();
  mock.timers.reset();
});

const RUN = { at: 0, steps: 0, running: false, ended: false, more: 50, goal: 50, logarithmic: false, said: [], question: "", answer: "", verdict: "" };
const draw = (data) => trainer.draw({ ...RUN, ...data });
const disabled = () => ["back", "next", "restart", "play", "take"].filter((what) => trainer.button(what).disabled);

/** The steps that Play asks for, until it ends. */
function played(steps, at = 0) {
  draw({ steps, at });
  sent.length = 0;
  trainer.play();
  let beats = 0;
  for (; trainer.playing && beats < 10_000; beats++) mock.timers.tick(120);
  assert.ok(beats < 10_000, "it ends");
  return sent;
}

test("Play goes on by at least one step a beat, never back, and ends at the last step, the only one that is final", () => {
  for (const steps of [1, 2, 7, 50, 1000, 20_000]) {
    const moves = played(steps);
    const to = moves.map((move) => move.to);
    assert.ok(to.every((step, i) => step > (to[i - 1] ?? 0)), `${to}`);
    assert.equal(to.at(-1), steps);
    assert.deepEqual(moves.map(({ final }) => final), [...to.slice(1).map(() => false), true]);
  }
});

test("it takes about ten seconds however long the run, and step by step at first", () => {
  for (const steps of [1000, 20_000]) {
    const to = played(steps).map((move) => move.to);
    assert.ok(to.length * 0.12 > 6 && to.length * 0.12 < 13, `${steps} steps: ${to.length} beats`);
    assert.deepEqual(to.slice(0, 4), [1, 2, 3, 4]);
  }
});

test("it goes on from where the cursor is, and from the start where that is the end", () => {
  assert.equal(played(50, 40)[0].to, 42);
  assert.equal(played(50, 50)[0].to, 1);
});

test("a pause keeps the step for the address; any other button pauses first", () => {
  draw({ steps: 50 });
  trainer.play();
  mock.timers.tick(240);
  trainer.play();
  assert.deepEqual(sent.at(-1), { kind: "move", to: 2, final: true, scrub: "cursor" });
  assert.equal(trainer.button("play").textContent, "▷ Play");
  trainer.play();
  sent.length = 0;
  trainer.press("next");
  assert.deepEqual(sent.map(({ kind, to }) => [kind, to]), [["move", 0], ["move", "next"]]);
  mock.timers.tick(1000);
  assert.equal(sent.length, 2);
});

test("the slider stays where somebody put it while older answers come in, but not for ever", (context) => {
  let now = 1000;
  context.mock.method(performance, "now", () => now);
  draw({ steps: 50, at: 3 });
  assert.equal(trainer.slider.value, 3);
  trainer.slider.value = 20;
  trainer.go(20, false);
  now += 100;
  draw({ steps: 50, at: 9 });
  assert.equal(trainer.slider.value, 20);
  mock.timers.tick(400);
  assert.equal(trainer.slider.value, 9, "no answer to 20 came");
  trainer.go(20, false);
  draw({ steps: 50, at: 20 });
  assert.equal(trainer.slider.value, 20);
  now += 500;
  draw({ steps: 50, at: 9 });
  assert.equal(trainer.slider.value, 9, "another change, long after");
});

test("while it runs each drawing asks for the next slice, once", () => {
  draw({ running: true, steps: 5 });
  draw({ running: true, steps: 5 });
  mock.timers.tick(1);
  assert.deepEqual(sent, [{ kind: "train", tick: true, scrub: "tick", final: false }]);
  draw({ running: false, steps: 9 });
  mock.timers.tick(1);
  assert.equal(sent.length, 1);
});

test("buttons that could do nothing are disabled", () => {
  draw({});
  assert.deepEqual(disabled(), ["back", "restart", "play", "take"]);
  draw({ steps: 5, at: 2 });
  assert.deepEqual(disabled(), []);
  draw({ steps: 5, at: 5, ended: true });
  assert.deepEqual(disabled(), ["next"]);
});

test("arrows, Home and End move, Space plays; text fields, the slider and held keys that run ahead do not", () => {
  draw({ steps: 50 });
  for (const [key, to] of [["ArrowRight", "next"], ["ArrowLeft", "back"], ["Home", "first"], ["End", "last"]]) {
    assert.ok(press(document, key).defaultPrevented);
    assert.deepEqual(sent.at(-1), { kind: "move", to });
  }
  sent.length = 0;
  for (const type of ["range", "text"]) press(document, "ArrowRight", { target: Object.assign(element(), { tagName: "INPUT", type }) });
  press(document, "ArrowRight", { ctrlKey: true });
  document.documentElement.dataset.tab = "busy";
  assert.ok(press(document, "ArrowRight", { repeat: true }).defaultPrevented, "the page does not scroll instead");
  assert.deepEqual(sent, []);
  press(document, " ", { target: Object.assign(element(), { within: "button, a, [role=button]" }) });
  assert.ok(!trainer.playing);
  press(document, " ");
  assert.ok(trainer.playing);
});

test("a question keeps its answer closed, a new one closes it again", () => {
  draw({ question: "How far?", answer: "So far." });
  const details = parts.get("details");
  details.open = true;
  draw({ question: "How far?", answer: "So far." });
  assert.ok(details.open);
  draw({ question: "How long?", answer: "" });
  assert.deepEqual([details.open, details.hidden], [false, true]);
});
