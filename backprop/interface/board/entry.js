// An opened cell: a text field over the number. Enter or a click elsewhere commits, Escape cancels, a bad number is refused.

import { keyOf } from "../stage/keyboard.js";
import { make } from "./make.js";
import { parseNumber, told } from "./numbers.js";

export class Entry {
  constructor(board) {
    this.board = board;
    this.cell = null;
  }

  /** Open a cell on its value, whose round-off is kept unless it is changed, or on the `text` that somebody began to type. */
  open(cell, text = null) {
    if (this.cell === cell) return;
    this.commit();
    this.cell = cell;
    cell.open = true;
    const field = (this.field = make("input", "entry"));
    field.type = "text";
    field.inputMode = "text";
    field.autocomplete = "off";
    field.spellcheck = false;
    field.setAttribute("aria-label", `${cell.name}, new value`);
    this.unchanged = cell.value === null ? "" : told(cell.value);
    field.value = text ?? this.unchanged;
    cell.element.replaceChildren(field);
    field.focus({ preventScroll: true });
    if (text === null) field.select();
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("input", () => this.board.notes.clear());
    field.addEventListener("blur", () => this.leave());
  }

  key(event) {
    event.stopPropagation();            // while a cell is open every key belongs to the text
    const key = keyOf(event);           // one that an input method takes is none
    if (key === "Enter") {
      event.preventDefault();
      const { cell } = this;
      if (this.commit()) cell.element.focus({ preventScroll: true });
    } else if (key === "Escape") {
      event.preventDefault();
      const { cell } = this;
      this.close();
      this.board.notes.clear();
      cell.element.focus({ preventScroll: true });
    }
  }

  /** Take what is written. A bad number leaves the cell open and says why; false then. */
  commit() {
    if (!this.cell) return true;
    const { cell } = this;
    const text = this.field.value;
    const { value, error } = parseNumber(text);
    if (error) {
      this.field.setAttribute("aria-invalid", "true");
      this.board.notes.say(cell.element, `${cell.name}: ${error}`);
      return false;
    }
    this.close();
    if (text !== this.unchanged && !Object.is(value, cell.value)) this.board.edit([[cell.name, value]]);
    return true;
  }

  /** The person has gone elsewhere: take what is written, or say why the old value stays. */
  leave() {
    if (this.cell && !this.commit()) this.close();
  }

  close() {
    const { cell } = this;
    this.cell = null;                   // first: removing the field blurs it
    cell.open = false;
    cell.element.replaceChildren(cell.text);
  }
}
