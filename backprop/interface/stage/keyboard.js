// What a key means to the page, for all who listen to the keyboard, and whether it is the page's at all.

const COMPOSING = 229;         // the key code of whatever an input method takes for the text it composes
const LETTERS = /^[\p{Letter}\p{Mark}]+$/u;
const LATIN = /\p{Script=Latin}/u;

/**
 * The key of an event, letters in small: as printed where that is Latin (on AZERTY and Dvorak too), else the Latin
 * letter of its place (я, ㅋ and ζ are z). "" for keys of a text that is being composed.
 */
export function keyOf({ key = "", code = "", keyCode, isComposing }) {
  if (isComposing || key === "Process" || keyCode === COMPOSING) return "";
  const [, place] = code.match(/^Key([A-Z])$/) ?? [];
  const meant = place && LETTERS.test(key) && !LATIN.test(key) ? place : key;
  return meant.length === 1 ? meant.toLowerCase() : meant;
}

/** Whether a key at `target` is for the text field, menu or popover there, and not for the page. */
export const belongsElsewhere = (target) => isText(target) || isOverlaid();

/** Whether an element takes text, or a choice by letters. */
export function isText({ tagName = "", type, isContentEditable }) {
  if (tagName === "INPUT") return !/^(radio|checkbox|button|range|file)$/.test(type);
  return isContentEditable || /^(TEXTAREA|SELECT)$/.test(tagName);
}

/** Whether a popover, a dialog or a list of choices lies over the page. */
export const isOverlaid = () => Boolean(document.querySelector("[data-testid=stPopoverBody], [role=dialog], [role=listbox]"));
