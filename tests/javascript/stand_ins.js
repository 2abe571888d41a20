// Stand-ins for the little of a page that logic touches: elements without layout, events, a store, and a tab's address.
// An EventTarget is Node's own, so listeners, signals and cancelled events are real.

/** Send an event to a target, with these fields; `target` in them is where it came from. */
export function fire(to, kind, fields = {}) {
  const event = new Event(kind, { bubbles: true, cancelable: true });
  for (const [name, value] of Object.entries(fields)) Object.defineProperty(event, name, { value, configurable: true });
  event.composedPath = () => [fields.target ?? to];
  to.dispatchEvent(event);
  return event;
}

/** A key at an element, told to whoever listens at `to`. */
export function press(to, key, { target = element(), ...fields } = {}) {
  return fire(to, "keydown", { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target, ...fields });
}

class Classes extends Set {
  toggle(name, on) {
    if (on) this.add(name);
    else this.delete(name);
  }

  remove(name) {
    this.delete(name);
  }
}

/** An element: what is written on it, and what it holds. */
export class Element extends EventTarget {
  constructor(tagName = "DIV", fields = {}) {
    super();
    this.tagName = tagName.toUpperCase();
    this.children = [];
    this.attributes = new Map();
    this.classList = new Classes();
    this.dataset = {};
    this.style = { setProperty: (name, value) => (this.style[name] = value), getPropertyValue: (name) => this.style[name] ?? "" };
    Object.assign(this, fields);
  }

  setAttribute(name, value) {
    this.attributes.set(name, String(value));
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  removeAttribute(name) {
    this.attributes.delete(name);
  }

  append(...children) {
    this.children.push(...children);
  }

  appendChild(child) {
    this.append(child);
    return child;
  }

  replaceChildren(...children) {
    this.children = children;
  }

  contains(other) {
    return this === other || this.children.some((child) => child instanceof Element && child.contains(other));
  }

  closest(selector) {
    return this.within?.includes(selector) ? this : null;
  }

  querySelector() {
    return null;
  }

  getBoundingClientRect() {
    return { left: 0, top: 0, width: 0, height: 0, bottom: 0, right: 0 };
  }

  focus() {
    document.activeElement = this;
    this.focused = (this.focused ?? 0) + 1;
  }

  setPointerCapture() {}
}

export const element = (fields = {}) => new Element("DIV", fields);

/** A store like sessionStorage. */
export function storage() {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => kept.set(name, String(text)),
    removeItem: (name) => kept.delete(name),
    clear: () => kept.clear(),
  };
}

/** A document; Node's targets know no boolean where a listener is removed. */
class Page extends EventTarget {
  removeEventListener(kind, listener, options) {
    super.removeEventListener(kind, listener, typeof options === "boolean" ? { capture: options } : options);
  }
}

/** Put a fresh document, an address and a store in place; the event target of the window is returned. */
export function visit(address = "http://localhost/", { store = storage(), navigation = "navigate" } = {}) {
  const url = new URL(address);
  const window = new EventTarget();
  const page = Object.assign(new Page(), {
    documentElement: element(),
    head: element(),
    body: element(),
    activeElement: null,
    hidden: true,               // what waits for a painting does not wait here
    baseURI: url.href,
    createElement: (name) => new Element(name),
    createElementNS: (_, name) => new Element(name),
    querySelector: () => null,
    querySelectorAll: () => [],
  });
  const history = {
    state: null,
    length: 1,
    replaceState: (state, _, to) => Object.assign(location, parts(new URL(to, location.href))),
  };
  const parts = ({ href, search, pathname, hash }) => ({ href, search, pathname, hash });
  const location = parts(url);
  performance.getEntriesByType = () => /** @type {any} */ ([{ type: navigation }]);
  for (const [name, value] of Object.entries({ document: page, location, history, sessionStorage: store, window }))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  globalThis.addEventListener = window.addEventListener.bind(window);
  globalThis.removeEventListener = window.removeEventListener.bind(window);
  globalThis.getComputedStyle = () => /** @type {any} */ ({ color: "#000", getPropertyValue: () => "" });
  return window;
}
