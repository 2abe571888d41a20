// A number that was pressed stays where it is, whatever comes above it; and where its explanation floats over the page,
// on a small screen as a sheet at its foot, the page scrolls until the number stands above that.

const AIR = 8;                 // px between the two

let pressed = null;            // where the number is on the screen, as a function of now, and where it was last
let panel = null;
const observer = new ResizeObserver(() => keepInSight());

/** Somebody pressed a number whose place, a rectangle, `where` tells. */
export function press(where) {
  pressed = where && { where, y: where().y };
}

/** The place of an element, for press(). */
export const placeOf = (element) => () => element.getBoundingClientRect();

/** Take notice of a panel that has come, or is another one, or has gone: null. */
export function watch(element) {
  observer.disconnect();
  panel = element;
  if (panel) observer.observe(panel);   // tells at once, and whenever it grows
}

/** Scroll the page to where the number was, and until the panel does not cover it. */
export function keepInSight() {
  if (!pressed) return;
  const page = document.querySelector("[data-testid=stMain]");
  page.scrollBy(0, pressed.where().y - pressed.y);
  page.scrollBy(0, covered(pressed.where()));
  pressed.y = pressed.where().y;
}

/** By how many pixels the panel covers a place. */
function covered({ right, bottom }) {
  if (!panel || getComputedStyle(panel).position !== "fixed") return 0;
  const { left, top } = panel.getBoundingClientRect();
  return right > left ? Math.max(0, bottom + AIR - top) : 0;
}

/** Where a page has been scrolled to, there the number stands from now on. */
function settle() {
  if (pressed) pressed.y = pressed.where().y;
}

/** From now on somebody goes their own way, but for what they do inside the panel. */
function forget({ target }) {
  if (!panel?.contains(target)) pressed = null;
}

for (const kind of ["pointerdown", "touchmove", "wheel", "keydown"])
  document.addEventListener(kind, forget, { capture: true, passive: true });
document.addEventListener("scroll", settle, { capture: true, passive: true });
