// The line of vital signs: a title, a few numbers by name, and the badge of the gradient check.

import { renew } from "./renew.js";

export class Vitals {
  constructor(element, send) {
    this.element = element;
    this.send = send;
    element.addEventListener("click", (event) => this.click(event.target.closest("button")));
  }

  draw({ signs, selection }) {
    renew(this.element, ...signs.map((each) => sign(each, selection)));
  }

  click(button) {
    if (button?.dataset.select) this.send({ kind: "select", name: button.dataset.select, toggle: true });
    if (button?.dataset.sample) this.send({ kind: "sample", sample: Number(button.dataset.sample) });
  }

  remove() {}
}

/** `words` before and after a number; whatever they say stands as text. A number to `select` is a button. */
function sign({ name, tone, before = "", value = "", after = "", hint = "", select, samples }, selection) {
  const element = document.createElement("span");
  element.className = tone;
  element.title = hint;
  const number = document.createElement(select ? "button" : "b");
  if (select) number.dataset.select = select;
  if (select && select === selection) number.className = "selected";
  if (name) number.dataset.name = name;
  number.textContent = value;
  element.append(...(samples ? samples.map(step) : []), before, number, after);
  return element;
}

/** A button to the sample before or after the one on show. */
function step([sample, possible], which) {
  const button = document.createElement("button");
  const name = ["Previous sample", "Next sample"][which];
  Object.assign(button, { className: "step", disabled: !possible, textContent: "‹›"[which], title: name, ariaLabel: name });
  button.dataset.sample = sample;
  return button;
}
