// The steps of a walk that the browser has: what each showed, and what the next one will, drawn at the key press.

import { keep, keptOf, keysIn } from "../figure_view/stills.js";

const STEP_PARTS = ["rail", "words", "diagram", "operation"];   // what a step has of its own

export class Ahead {
  constructor() {
    this.seen = new Map();       // by the key of a step: what it shows
    this.has = [];               // the keys of what the next step holds
  }

  /** Keep what a step shows, and what the next one will. */
  remember({ parts, ahead, token }) {
    if (token !== this.token) this.seen.clear();   // another network, or another look at it
    this.token = token;
    this.parts = parts;
    this.at = parts.rail.current;
    this.seen.set(this.at, pick(parts, STEP_PARTS));
    this.has = ahead ? keysOf(ahead) : [];
    if (!ahead) return;
    for (const part of Object.values(ahead)) keep(part.still);
    this.seen.set(ahead.rail.current, ahead);
  }

  /** The parts of the step that somebody asks for, if it has been here since anything else was done, or is ahead. */
  anticipate({ kind, to }) {
    if (kind !== "step") return {};
    const { rail, controls } = this.parts;
    if (controls.veil !== "off" || controls.walk.inside) return {};
    const keys = rail.groups.flatMap(({ steps }) => steps.map(({ key }) => key));
    const place = keys.indexOf(this.at);
    const key = { next: keys[place + 1], back: keys[place - 1], first: keys[0], last: keys.at(-1) }[to] ?? to;
    const parts = this.seen.get(key);
    if (!parts || !drawable(parts)) return {};
    this.at = key;
    return parts;
  }
}

/** The keys of what stands still in the figures of parts. */
const keysOf = (parts) => [...keysIn(Object.values(parts).map((part) => part.figures))];

/** Whether all that stands still in parts is kept: of a long walk the first steps may be forgotten. */
function drawable(parts) {
  const keys = keysOf(parts);
  return keptOf(keys).length === keys.length;
}

function pick(object, names) {
  return Object.fromEntries(names.filter((name) => name in object).map((name) => [name, object[name]]));
}
