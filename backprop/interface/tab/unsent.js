// What somebody wrote and no server has taken in yet, kept by the tab while its page is loaded anew.

const STORE = "backprop-explorer unsent";

/** Keep those of some events that set something, with the address they were made at. */
export function keep(events) {
  const written = events.filter(({ set }) => set);
  try {
    if (written.length) sessionStorage.setItem(STORE, JSON.stringify({ address: location.href, written }));
    else sessionStorage.removeItem(STORE);
  } catch (error) {
    console.info("This browser keeps nothing for the tab, so what was not sent is lost at a reload.", error);
  }
}

/** What was kept when this address was left, once. (Whether this is a reload browsers do not tell after a failed one.) */
export function take() {
  try {
    const { address, written } = JSON.parse(sessionStorage.getItem(STORE)) ?? {};
    sessionStorage.removeItem(STORE);
    return address === location.href ? written : [];
  } catch (error) {
    return [];   // no store, or not ours
  }
}
