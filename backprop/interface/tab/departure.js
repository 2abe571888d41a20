// The address that this tab left last. Whether a page is loaded anew browsers do not tell after a reload that failed:
// then the address tells.

const STORE = "backprop-explorer address";

/** Note the address that is left. */
export function note() {
  try {
    sessionStorage.setItem(STORE, location.href);
  } catch (error) {
    console.info("This browser keeps nothing for the tab, so a reload will bring nothing back.", error);
  }
}

/** Whether the tab is at the address that it left. */
export function isBack() {
  try {
    return sessionStorage.getItem(STORE) === location.href;
  } catch (error) {
    return false;   // no store
  }
}
