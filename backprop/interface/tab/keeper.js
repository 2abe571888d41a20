// The invisible component of every page: it writes the address, and keeps as its own state what a restarted
// server needs to show the same again.

import "../figure_view/library.js";
import { answered, hold, keptAcrossReload, send } from "./tab.js";

let opened = false;
let kept = "";

export default function keeper({ data, setStateValue }) {
  if (!opened) {
    opened = true;
    const long = keptAcrossReload();
    if (long) send(setStateValue, { kind: "restore", ...long });
  }
  if (data?.query === undefined) return;
  hold(data);
  if (!document.querySelector(".stage")) answered(data.number);   // a stage answers when it has drawn
  const state = JSON.stringify(data);
  if (state !== kept) {
    kept = state;
    setStateValue("kept", { number: data.number, query: data.query, document: data.document });
  }
}
