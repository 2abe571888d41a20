// A sentence about the page.

export default class Said {
  constructor(element) {
    this.element = element;
    element.setAttribute("role", "status");
  }

  draw({ words }) {
    if (this.element.textContent !== words) this.element.textContent = words;
  }

  remove() {}
}
