// The line of vital signs: a title, a few numbers by name, and the badge of the gradient check.

import { placeOf, press } from "../explanation/in_sight.js";
import { morph } from "./morph.js";

export default class Vitals {
  constructor(element, send) {
    this.element = element;
    this.send = send;
    element.addEventListener("click", ({ target, detail, pointerType }) =>
      this.click(target.closest("button"), detail > 1 && pointerType !== "touch"));
  }

  draw({ signs, selection }) {
    const editing = this.element.querySelector(".title [contenteditable]")?.parentElement;   // stays as it is
    morph(this.element, ...signs.map((each) => editing && "edits" in each ? editing.cloneNode(true) : sign(each, selection)));
  }

  /** A double click is one selection, but two samples on. */
  click(button, again) {
    if (button?.classList.contains("edit")) editTitle(button.previousSibling, (title) => this.send({ kind: "title", title }));
    const { select, sample } = button?.dataset ?? {};
    if (sample) this.send({ kind: "sample", sample: Number(sample) });
    if (!select || again) return;
    press(placeOf(button));
    this.send({ kind: "select", name: select, toggle: true });
  }

  remove() {}
}

/** `words` before and after a number; whatever they say stands as text. A number to `select` is a button. */
function sign(data, selection) {
  return "edits" in data ? titleOf(data) : measured(data, selection);
}

function measured({ name, tone, before = "", value = "", after = "", hint = "", select, samples }, selection) {
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

/** The title, or what stands for none, and a pencil that opens it. */
function titleOf({ tone, edits, before }) {
  const element = Object.assign(document.createElement("span"), { className: tone });
  const words = Object.assign(document.createElement("span"), { textContent: edits || before });
  const pencil = Object.assign(document.createElement("button"), { className: "edit", textContent: "✎", title: "Edit the title", ariaLabel: "Edit the title" });
  element.append(words, pencil);
  return element;
}

/** Let the title be typed over: Enter or a click elsewhere takes it, Escape leaves the old one. */
function editTitle(words, take) {
  const before = words.textContent;
  Object.assign(words, { contentEditable: "plaintext-only", role: "textbox", ariaLabel: "Title" });
  const key = (event) => {
    event.stopPropagation();                         // every key belongs to the text
    if (event.key === "Escape") words.textContent = before;
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      words.blur();
    }
  };
  const done = () => {
    words.removeEventListener("keydown", key);
    for (const name of ["contenteditable", "role", "aria-label"]) words.removeAttribute(name);
    const typed = words.textContent;
    words.textContent = before;                      // until the server has taken it
    if (typed !== before) take(typed);
  };
  words.addEventListener("keydown", key);
  words.addEventListener("blur", done, { once: true });
  words.focus();
  getSelection().selectAllChildren(words);
}
