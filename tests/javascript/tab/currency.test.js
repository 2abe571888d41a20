// What was computed is grey, and a sentence says why, while the server is away or late, whichever of several reasons ends.

import assert from "node:assert/strict";
import { test } from "node:test";
import { learn, placeStatus } from "../../../backprop/interface/tab/currency.js";
import { visit } from "../stand_ins.js";

test("the reasons of being behind come and go by themselves", () => {
  visit();
  placeStatus();
  const [status] = document.body.children;
  assert.equal(status.getAttribute("role"), "status");
  const shows = (behind, words) => {
    assert.equal(document.documentElement.dataset.behind, behind);
    assert.match(status.textContent ?? "", words);
  };
  learn({ late: true });
  shows("late", /^Waiting for the server\. Your edits are kept/);
  learn({ lost: true });
  shows("lost", /^Not connected\. Your edits are kept/);
  learn({ late: false });
  shows("lost", /^Not connected/);
  learn({ lost: false, unheard: true });
  shows("late", /^Waiting/);
  learn({ late: true, unheard: false });
  shows("late", /^Waiting/);
  learn({ late: false });
  shows(undefined, /^$/);
});
