// The keys of the walk, wherever the focus is, but for text fields, menus and open popovers; a cell of the board keeps
// the arrows and all that moves among cells.

import { belongsElsewhere, keyOf } from "../stage/keyboard.js";

const STEPS = { ArrowRight: "next", ArrowLeft: "back", PageDown: "next", PageUp: "back", Home: "first", End: "last" };

export function attachWalkKeys(controls) {
  const listener = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (belongsElsewhere(target)) return;
    if (!act(controls, keyOf(event), target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("keydown", listener, true);   // before the board, which lets go of a selection at Escape
  return () => document.removeEventListener("keydown", listener, true);
}

function act(controls, key, target) {
  if (key === "h") controls.veil();
  else if (key === "p") controls.present();
  else if (key === "Escape") return controls.escape();
  else return Boolean(controls.data.walk) && !target.closest?.(".board .cell") && step(controls, key, target);
  return true;
}

function step(controls, key, target) {
  const { inside } = controls.data.walk;
  const pressed = target.closest?.("button, a, summary, [role=button]");   // Space and Enter are the button's own
  if (key in STEPS) controls.go(STEPS[key]);
  else if (key === " " && !pressed) controls.play();
  else if (key === "Enter" && !pressed) controls.enter();
  else if (key === "ArrowDown") inside ? controls.go("next") : controls.enter();
  else if (key === "ArrowUp" && inside) controls.enter();
  else return false;
  return true;
}
