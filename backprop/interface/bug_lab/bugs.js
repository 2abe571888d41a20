// The list of mistakes: one is switched on at a press, or is guessed while a riddle is open.

import { button } from "../stage/buttons.js";
import { morph } from "../stage/morph.js";

const SEEDS = 1_000_000;

export default class Bugs {
  constructor(element, send) {
    this.element = element;
    element.classList.add("controls", "walking");   // looks like those of the walk
    element.innerHTML = `<div class="buttons"></div><p class="ask"></p><div class="list" role="group"></div>`;
    this.list = element.querySelector(".list");
    element.addEventListener("click", ({ target, detail }) => {
      const pressed = target.closest("button");
      if (!pressed) return;
      if (detail) pressed.blur();                    // a mouse leaves the keys to the page
      const { kind, bug } = pressed.dataset;
      if (bug) send({ kind: "bug", key: bug });
      else send(kind === "riddle" ? { kind, seed: Math.floor(Math.random() * SEEDS) } : { kind });
    });
  }

  draw({ actions, ask, items }) {
    morph(this.element.querySelector(".buttons"),
      ...Object.entries(actions).map(([kind, words]) => button(words, { kind })));
    this.element.querySelector(".ask").textContent = ask;
    this.list.ariaLabel = ask;
    morph(this.list, ...items.map(item));
  }

  remove() {}
}

function item({ key, title, note, tone, on }) {
  const choice = button("", { bug: key });
  choice.className = tone;
  choice.setAttribute("aria-pressed", on);
  const name = document.createElement("span"), small = document.createElement("small");
  name.textContent = title;
  small.textContent = note;
  choice.append(name, small);
  return choice;
}
