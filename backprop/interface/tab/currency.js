// Whether what was computed is current. It is not while the server is out of reach, nor while something a person did
// has waited for its answer longer than a moment: then it turns grey (currency.css), and a sentence says what becomes of it.

export const MOMENT = 1000;    // ms: longer than any usual answer takes, shorter than anybody waits without wondering
const SENTENCES = {
  lost: "Not connected. Your edits are kept and will be sent; what is grey is not current.",
  late: "Waiting for the server. Your edits are kept and will be sent; what is grey is not current.",
};

const known = { lost: false, late: false, unheard: false };
let status = null;

/** Take in that the connection is `lost`, an answer `late`, or a request to run the page `unheard`; or not any more. */
export function learn(changes) {
  Object.assign(known, changes);
  const behind = known.lost ? "lost" : known.late || known.unheard ? "late" : "";
  const { dataset } = document.documentElement;
  if (behind === (dataset.behind ?? "")) return;
  if (behind) dataset.behind = behind;
  else delete dataset.behind;
  if (status) status.textContent = SENTENCES[behind] ?? "";
}

/** A place for the sentence, there before it is needed: what appears together with its words is not read out. */
export function placeStatus() {
  status = document.createElement("p");
  status.className = "currency";
  status.setAttribute("role", "status");
  document.body.append(status);
}
