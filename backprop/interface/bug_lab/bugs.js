// The list of mistakes: one is switched on at a press, or is guessed while a riddle is open.

import { renew } from "../stage/renew.js";

const SEEDS = 1_000_000;

export class Bugs {
  constructor(element, send) {
    this.element = element;
    element.classList.add("controls", "walking");   // looks like those of the walk
    element.innerHTML = `<div class="buttons"></div><p class="ask"></p><div class="list" role="group"></div>`;
    this.list = element.querySelector(".list");
    element.addEventListener("click", ({ target, detail }) => {
      const button = target.closest("button");
      if (!button) return;
      if (detail) button.blur();                     // a mouse leaves the keys to the page
      const { kind, bug } = button.dataset;
      if (bug) send({ kind: "bug", key: bug });
      else send(kind === "riddle" ? { kind, seed: Math.floor(Math.random() * SEEDS) } : { kind });
    });
  }

  draw({ actions, ask, items }) {
    renew(this.element.querySelector(".buttons"), ...Object.entries(actions).map(([kind, words]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
      button.dataset.kind = kind;
      return button;
    }));
    this.element.querySelector(".ask").textContent = ask;
    this.list.ariaLabel = ask;
    renew(this.list, ...items.map(item));
  }

  remove() {}
}

function item({ key, title, note, tone, on }) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: tone });
  button.dataset.bug = key;
  button.setAttribute("aria-pressed", on);
  const name = document.createElement("span"), small = document.createElement("small");
  name.textContent = title;
  small.textContent = note;
  button.append(name, small);
  return button;
}
