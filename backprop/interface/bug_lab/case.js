// The case: what a mistake is, what the check says of it, and the line of the program, right and wrong.

import { morph } from "../stage/morph.js";
import { focusWhileItScrolls } from "../stage/scrolling.js";

export default class Case {
  constructor(element) {
    this.element = element;
    element.innerHTML = `<div class="story"><h2></h2><p class="verdict" role="status"></p><div class="more"></div></div><ol class="program"></ol>`;
    focusWhileItScrolls(element.querySelector(".program"));
  }

  draw({ title, tone, verdict, paragraphs, label, lines }) {
    this.element.querySelector("h2").textContent = title;
    const said = this.element.querySelector(".verdict");
    if (said.textContent !== verdict) said.textContent = verdict;   // what is said again is not announced again
    said.className = `verdict ${tone}`;
    morph(this.element.querySelector(".more"), ...paragraphs.map((words) => paragraph(words)));
    const program = this.element.querySelector(".program");
    program.ariaLabel = label;
    morph(program, ...lines.flatMap(written));
  }

  remove() {}
}

function paragraph(words) {
  return Object.assign(document.createElement("p"), { textContent: words });
}

/** A line of the program; where the two differ, the right one and then the wrong one. */
function written([right, wrong]) {
  if (right === wrong) return [line(right, "", "")];
  return [right && line(right, "right", "✓ right:"), wrong && line(wrong, "wrong", "✗ wrong:")].filter(Boolean);
}

function line(code, tone, mark) {
  const element = Object.assign(document.createElement("li"), { className: tone });
  const sign = Object.assign(document.createElement("span"), { textContent: mark.slice(0, 1), title: mark });
  sign.ariaLabel = mark;
  element.append(sign, Object.assign(document.createElement("code"), { textContent: code }));
  return element;
}
