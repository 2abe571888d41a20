// What stands still, by its key: what a part of the page has in use it tells the server, which spares them then.

import { unpack } from "./packed.js";

const MOST = 4000;           // those that were drawn longest ago are forgotten: an edit of a large network brings a hundred
const stills = new Map();

/** The keys of what stands still in figures. */
export function keysIn(value, keys = new Set()) {
  if (typeof value !== "object" || value === null) return keys;
  if ("still" in value) return keys.add(value.still);
  for (const part of Object.values(value)) keysIn(part, keys);
  return keys;
}

/** Keep what stands still for parts that may be drawn later. */
export function keep(still = {}) {
  for (const [key, text] of Object.entries(still)) stills.set(key, unpack(JSON.parse(text)));
  for (const key of stills.keys()) {
    if (stills.size <= MOST) break;
    stills.delete(key);
  }
}

/** What stands still under a key that has been kept; it counts as drawn now. */
export function still(key) {
  const kept = stills.get(key);
  stills.delete(key);
  stills.set(key, kept);
  return kept;
}

/** Those of some keys that are kept, each once: the server may spare them, and a part that has none else can be drawn. */
export const keptOf = (keys) => [...new Set(keys)].filter((key) => stills.has(key));
