// A row of tabs: what is seen beside what stands still.

import { button } from "../stage/buttons.js";
import { morph } from "../stage/morph.js";

export default class Tabs {
  constructor(element, send) {
    this.element = element;
    element.setAttribute("role", "tablist");
    element.addEventListener("click", ({ target, detail }) => {
      const tab = target.closest("button");
      if (tab && detail) tab.blur();                 // a mouse leaves the keys to the page
      if (tab) send({ kind: this.event, to: tab.dataset.to });
    });
  }

  draw({ event = "tab", tabs, current }) {
    this.event = event;
    morph(this.element, ...Object.entries(tabs).map(([to, words]) => {
      const tab = button(words, { to });
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", String(to === current));
      return tab;
    }));
  }

  remove() {}
}
