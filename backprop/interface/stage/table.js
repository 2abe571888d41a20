// A table of words and numbers, with buttons above it for what is chosen and sentences below; a row may select a number.

import { button, choiceButtons } from "./buttons.js";
import { morph } from "./morph.js";
import { focusWhileItScrolls } from "./scrolling.js";

export default class Table {
  constructor(element, send) {
    this.element = element;
    element.classList.add("controls", "walking");   // looks like those of the walk
    element.innerHTML = `<div class="buttons"></div><div class="scroll"><table><thead><tr></tr></thead><tbody></tbody></table></div><p></p>`;
    focusWhileItScrolls(element.querySelector(".scroll"));
    element.addEventListener("click", ({ target, detail }) => {
      const pressed = target.closest("button");
      if (!pressed) return;
      if (detail) pressed.blur();                    // a mouse leaves the keys to the page
      const { to, select } = pressed.dataset;
      send(select ? { kind: "select", name: select, toggle: true } : { kind: this.event, to });
    });
  }

  draw({ event, choices, chosen, columns, rows, said }) {
    this.event = event;
    morph(this.element.querySelector(".buttons"), ...choiceButtons(choices, chosen));
    fill(this.element, columns, rows);
    this.element.querySelector("p").textContent = said;
  }

  remove() {}
}

/** Write columns and rows into the table of an element; `dress` adds to the line of a row. */
export function fill(element, columns, rows, dress = (line, row, number) => {}) {
  morph(element.querySelector("thead tr"), ...columns.map((words) => cell(words ? "th" : "td", words)));
  morph(element.querySelector("tbody"), ...rows.map((row, number) => {
    const { label, cells, tone = "", select } = row;
    const line = document.createElement("tr");
    line.className = tone;
    const name = cell("th", select ? "" : label);
    if (select) name.append(button(label, { select }));
    name.scope = "row";
    line.append(name, ...cells.map((words) => cell("td", words)));
    dress(line, row, number);
    return line;
  }));
}

function cell(kind, words) {
  return Object.assign(document.createElement(kind), { textContent: words });
}
