// A page that was chosen opens at its top, and the menu it was chosen from, which covers a phone, closes.

const CHOICE = "[data-testid=stSidebarNavLink]";
const CLOSE = "[data-testid=stSidebarCollapseButton] button";

let here = location.pathname;

/** Close the menu when a page has been chosen in it, also the one that is open already. */
export function closeMenuOnceChosen() {
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(CHOICE)) /** @type {HTMLElement} */ (document.querySelector(CLOSE))?.click();
  });
}

/** Another page has come: show its top. */
export function arrive() {
  if (location.pathname === here) return;
  here = location.pathname;
  document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
}
