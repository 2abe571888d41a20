// The title of a step and what is said of it, as plain text.

import { keepFitting } from "./fit.js";

export default class Words {
  constructor(element) {
    this.element = element;
    this.title = document.createElement("h2");
    this.said = document.createElement("p");
    this.edges = document.createElement("p");
    this.edges.className = "edges";
    this.letGo = null;
    element.append(this.title, this.said, this.edges);
  }

  draw({ title, said, edges }) {
    if (this.title.textContent !== title) this.title.textContent = title;
    if (this.said.textContent !== said) this.said.textContent = said;
    if (this.edges.textContent !== edges) this.edges.textContent = edges;
    this.letGo ??= keepFitting(this.element);
  }

  remove() {
    this.letGo?.();
  }
}
