// The legend: each colour of the figures in the form it has there, and its meaning in words.

import { morph } from "./morph.js";

export default class Legend {
  constructor(element) {
    this.element = element;
  }

  draw({ entries }) {
    morph(this.element, ...entries.map(entry));
  }

  remove() {}
}

/** A little cell and a little edge, as the figures draw them, and the words. */
function entry({ fill, line, cell, edge, words }) {
  const element = document.createElement("span");
  element.style.setProperty("--fill", fill);
  element.style.setProperty("--line", line);
  for (const form of [`sample-cell ${cell}`, `sample-edge ${edge}`]) {
    const swatch = document.createElement("i");
    swatch.className = form;
    element.append(swatch);
  }
  element.append(words);
  return element;
}
