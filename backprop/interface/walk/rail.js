// The rail: the steps of the walk in groups, each a button; the one on show is marked and kept in sight.

import { Ahead } from "./ahead.js";

export default class Rail {
  constructor(element, send) {
    this.element = element;
    this.ahead = new Ahead();
    element.setAttribute("role", "navigation");
    element.setAttribute("aria-label", "Steps");
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (event.detail) button.blur();          // a mouse leaves the keys to the walk
      send({ kind: "step", to: button.dataset.step });
    });
  }

  /** What the stage draws: the steps are remembered with it. */
  remember(drawing) {
    this.ahead.remember(drawing);
  }

  anticipate(event) {
    return this.ahead.anticipate(event);
  }

  get has() {
    return this.ahead.has;
  }

  draw({ groups, current }) {
    const text = JSON.stringify(groups);
    if (text !== this.text) {
      this.text = text;
      this.current = null;
      this.buttons = new Map();
      this.element.replaceChildren(...groups.map((each) => this.group(each)));
    }
    if (current === this.current) return;
    this.mark(this.buttons.get(this.current), false);
    this.mark(this.buttons.get((this.current = current)), true);
  }

  group({ name, steps }) {
    const group = document.createElement("div");
    group.className = "group";
    const title = document.createElement("span");
    title.textContent = name;
    const row = document.createElement("div");
    row.append(...steps.map((step) => this.button(step)));
    group.append(title, row);
    return group;
  }

  button({ key, symbol, title }) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: symbol, title, ariaLabel: title });
    button.dataset.step = key;
    this.buttons.set(key, button);
    return button;
  }

  mark(button, on) {
    if (!button) return;
    if (!on) return button.removeAttribute("aria-current");
    button.setAttribute("aria-current", "step");
    const { offsetLeft, offsetWidth } = button;
    const middle = offsetLeft + offsetWidth / 2 - this.element.clientWidth / 2;
    this.element.scrollTo({ left: middle, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  remove() {}
}
