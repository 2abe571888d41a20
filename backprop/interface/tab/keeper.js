// The invisible component of every page: it writes the address, and when the server has been away it says
// what is on the screen, from which a server that was started anew goes on.

import "../figure_view/library.js";
import { arrive, closeMenuOnceChosen } from "./arrival.js";
import { MOMENT, learn, placeStatus } from "./currency.js";
import { watchTabbing } from "./tabbing.js";
import { answered, hold, resume, standIn, state } from "./tab.js";

let opened = false;
let tell = () => {};

export default function keeper({ data, setStateValue }) {
  const component = { setStateValue, root: document.documentElement };
  standIn(component);
  arrive();
  tell = () => setStateValue("kept", state());
  if (!opened) {
    opened = true;
    watchConnection();
    closeMenuOnceChosen();
    watchTabbing();
  }
  if (data?.query === undefined) return;
  hold(data);
  if (!document.querySelector(".stage")) answered(data.number);   // a stage answers when it has drawn
}

/**
 * Streamlit does not always run the page when the server is back, and a new server knows no page before that.
 * A run that was asked for and does not begin is late, whatever asked for it.
 */
function watchConnection() {
  const app = /** @type {HTMLElement} */ (document.querySelector("[data-testid=stApp]"));
  let connected = true;
  let begins = 0;
  placeStatus();
  new MutationObserver(() => {
    const { testConnectionState, testScriptState } = app.dataset;
    const before = connected;
    connected = testConnectionState === "CONNECTED";
    clearTimeout(begins);
    if (testScriptState === "rerunRequested") begins = setTimeout(() => learn({ unheard: true }), MOMENT);
    learn({ lost: !connected, unheard: false });
    if (!connected || before) return;
    tell();
    resume();
  }).observe(app, { attributeFilter: ["data-test-connection-state", "data-test-script-state"] });
}
