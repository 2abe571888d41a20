// A table of words and numbers, with buttons above it for what is chosen and sentences below.

export class Table {
  constructor(element, send) {
    this.element = element;
    element.classList.add("controls", "walking");   // looks like those of the walk
    element.innerHTML = `<div class="buttons"></div><div class="scroll"><table><thead><tr></tr></thead><tbody></tbody></table></div><p></p>`;
    element.addEventListener("click", ({ target, detail }) => {
      const button = target.closest("button");
      if (!button) return;
      if (detail) button.blur();                     // a mouse leaves the keys to the page
      send({ kind: this.event, to: button.dataset.to });
    });
  }

  draw({ event, choices, chosen, columns, rows, said }) {
    this.event = event;
    this.element.querySelector(".buttons").replaceChildren(...Object.entries(choices).map(([to, words]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
      button.dataset.to = to;
      button.setAttribute("aria-pressed", to === chosen);
      return button;
    }));
    fill(this.element, columns, rows);
    this.element.querySelector("p").textContent = said;
  }

  remove() {}
}

/** Write columns and rows into the table of an element; the lines of its body are returned. */
export function fill(element, columns, rows) {
  element.querySelector("thead tr").replaceChildren(...columns.map((words) => cell("th", words)));
  const lines = rows.map(({ label, cells, tone = "" }) => {
    const line = document.createElement("tr");
    line.className = tone;
    const name = cell("th", label);
    name.scope = "row";
    line.append(name, ...cells.map((words) => cell("td", words)));
    return line;
  });
  element.querySelector("tbody").replaceChildren(...lines);
  return lines;
}

function cell(kind, words) {
  return Object.assign(document.createElement(kind), { textContent: words });
}
