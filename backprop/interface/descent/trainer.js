// The trainer: run and stop, one step forth and back, play, a slider over the steps, and the cursor in the curves.

const PACE = 120;              // ms between two steps of Play
const FRAME = `
  <div class="buttons">
    <button type="button" data-do="restart" title="Back to the start, with the same starting weights">↺ Start again</button>
    <button type="button" data-do="back" title="One step back (←)">← Step back</button>
    <button type="button" data-do="next" title="One step, made where there is none yet (→)">Step →</button>
    <button type="button" data-do="run" class="primary"></button>
    <button type="button" data-do="play" title="Go through the run from here (Space)">▷ Play</button>
    <button type="button" data-do="take" title="Make these weights the experiment's own, as one undoable edit">Take these weights to Explore</button>
    <label><input type="checkbox" data-do="axes"> logarithmic axes</label>
  </div>
  <label class="steps"><span></span><input type="range" min="0" step="1" aria-label="Step of the run"></label>
  <p class="said" role="status"></p>
  <p class="verdict" role="status"></p>`;
const KEYS = { ArrowRight: "next", ArrowLeft: "back", Home: "first", End: "last" };

export class Trainer {
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
    element.addEventListener("click", ({ target }) => this.press(target.closest("button")?.dataset.do));
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
    if (document.activeElement !== this.slider || !this.dragging) this.slider.value = at;
    this.element.querySelector(".steps span").textContent = `step ${at} of ${steps}`;
    this.element.querySelector(".said").textContent = data.said.join(" ");
    this.element.querySelector(".verdict").textContent = data.verdict;
    if (running) this.soon ??= setTimeout(() => this.tick());
    if (this.playing && at === steps) this.play();
  }

  /** The page has drawn a slice of the run: ask for the next one. */
  tick() {
    this.soon = null;
    if (this.data.running) this.send({ kind: "train", tick: true, scrub: "tick" });
  }

  press(what) {
    if (what === "run") this.send({ kind: "train", go: !this.data.running });
    else if (what === "next" || what === "back") this.send({ kind: "move", to: what });
    else if (what === "play") this.play();
    else if (what === "restart" || what === "take") this.send({ kind: what });
  }

  go(to, final) {
    this.dragging = !final;
    this.send({ kind: "move", to, final, scrub: "cursor" });
  }

  play() {
    clearInterval(this.playing);
    this.playing = this.playing ? null : setInterval(() => this.onward(), PACE);
    this.button("play").textContent = this.playing ? "❚❚ Pause" : "▷ Play";
  }

  /** A run of any length plays in about ten seconds. */
  onward() {
    const { at, steps } = this.data;
    const from = this.played !== undefined && this.played >= at ? this.played : at;
    this.played = Math.min(steps, from + Math.max(1, Math.round(steps / 80)));
    this.go(this.played, true);
    if (this.played === steps) this.played = undefined;
  }

  key(event) {
    const target = event.composedPath()[0];
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName ?? "")) return;
    if (document.querySelector("[data-testid=stPopoverBody], [role=dialog], [role=listbox]")) return;
    if (event.key in KEYS) this.send({ kind: "move", to: KEYS[event.key] });
    else if (event.key === " " && !target.closest?.("button, a, [role=button]")) this.play();
    else return;
    event.preventDefault();
  }

  /** Press on a curve: the cursor goes there, and follows until the release. */
  grabbed(event) {
    const plot = event.target.closest?.(".part.curves .js-plotly-plot");
    if (!plot || event.button || !this.data.steps) return;
    event.preventDefault();
    const axis = plot._fullLayout.xaxis;
    const step = ({ clientX }) => {
      const place = clientX - plot.getBoundingClientRect().left - axis._offset;
      return Math.max(0, Math.min(this.data.steps, Math.round(axis.p2d(place))));
    };
    const move = (moved) => this.go(step(moved), false);
    const drop = (moved) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", drop);
      this.go(step(moved), true);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", drop);
    move(event);
  }

  button(what) {
    return this.element.querySelector(`[data-do="${what}"]`);
  }

  remove() {
    clearInterval(this.playing);
    clearTimeout(this.soon);
    document.removeEventListener("keydown", this.keys);
    document.removeEventListener("pointerdown", this.grab);
  }
}
