// The number board: x, t and every W and b as small matrices of cells that are dragged, typed, nudged and pasted.
// It draws what the server says and sends numbered events; it computes no number of the network itself.

import { placeOf, press } from "../explanation/in_sight.js";
import { keep } from "../figure_view/stills.js";
import { attachClipboard } from "./clipboard.js";
import { Cells } from "./cells.js";
import { Entry } from "./entry.js";
import { attachEscape, attachKeys } from "./keys.js";
import { Notes } from "./notes.js";
import { attachScrub } from "./scrub.js";
import { unanswered } from "../tab/tab.js";

const FRAME = `
  <div class="bar">
    <button type="button" data-do="undo" aria-label="Undo" title="Undo (Ctrl+Z)">↶</button>
    <button type="button" data-do="redo" aria-label="Redo" title="Redo (Ctrl+Shift+Z)">↷</button>
    <fieldset title="How a pasted weight matrix is oriented. On this board each row belongs to one sending unit.">
      <span>Paste</span>
      <label><input type="radio" name="orientation" value="send" checked>rows send</label>
      <label><input type="radio" name="orientation" value="receive">rows receive</label>
    </fieldset>
  </div>
  <div class="matrices"></div>
  <div class="note" role="alert" hidden></div>
  <div class="hint">Drag sideways, click and type, or paste a block.<span class="keys"> Alt+↑ ↓ nudges, Shift+arrows mark a
    block, Ctrl+Z undoes, Escape lets go.</span></div>`;

export default class Board {
  constructor(element, send) {
    this.root = element;
    this.send = send;
    element.innerHTML = FRAME;
    this.notes = new Notes(this.root);
    this.cells = new Cells(this.root.querySelector(".matrices"));
    this.entry = new Entry(this);
    this.cells.settle = () => this.entry.leave();
    this.rowsReceive = false;
    attachScrub(this);
    attachKeys(this);
    this.detach = [attachClipboard(this), attachEscape(this)];
    this.wireButtons();
  }

  wireButtons() {
    const press = (name, action) => this.root.querySelector(`[data-do=${name}]`).addEventListener("click", action);
    press("undo", () => this.send({ kind: "undo" }));
    press("redo", () => this.send({ kind: "redo" }));
    for (const radio of this.root.querySelectorAll("input[name=orientation]"))
      radio.addEventListener("change", () => (this.rowsReceive = radio.value === "receive"));
  }

  remove() {
    this.notes.remove();
    for (const detach of this.detach) detach();
  }

  /** Set numbers by name, shown at once; `scrub` joins the edits of one drag, `final` ends it. */
  edit(values, { scrub = null, final = true } = {}) {
    for (const [name, value] of values) this.cells.show(name, value);
    const set = Object.fromEntries(values.map(([name, value]) => [this.cells.get(name).edits, value]));
    this.edited = values[0][0];
    this.send({ kind: "edit", set, scrub, final });
  }

  /** Whether a number is being dragged or typed. */
  busy() {
    return Boolean(this.entry.cell) || this.root.classList.contains("scrubbing");
  }

  select(name) {
    if (name === this.selected) return;
    this.cells.mark((this.selected = name), [], this.busy());
    press(name && placeOf(this.cells.get(name).element));
    this.send({ kind: "select", name });
  }

  /** Draw what the server knows, event `number` included; what has been set since then stays as it was set. */
  draw(data, number) {
    keep(data.still);
    this.has = new Set(data.matrices.flatMap(({ numbers }) => (numbers ? [numbers.still] : [])));
    this.cells.draw(data);
    for (const [name, value] of Object.entries(unanswered("edit", number))) this.cells.showEdited(name, value);
    this.selected = data.selection;
    this.cells.mark(data.selection, data.related, this.busy());
    this.root.querySelector("[data-do=undo]").disabled = !data.canUndo;
    this.root.querySelector("[data-do=redo]").disabled = !data.canRedo;
    if (data.refused && data.refused.number !== this.refusal) {
      this.refusal = data.refused.number;
      this.notes.say(this.cells.get(this.edited)?.element ?? this.root, data.refused.sentence);
    }
  }
}
