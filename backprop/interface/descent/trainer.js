// The trainer: run and stop, one step forth and back, play, a slider over the steps, and the cursor in the curves.

import { follow } from "../figure_view/follow.js";
import { belongsElsewhere, keyOf } from "../stage/keyboard.js";

const PACE = 120;              // ms between two steps of Play
const SETTLES = 400;           // ms in which an answer may be one to an older place of the cursor
const FRAME = `
  <div class="ask"><p class="question"></p><details><summary>Answer</summary><p class="answer"></p></details></div>
  <div class="buttons">
    <button type="button" data-do="restart" title="Back to the start, with the same starting weights">↺ Start again</button>
    <button type="button" data-do="back" title="One step back (←)">← Step back</button>
    <button type="button" data-do="next" title="One step, made where there is none yet (→)">Step →</button>
    <button type="button" data-do="run" class="primary"></button>
    <button type="button" data-do="play" title="Go through the run from here (Space)">▷ Play</button>
    <button type="button" data-do="take" title="Make these weights the experiment's own, as one undoable edit">Take these weights to Explore</button>
    <label><input type="checkbox" data-do="axes"> logarithmic scale</label>
  </div>
  <label class="steps"><span></span><input type="range" min="0" step="1" aria-label="Step of the run"></label>
  <p class="said" role="status"></p>
  <p class="verdict" role="status"></p>`;
const KEYS = { ArrowRight: "next", ArrowLeft: "back", Home: "first", End: "last" };

export default class Trainer {
  constructor(element, send) {
    this.element = element;
    this.send = send;
    element.classList.add("controls", "walking");   // looks like those of the walk
    element.innerHTML = FRAME;
    this.slider = element.querySelector("[type=range]");
    this.slider.addEventListener("input", () => this.go(Number(this.slider.value), false));
    this.slider.addEventListener("change", () => this.go(Number(this.slider.value), true));
    element.querySelector("[data-do=axes]").addEventListener("change", ({ target }) =>
      send({ kind: "axes", logarithmic: target.checked }));
    element.addEventListener("click", ({ target, detail }) => {
      const button = target.closest("button");
      if (button && detail) button.blur();           // a mouse leaves the keys to the page
      this.press(button?.dataset.do);
    });
    this.keys = (event) => this.key(event);
    document.addEventListener("keydown", this.keys);
    this.grab = (event) => this.grabbed(event);
    document.addEventListener("pointerdown", this.grab);
  }

  draw(data) {
    this.data = data;
    const { at, steps, running, ended, more, goal } = data;
    const run = this.button("run");
    run.textContent = running ? `Stop (${steps} of ${goal})` : `Run ${more} steps`;
    run.disabled = ended && !running;
    this.button("back").disabled = at === 0;
    this.button("next").disabled = ended && at === steps;
    this.button("restart").disabled = steps === 0;
    this.button("play").disabled = steps === 0;
    this.button("take").disabled = at === 0;
    this.element.querySelector("[data-do=axes]").checked = data.logarithmic;
    this.slider.max = steps;
    this.slider.disabled = steps === 0;
    this.slide(at);
    this.element.querySelector(".steps span").textContent = `step ${at} of ${steps}`;
    this.element.querySelector(".said").textContent = data.said.join(" ");
    this.ask(data);
    this.element.querySelector(".verdict").textContent = data.verdict;
    if (running) this.soon ??= setTimeout(() => this.tick());
  }

  /** A lesson's question, and its answer, which can be looked at once something has been trained. */
  ask({ question, answer }) {
    const [ask, words, details] = [".ask", ".question", "details"].map((name) => this.element.querySelector(name));
    ask.hidden = !question;
    if (words.textContent !== question) details.open = false;
    words.textContent = question;
    details.hidden = !answer;
    this.element.querySelector(".answer").textContent = answer;
  }

  /** The page has drawn a slice of the run: ask for the next one. */
  tick() {
    this.soon = null;
    if (this.data.running) this.send({ kind: "train", tick: true, scrub: "tick", final: false });
  }

  press(what) {
    if (what === "play") return this.play();
    if (this.playing) this.play();
    if (what === "run") this.send({ kind: "train", go: !this.data.running });
    else if (what === "next" || what === "back") this.send({ kind: "move", to: what });
    else if (what === "restart" || what === "take") this.send({ kind: what });
  }

  /** Move the cursor to a step; the slider stays there while older answers come in. */
  go(to, final) {
    this.asked = to;
    this.askedAt = performance.now();
    this.send({ kind: "move", to, final, scrub: "cursor" });
  }

  slide(at) {
    clearTimeout(this.settles);
    const late = performance.now() - this.askedAt < SETTLES && at !== this.asked;
    if (late) this.settles = setTimeout(() => (this.slider.value = this.data.at), SETTLES);
    else this.slider.value = at;
  }

  play() {
    const { at, steps } = this.data;
    clearInterval(this.playing);
    if (this.playing && this.played < steps) this.go(this.played, true);   // so that the address has it
    else this.played = at === steps ? 0 : at;        // from the start, if the end is on show
    this.playing = this.playing ? null : setInterval(() => this.onward(), PACE);
    this.button("play").textContent = this.playing ? "❚❚ Pause" : "▷ Play";
  }

  /** A run of any length plays in about ten seconds; step by step at first, where most happens, then faster. */
  onward() {
    const { steps } = this.data;
    this.played = Math.min(steps, Math.max(this.played + 1, Math.round(this.played * steps ** (1 / 70))));
    this.go(this.played, this.played === steps);
    if (this.played === steps) this.play();
  }

  key(event) {
    const target = event.composedPath()[0];
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.tagName === "INPUT" || belongsElsewhere(target)) return;   // the slider has the arrows itself
    const behind = event.repeat && document.documentElement.dataset.tab === "busy";   // a key that is held down
    const key = keyOf(event);
    if (key in KEYS) behind || this.turn(KEYS[key]);
    else if (key === " " && !target.closest?.("button, a, [role=button]")) this.play();
    else return;
    event.preventDefault();
  }

  turn(to) {
    if (this.playing) this.play();
    this.send({ kind: "move", to });
  }

  /** Press on a curve: the cursor goes there, and follows until the release. */
  grabbed(event) {
    const plot = event.target.closest?.(".part:is(.curves, .comparison) .js-plotly-plot");
    if (!plot || event.button || !event.isPrimary || !this.data.steps || event.target.closest(".modebar, .legend")) return;
    event.preventDefault();
    const axis = plot._fullLayout.xaxis;
    const step = ({ clientX }) => {
      const { left, width } = plot.getBoundingClientRect();
      const place = (clientX - left) * (plot.offsetWidth / width) - axis._offset;   // full screen is larger
      return Math.max(0, Math.min(this.data.steps, Math.round(axis.p2d(place))));
    };
    this.stop?.();
    this.stop = follow(event, (moved, final) => {
      if (this.playing) this.play();
      this.go(step(moved), final);
    });
  }

  button(what) {
    return this.element.querySelector(`[data-do="${what}"]`);
  }

  remove() {
    clearInterval(this.playing);
    clearTimeout(this.soon);
    clearTimeout(this.settles);
    document.removeEventListener("keydown", this.keys);
    document.removeEventListener("pointerdown", this.grab);
    this.stop?.();
  }
}
