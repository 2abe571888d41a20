// The sheet of answers: a cell to write in for each number that is asked, texts as they are typed, and each one's mark.

import { parseTexts } from "../board/matrices.js";
import { parseNumber } from "../board/numbers.js";
import { button, choiceButtons } from "../stage/buttons.js";
import { keyOf } from "../stage/keyboard.js";
import { morph } from "../stage/morph.js";
import { unanswered } from "../tab/tab.js";

const LAYOUTS = { send: "rows send", receive: "rows receive" };

export default class Answers {
  constructor(element, send) {
    this.element = element;
    this.send = send;
    element.classList.add("controls", "walking");   // looks like those of the walk
    element.innerHTML = `<div class="buttons"></div><div class="sheet"></div><p class="said" role="status"></p>`;
    this.sheet = element.querySelector(".sheet");
    element.addEventListener("click", (event) => this.press(event));
    this.sheet.addEventListener("change", ({ target }) => this.write(target));
    this.sheet.addEventListener("focusin", ({ target }) => this.tell(target));
    this.sheet.addEventListener("keydown", (event) => this.key(event));
    this.sheet.addEventListener("paste", (event) => this.paste(event));
  }

  draw({ orientation, blanks, refused }, number) {
    this.blanks = blanks;
    const back = button("Take all answers back", { to: "clear" });
    morph(this.element.querySelector(".buttons"), ...choiceButtons(LAYOUTS, orientation), back);
    const shape = JSON.stringify(blanks.map(({ symbol, cells }) => [symbol, cells.map((row) => row.map(({ name }) => name))]));
    if (shape !== this.shape) {
      this.shape = shape;
      this.sheet.replaceChildren(...blanks.map(matrix));
    }
    const later = unanswered("answer", number);      // what was written since stays as it was written
    for (const { cells } of blanks) for (const cell of cells.flat()) {
      this.mark(cell.name in later ? { ...cell, text: later[cell.name], verdict: "", sign: "", words: "" } : cell);
    }
    if (refused) this.say(refused.sentence);
    else this.tell(document.activeElement);
  }

  mark({ name, text, verdict, sign, words }) {
    const input = this.input(name);
    if (input !== document.activeElement || input.dataset.sent === input.value) input.value = text;
    input.dataset.sent = text;
    input.parentElement.className = `slot ${verdict}`;
    input.parentElement.dataset.sign = sign;
    input.ariaDescription = words;
    input.title = words;
  }

  input(name) {
    return this.sheet.querySelector(`input[data-name="${name}"]`);
  }

  press({ target, detail }) {
    const pressed = target.closest("button");
    if (!pressed) return;
    if (detail) pressed.blur();                      // a mouse leaves the keys to the page
    const { to } = pressed.dataset;
    this.send(to === "clear" ? { kind: "clear" } : { kind: "orient", to });
  }

  /** What was typed: a number, or a row of them with spaces or commas between, which spreads over the cells. */
  write(input) {
    if (input.value === input.dataset.sent) return;
    const rows = several(input.value);
    if (rows) return this.fill(input, rows);
    input.dataset.sent = input.value;
    delete this.misfit;
    this.send({ kind: "answer", set: { [input.dataset.name]: input.value } });
  }

  /** What is said of the number that is looked at. */
  tell(input) {
    const name = input?.dataset?.name;
    const cell = name && this.blanks.flatMap(({ cells }) => cells.flat()).find((one) => one.name === name);
    this.say(cell?.words ? `${name}: ${cell.words}` : this.misfit ?? "");
  }

  say(words) {
    const said = this.element.querySelector(".said");
    if (said.textContent !== words) said.textContent = words;
  }

  /** Enter and the vertical arrows go from cell to cell; every other key belongs to the text. */
  key(event) {
    event.stopPropagation();
    const { target } = event, key = keyOf(event);
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[key];
    if (key === "Escape") target.value = target.dataset.sent;
    if (!step) return;
    event.preventDefault();
    const inputs = [...this.sheet.querySelectorAll("input")], place = inputs.indexOf(target);
    const below = key === "Enter" ? inputs[place + step] : this.vertical(target, step);
    this.write(target);
    (below ?? target).focus();
  }

  vertical(input, step) {
    const row = input.closest("tr"), rows = [...row.parentElement.children];
    return rows[rows.indexOf(row) + step]?.children[[...row.children].indexOf(input.closest("td"))]?.querySelector("input");
  }

  /** A pasted block fills the matrix from this cell on, digit for digit; a single number goes into the text. */
  paste(event) {
    const text = event.clipboardData.getData("text/plain"), rows = several(text);
    const { error } = rows || !/[\t\n;[]/.test(text.trim()) ? {} : parseTexts(text);
    if (rows || error) event.preventDefault();
    if (rows) this.fill(event.target, rows);
    else if (error) this.say(error);
  }

  /** Rows of texts, written from this cell on; a row goes down where there is but one column, a column along one row. */
  fill(input, rows) {
    const line = input.closest("tr"), lines = [...line.parentElement.children];
    const top = lines.indexOf(line), left = [...line.children].indexOf(input.closest("td"));
    const [high, wide] = [lines.length - top, line.children.length - left];
    const turned = (rows.length === 1 && wide === 1) || (rows[0].length === 1 && high === 1);
    const block = turned ? rows[0].map((_, j) => rows.map((row) => row[j])) : rows;
    if (block.length > high || block[0].length > wide) {
      input.value = input.dataset.sent;
      this.misfit = `The block has ${rows.length} × ${rows[0].length} numbers and does not fit from ${input.dataset.name} on.`;
      return this.say(this.misfit);
    }
    delete this.misfit;
    const set = {};
    for (const [i, row] of block.entries()) for (const [j, text] of row.entries()) {
      const slot = lines[top + i].children[left + j].querySelector("input");
      set[slot.dataset.name] = slot.value = slot.dataset.sent = text.trim();
    }
    this.send({ kind: "answer", set });
  }

  remove() {}
}

/** The rows of a text that holds several numbers; undefined where it is one number, or none that can be read. */
export function several(text) {
  if (!parseNumber(text).error) return undefined;
  const { texts } = parseTexts(text);
  return texts?.flat().length > 1 ? texts : undefined;
}

function matrix({ symbol, cells }) {
  const figure = document.createElement("figure"), table = document.createElement("table");
  figure.append(Object.assign(document.createElement("figcaption"), { textContent: symbol }), table);
  table.setAttribute("role", "presentation");
  const body = table.createTBody();
  for (const row of cells) {
    const line = body.insertRow();
    for (const { name } of row) line.insertCell().append(slot(name));
  }
  return figure;
}

function slot(name) {
  const element = Object.assign(document.createElement("span"), { className: "slot" });
  const input = Object.assign(document.createElement("input"), { type: "text", ariaLabel: name, autocomplete: "off", spellcheck: false, maxLength: 1000 });
  Object.assign(input.dataset, { name, sent: "" });
  input.inputMode = "decimal";
  element.append(input);
  return element;
}
