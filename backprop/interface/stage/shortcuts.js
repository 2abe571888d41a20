// Undo and redo by the keyboard, on every page and wherever the focus is but in a text field.

import { isText, keyOf } from "./keyboard.js";

/** Send "undo" and "redo" when their keys are pressed; returns what ends that. */
export function attachShortcuts(send) {
  const listener = (event) => {
    const kind = shortcutOf(event);
    if (!kind || event.defaultPrevented || isText(event.composedPath()[0])) return;
    event.preventDefault();
    send({ kind });
  };
  document.addEventListener("keydown", listener);
  return () => document.removeEventListener("keydown", listener);
}

/** "undo" or "redo", if a key means that. */
export function shortcutOf(event) {
  const key = keyOf(event);
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}
