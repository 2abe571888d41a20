// The line of vital signs: a title, a few numbers by name, and the badge of the gradient check.

import { placeOf, press } from "../explanation/in_sight.js";
import { renew } from "./renew.js";

export class Vitals {
  constructor(element, send) {
    this.element = element;
    this.send = send;
    element.addEventListener("click", ({ target, detail, pointerType }) =>
      this.click(target.closest("button"), detail > 1 && pointerType !== "touch"));
  }

  draw({ signs, selection }) {
    renew(this.element, ...signs.map((each) => sign(each, selection)));
  }

  /** A double click is one selection, but two samples on. */
  click(button, again) {
    const { select, sample } = button?.dataset ?? {};
    if (sample) this.send({ kind: "sample", sample: Number(sample) });
    if (!select || again) return;
    press(placeOf(button));
    this.send({ kind: "select", name: select, toggle: true });
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
