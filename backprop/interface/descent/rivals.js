// The table of runs to compare: a row for each, which is its legend, and buttons that add runs and take them away.

import { button } from "../stage/buttons.js";
import { focusWhileItScrolls } from "../stage/scrolling.js";
import { fill } from "../stage/table.js";

const FRAME = `
  <div class="buttons">
    <button type="button" data-add="this" title="Keep this training in the chart; then change it above">+ This run</button>
    <button type="button" data-add="optimizers" title="Each optimizer, with a learning rate that usually works for it">+ All optimizers</button>
    <button type="button" data-add="seeds" title="The same training from four other starting weights">+ Other starting weights</button>
    <button type="button" data-add="" title="Take all of them away">Clear</button>
  </div>
  <div class="scroll"><table><thead><tr></tr></thead><tbody></tbody></table></div>
  <p class="hint"></p>`;

export default class Rivals {
  constructor(element, send) {
    this.element = element;
    element.classList.add("controls", "walking");   // looks like those of the walk
    element.innerHTML = FRAME;
    focusWhileItScrolls(element.querySelector(".scroll"));
    element.addEventListener("click", ({ target, detail }) => {
      const pressed = target.closest("button");
      if (!pressed) return;
      if (detail) pressed.blur();                    // a mouse leaves the keys to the page
      const { add, remove } = pressed.dataset;
      send({ kind: "rival", ...(remove ? { remove: Number(remove) } : add ? { add } : { clear: true }) });
    });
  }

  draw({ columns, rows, room, hint }) {
    fill(this.element, columns, rows, dress);
    for (const one of this.element.querySelectorAll("[data-add]")) one.disabled = one.dataset.add ? room === 0 : rows.length < 2;
    this.element.querySelector(".hint").textContent = hint;
  }

  remove() {}
}

/** Give a row the stroke of its curve, and all but the first, which is the run itself, a button that removes it. */
function dress(line, { ink, dash, label }, number) {
  const swatch = document.createElement("i");
  Object.assign(swatch.style, { borderTopColor: ink, borderTopStyle: dash === "solid" ? "solid" : "dashed" });
  line.firstElementChild.prepend(swatch);
  const last = document.createElement("td");
  line.append(last);
  if (!number) return;
  const away = button("×", { remove: number - 1 });
  away.ariaLabel = `Remove ${label}`;
  last.append(away);
}
