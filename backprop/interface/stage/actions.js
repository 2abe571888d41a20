// What can be pressed in the explanation panel: Markdown links whose address is an action, such as #select:a1%5B1%5D.
// Streamlit draws the panel beside the stage, so its links are listened to at the document and dressed when they appear.

import { press, watch } from "../explanation/in_sight.js";
import { keyOf } from "./keyboard.js";

const PANEL = ":is(.st-key-explanation, .st-key-lesson)";   // of the explore page and of the step page
const LINK = `${PANEL} a[href^="#"]`;
const MOMENT = 1500;           // ms for which a link says that it has copied

// What a link does, by the first word of its address.
const ACTIONS = {
  select: (actions, name) => actions.select(name),
  notation: (actions, notation) => actions.send({ kind: "notation", notation }),
  panel: (actions, panel) => actions.send({ kind: "panel", panel }),
  path: (actions, path) => actions.light(actions.kept === path ? null : path, true),
  more: (actions) => actions.send({ kind: "more" }),
  copy: (actions, form, link) => actions.copy(form, link),
};

export default class Actions {
  constructor(element, send) {
    this.status = element;
    this.send = send;
    element.setAttribute("role", "status");
    this.listeners = {
      click: (event) => this.press(event),
      auxclick: (event) => linkOf(event) && event.preventDefault(),   // the middle button would open a tab of an action
      keydown: (event) => keyOf(event) === " " && this.press(event),     // Enter clicks a link by itself
      mouseover: (event) => this.point(event),
    };
    for (const [kind, listener] of Object.entries(this.listeners)) document.addEventListener(kind, listener, true);
    this.observer = new MutationObserver(() => this.dress());
    this.dress();
  }

  draw({ name, spoken, copy }) {
    this.copies = copy;
    if (name === this.name) return;
    this.name = name;
    this.lit = this.kept = null;
    this.status.textContent = spoken;
    if (this.panel) this.panel.scrollTop = 0;
  }

  remove() {
    this.observer.disconnect();
    watch(null);
    for (const [kind, listener] of Object.entries(this.listeners)) document.removeEventListener(kind, listener, true);
  }

  /** Say in attributes what the links are: buttons in a region, the bold ones of a choice pressed. */
  dress() {
    const panel = document.querySelector(PANEL);
    if (panel !== this.panel) this.watch(panel);
    if (!panel) return;
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (panel.querySelectorAll('a[href^="#"]'))) {
      link.setAttribute("role", "button");
      const chosen = /^#(notation|panel|path):/.test(link.hash) ? Boolean(link.querySelector("strong")) : null;
      if (chosen === null) link.removeAttribute("aria-pressed");
      else link.setAttribute("aria-pressed", String(chosen));
    }
  }

  /** Watch the panel's content, and the block in which it comes and goes beside the stage. */
  watch(panel) {
    if (this.panel && !panel) this.keepFocus();
    watch(this.panel = panel);
    this.observer.disconnect();
    const block = this.status.closest("[data-testid=stVerticalBlock]");
    if (block) this.observer.observe(block, { childList: true });
    if (!panel) return;
    this.observer.observe(panel, { childList: true, subtree: true });
    Object.assign(panel, { tabIndex: -1, role: "region", ariaLabel: "Explanation" });
  }

  press(event) {
    const link = linkOf(event);
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const [, kind, argument] = link.hash.match(/^#(\w+):(.*)$/) ?? [];
    ACTIONS[kind]?.(this, decodeURIComponent(argument), link);
  }

  /** Light a path in the diagram while its link is pointed at, and until the next is pressed where it is to be kept. */
  light(path, keep = false) {
    if (keep) this.kept = path;
    if (path === this.lit) return;
    this.lit = path;
    this.send({ kind: "light", path: path === null ? null : Number(path), scrub: "light" });
  }

  point(event) {
    const [, path] = linkOf(event)?.hash.match(/^#path:(\d+)$/) ?? [];
    if (path ?? this.lit) this.light(path ?? this.kept ?? null);
  }

  /** Select a number, or none. The pressed link will stand for another one: the focus waits on the panel. */
  select(name) {
    if (name) this.panel?.focus({ preventScroll: true });
    press(null);                  // it was not found in the page
    this.send({ kind: "select", name: name || null });
  }

  /** The panel is gone, and the focus where it was inside: the stage takes it, so that Tab goes on from there. */
  keepFocus() {
    if (document.activeElement !== document.body) return;
    const stage = this.status.closest(".stage");
    stage.tabIndex = -1;
    stage.focus({ preventScroll: true });
  }

  async copy(form, link) {
    const done = await write(this.copies[form]);
    const said = done ? "Copied" : "This browser does not let a page copy";
    this.status.textContent = link.dataset.said = said;
    setTimeout(() => delete link.dataset.said, MOMENT);
  }
}

function linkOf(event) {
  return event.target.closest?.(LINK);
}

/** Put a text on the clipboard; true when it is there. */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);   // there is none where the page came without encryption
    return true;
  } catch {
    return writeTheOldWay(text);
  }
}

function writeTheOldWay(text) {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position: fixed; opacity: 0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return done;
}
