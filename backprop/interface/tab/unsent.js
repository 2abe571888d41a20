// What somebody wrote and no server has taken in yet, kept by the tab while its page is loaded anew.

const STORE = "backprop-explorer unsent";

/** Keep those of some events that set something. */
export function keep(events) {
  const written = events.filter(({ set }) => set);
  try {
    if (written.length) sessionStorage.setItem(STORE, JSON.stringify(written));
    else sessionStorage.removeItem(STORE);
  } catch (error) {
    console.info("This browser keeps nothing for the tab, so what was not sent is lost at a reload.", error);
  }
}

/** What was kept when the address was left, once; nothing where that is not the one that has come `back`. */
export function take(back) {
  try {
    const written = JSON.parse(sessionStorage.getItem(STORE)) ?? [];
    sessionStorage.removeItem(STORE);
    return back ? written : [];
  } catch (error) {
    return [];   // no store, or not ours
  }
}
