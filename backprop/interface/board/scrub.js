// Dragging a cell sideways changes its number: 0.01 a step on round values, Shift ten times coarser, Alt ten times finer.

const PIXELS_A_STEP = 3;
const SLACK = 4;          // pixels a click may wander before it is a drag

export function attachScrub(board) {
  const { root } = board;
  let drag = null;

  root.addEventListener("pointerdown", (event) => {
    const cell = board.cells.of(event.target);
    if (!cell || cell.open || cell.value === null || event.button !== 0) return;
    board.notes.clear();
    finish();
    const ends = new AbortController();
    drag = { cell, pointer: event.pointerId, x: event.clientX, moving: false, shift: event.shiftKey, ends };
    // A hand that wanders over words does not mark them; one that lets go elsewhere has let go.
    document.addEventListener("selectstart", (start) => start.preventDefault(), ends);
    document.addEventListener("pointerup", () => finish(), ends);
  });

  root.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.moving) {
      if (Math.abs(event.clientX - drag.x) < SLACK) return;
      begin(drag, event);
    }
    const step = stepOf(event);
    if (step !== drag.step) Object.assign(drag, { step, x: event.clientX, from: drag.value });
    const value = roundTo(drag.from + Math.round((event.clientX - drag.x) / PIXELS_A_STEP) * step, step);
    if (value === drag.value) return;
    drag.value = value;
    board.edit([[drag.cell.name, value]], { scrub: drag.name, final: false });
  });

  const begin = (drag, event) => {
    board.entry.commit();
    drag.cell.element.setPointerCapture(event.pointerId);
    drag.cell.element.focus({ preventScroll: true });
    root.classList.add("scrubbing");
    Object.assign(drag, {
      moving: true, x: event.clientX, from: drag.cell.value, value: drag.cell.value,
      step: stepOf(event), name: `${drag.cell.name} ${Date.now()}`,
    });
  };

  root.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { cell, moving, value, name } = drag;
    finish();
    if (moving) return board.edit([[cell.name, value]], { scrub: name, final: true });
    click(board, cell, event);
  });

  root.addEventListener("pointercancel", () => {
    if (!drag) return;
    const { cell, moving, value, name } = drag;
    finish();
    if (moving) board.edit([[cell.name, value]], { scrub: name, final: true });
  });

  const finish = () => {
    drag?.ends.abort();
    drag = null;
    root.classList.remove("scrubbing");
  };
}

/** The first click selects a number, the next one opens it; a tap does both, a click with Shift extends the block. */
function click(board, cell, event) {
  if (event.shiftKey && board.block) return board.extendTo(cell);
  const selected = board.selected === cell.name;
  cell.element.focus({ preventScroll: true });
  board.select(cell.name);
  if (selected || event.pointerType === "touch") board.entry.open(cell);
}

function stepOf(event) {
  return event.shiftKey ? 0.1 : event.altKey ? 0.001 : 0.01;
}

/** `value` on the nearest multiple of `step`, free of the dust of binary fractions. */
export function roundTo(value, step) {
  const rounded = Number((Math.round(value / step) * step).toPrecision(12));
  return Number.isFinite(rounded) ? rounded : value;
}
