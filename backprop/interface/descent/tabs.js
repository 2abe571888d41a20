// A row of tabs: what is seen beside what stands still.

export class Tabs {
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
    if (this.element.children.length !== Object.keys(tabs).length) this.element.replaceChildren(...Object.entries(tabs).map(made));
    for (const tab of this.element.children) tab.setAttribute("aria-selected", tab.dataset.to === current);
  }

  remove() {}
}

function made([to, words]) {
  const tab = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  tab.dataset.to = to;
  tab.setAttribute("role", "tab");
  return tab;
}
