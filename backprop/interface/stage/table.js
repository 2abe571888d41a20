// A table of words and numbers, with buttons above it for what is chosen and sentences below; a row may select a number.

export class Table {
  constructor(element, send) {
    this.element = element;
    element.classList.add("controls", "walking");   // looks like those of the walk
    element.innerHTML = `<div class="buttons"></div><div class="scroll"><table><thead><tr></tr></thead><tbody></tbody></table></div><p></p>`;
    element.addEventListener("click", ({ target, detail }) => {
      const button = target.closest("button");
      if (!button) return;
      if (detail) button.blur();                     // a mouse leaves the keys to the page
      const { to, select } = button.dataset;
      send(select ? { kind: "select", name: select, toggle: true } : { kind: this.event, to });
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
  const lines = rows.map(({ label, cells, tone = "", select }) => {
    const line = document.createElement("tr");
    line.className = tone;
    const name = cell("th", select ? "" : label);
    if (select) name.append(choice(label, select));
    name.scope = "row";
    line.append(name, ...cells.map((words) => cell("td", words)));
    return line;
  });
  element.querySelector("tbody").replaceChildren(...lines);
  return lines;
}

/** The name of a number as a button that selects it. */
function choice(label, select) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  button.dataset.select = select;
  return button;
}

function cell(kind, words) {
  return Object.assign(document.createElement(kind), { textContent: words });
}
