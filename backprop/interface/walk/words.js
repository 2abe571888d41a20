// The title of a step and what is said of it, as plain text.

import { keepFitting } from "./fit.js";

export class Words {
  constructor(element) {
    this.element = element;
    this.title = document.createElement("h2");
    this.said = document.createElement("p");
    element.append(this.title, this.said);
  }

  draw({ title, said }) {
    if (this.title.textContent !== title) this.title.textContent = title;
    if (this.said.textContent !== said) this.said.textContent = said;
    this.letGo ??= keepFitting(this.element);
  }

  remove() {
    this.letGo?.();
  }
}
