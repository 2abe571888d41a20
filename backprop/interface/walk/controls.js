// The controls of a step: back, next, play at a pace, element by element, predict first, present; guesses; the update.

import { attachWalkKeys } from "./keys.js";

const PACES = { slow: 6000, usual: 3500, fast: 1800 };   // ms a step
const FRAME = `
  <div class="buttons">
    <button type="button" data-do="back" title="Back (←)">← Back</button>
    <button type="button" data-do="next" class="primary" title="Next (→)">Next →</button>
    <button type="button" data-do="play" title="Play or pause (Space)">▷ Play</button>
    <select aria-label="Pace" title="Pace">${Object.keys(PACES).map((name) => `<option>${name}</option>`).join("")}</select>
    <button type="button" data-do="enter" title="One number at a time (↓ or Enter; ↑ or Escape leaves)"></button>
    <button type="button" data-do="veil" title="Hide the result and ask the room (H)"></button>
    <button type="button" data-do="present"></button>
  </div>
  <form class="guess" hidden>
    <label>My guess for <select name="name" aria-label="Which number"></select></label>
    <button type="button" data-says="up"></button>
    <button type="button" data-says="zero">zero</button>
    <button type="button" data-says="down"></button>
    <button type="button" data-says="largest">is the largest</button>
    <input name="says" placeholder="or a number" aria-label="Guess a number" autocomplete="off" size="10">
    <button type="submit">Check</button>
  </form>
  <form class="update" hidden>
    <label>Learning rate η <input name="rate" aria-label="Learning rate" autocomplete="off" size="8"></label>
    <button type="submit">Set</button>
    <button type="button" data-do="apply" class="primary">Apply the update</button>
  </form>
  <p class="verdict" role="status"></p>
  <p class="keys">← → one step · ↓ one number after another, ↑ back · Home, End · Space plays · H hides the result · P presents</p>`;

export default class Controls {
  constructor(element, send) {
    this.element = element;
    this.send = send;
    element.innerHTML = FRAME;
    this.pace = element.querySelector("select");
    this.pace.selectedIndex = 1;
    this.guess = element.querySelector(".guess");
    this.update = element.querySelector(".update");
    element.addEventListener("click", (event) => this.click(event.target.closest("button"), event.detail));
    this.guess.addEventListener("submit", (event) => this.submit(event, () => this.say(this.guess.elements.says.value)));
    this.update.addEventListener("submit", (event) =>
      this.submit(event, () => this.send({ kind: "rate", rate: this.update.elements.rate.value })));
    this.detach = attachWalkKeys(this);
  }

  draw(data) {
    this.data = data;
    const { walk } = data;
    this.element.classList.toggle("walking", Boolean(walk));
    const what = walk ? "the result" : "the number";
    const veil = this.button("veil");
    veil.textContent = { off: `Hide ${what}`, down: `Show ${what}`, lifted: "Hide again" }[data.veil];
    veil.setAttribute("aria-pressed", data.veil !== "off");
    const present = this.button("present");
    const [sign, words] = data.present ? ["✕", "Leave: show everything again (P or Escape)"] : ["Present", "Show nothing but the lesson (P)"];
    Object.assign(present, { textContent: sign, title: words, ariaLabel: data.present ? words : null });
    this.drawGuess(data.guess);
    this.update.hidden = !walk || walk.rate === null;
    if (walk) this.drawWalk(walk);
    this.element.querySelector(".verdict").textContent = data.verdict;
  }

  drawWalk({ first, last, inside, rate }) {
    this.button("back").disabled = first && !inside;
    this.button("next").disabled = last && !inside;
    this.element.classList.toggle("inside", inside);
    this.button("enter").textContent = inside ? "↑ Whole step" : "↓ One number";
    if (rate !== null && rate !== this.rate) this.update.elements.rate.value = this.rate = rate;
    if (last && this.playing) this.play();
  }

  button(name) {
    return this.element.querySelector(`[data-do=${name}]`);
  }

  drawGuess(guess) {
    this.guess.hidden = !guess;
    if (!guess) return (this.names = null);
    const names = JSON.stringify(guess.names);
    if (names === this.names) return;
    this.names = names;
    const { name, says } = this.guess.elements;
    says.value = "";
    name.replaceChildren(...guess.names.map(([value, text]) => new Option(text, value)));
    const button = (key) => this.guess.querySelector(`[data-says=${key}]`);
    button("up").textContent = guess.backward ? "up: raises C" : "positive";
    button("down").textContent = guess.backward ? "down: lowers C" : "negative";
    button("largest").hidden = guess.names.length < 2;
  }

  submit(event, action) {
    event.preventDefault();
    action();
  }

  click(button, byMouse) {
    if (byMouse) button?.blur();               // a mouse leaves the keys to the walk
    if (button?.dataset.says) return this.say(button.dataset.says);
    if (button?.dataset.do) this[button.dataset.do]();
  }

  say(says) {
    if (says.trim()) this.send({ kind: "guess", name: this.guess.elements.name.value, says });
  }

  go(to) {
    this.send({ kind: "step", to });
  }

  back() {
    this.go("back");
  }

  next() {
    this.go("next");
  }

  enter() {
    this.send({ kind: "enter" });
  }

  veil() {
    this.send({ kind: "veil" });
  }

  present() {
    this.send({ kind: "present", on: !this.data.present });
  }

  apply() {
    this.send({ kind: "apply" });
  }

  /** Begin to play, or pause. */
  play() {
    if (this.playing) clearInterval(this.playing);
    const pace = Object.values(PACES)[this.pace.selectedIndex];
    this.playing = this.playing || this.data.walk.last ? null : setInterval(() => this.next(), pace);
    const button = this.button("play");
    button.textContent = this.playing ? "❚❚ Pause" : "▷ Play";
    button.setAttribute("aria-pressed", String(Boolean(this.playing)));
    if (this.playing) this.next();
  }

  /** Undo the innermost thing: the veil; then, if no number is selected, presenting. True where there was one. */
  escape() {
    const { veil, present } = this.data;
    if (veil !== "off") this.send({ kind: "veil", off: true });
    else if (present && !this.selected()) this.send({ kind: "present", on: false });
    else return false;
    return true;
  }

  selected() {
    return new URLSearchParams(location.search).has("q");
  }

  remove() {
    clearInterval(this.playing);
    this.detach();
  }
}
