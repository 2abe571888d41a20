// The probe: the method, a slider over the steps ε, what the check says, and why it is a proof.

import { choiceButtons } from "../stage/buttons.js";
import { morph } from "../stage/morph.js";

export default class Probe {
  constructor(element, send) {
    this.element = element;
    element.classList.add("controls", "walking");   // looks like those of the walk
    element.innerHTML = `<div class="buttons"></div>
      <label class="epsilon"><span></span><input type="range" min="0" step="1" aria-label="Step ε"></label>
      <p class="verdict" role="status"></p><div class="more"></div>`;
    this.slider = element.querySelector("[type=range]");
    const go = (final) => send({ kind: "probe", place: Number(this.slider.value), scrub: "epsilon", final });
    this.slider.addEventListener("input", () => go(false));
    this.slider.addEventListener("change", () => go(true));
    element.addEventListener("click", ({ target, detail }) => {
      const button = target.closest("button");
      if (!button) return;
      if (detail) button.blur();                     // a mouse leaves the keys to the page
      send({ kind: "probe", method: button.dataset.to });
    });
  }

  draw({ methods, method, place, places, step, tone, verdict, paragraphs }) {
    morph(this.element.querySelector(".buttons"), ...choiceButtons(methods, method));
    this.element.querySelector(".epsilon span").textContent = step;
    this.slider.max = places - 1;
    if (!this.slider.matches(":active")) this.slider.value = place;
    this.slider.ariaValueText = step;
    const said = this.element.querySelector(".verdict");
    if (said.textContent !== verdict) said.textContent = verdict;   // what is said again is not announced again
    said.className = `verdict ${tone}`;
    morph(this.element.querySelector(".more"), ...paragraphs.map((words) =>
      Object.assign(document.createElement("p"), { textContent: words })));
  }

  remove() {}
}
