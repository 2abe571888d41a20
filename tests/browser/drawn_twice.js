// Draws what the stage is to show twice, brought up to date and anew, and tells where the two differ.
// One expression: a promise, which any browser's driver can be asked to wait for; then `drawnTwice` is there.

(async () => {
  const base = new URL("/assets/test/", location.href);
  const { default: Figures } = await import(new URL("figure_view/figure_view.js", base));
  const { keptOf, keysIn } = await import(new URL("figure_view/stills.js", base));
  const { default: Plane } = await import(new URL("landscape/plane.js", base));
  const KINDS = { figures: Figures, plane: Plane };
  const TOLERANCE = 1e-3;                    // px: what two ways of adding the same numbers leave
  const known = new Map();                   // all that ever stood still, as JSON
  const views = new Map();
  const shown = [];                          // the parts as they were drawn, and as they came
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("figure_view/figure_view.css", base) });
  document.head.append(sheet);
  await new Promise((done) => (sheet.onload = sheet.onerror = done));

  const place = () => document.body.appendChild(document.createElement("div"));
  const make = (kind) => new KINDS[kind](place(), () => {});

  function drawable(parts) {
    const keys = [...keysIn(Object.values(parts).map((part) => part.figures))];
    return keptOf(keys).length === keys.length;
  }

  function drop(view) {
    view.remove();
    view.element.remove();
  }

  /** Bring the views up to date with the parts, as the stage does; the names of those that were drawn. */
  async function live(parts) {
    for (const [name, view] of views) if (parts[name]?.kind !== view.kind) views.delete(name), drop(view);
    for (const [name, part] of Object.entries(parts)) {
      for (const [key, text] of Object.entries(part.still ?? {})) known.set(key, text);
      if (!views.has(name)) views.set(name, Object.assign(make(part.kind), { kind: part.kind }));
      await views.get(name).draw(part);
    }
  }

  /** A part with what stands still in its place, so that nothing is shared with what was drawn before. */
  function whole(value) {
    if (Array.isArray(value)) return value.map(whole);
    if (typeof value !== "object" || value === null) return value;
    if ("still" in value && typeof value.still === "string") return JSON.parse(known.get(value.still));
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, key === "still" ? {} : whole(v)]));
  }

  /** What can be seen of an element and what is below it, as lines of text. */
  function lines(node, named, path = "") {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [`${path} "${node.data}"`] : [];
    if (node.nodeType !== Node.ELEMENT_NODE || IGNORED.some((kind) => node.matches(kind))) return [];
    const own = [...node.attributes].filter(({ name }) => !UNSEEN.has(name)).map(({ name, value }) => [name, value]);
    const style = own.find(([name]) => name === "style");
    if (style) style[1] = styleOf(node);
    const attributes = own.filter(([, value]) => value !== "").map(([name, value]) => `${name}=${named(value)}`).sort();
    const here = `${path}>${node.localName}`;
    const below = strands(node) ?? [...node.childNodes].flatMap((child) => lines(child, named, here));
    if (EMPTY.has(node.localName) && !below.length) return [];
    return [`${here} ${attributes.join(" ")}`, ...below];
  }

  /** The style of an element in one order; of a line of no thickness nothing is seen. */
  function styleOf({ style }) {
    const seen = [...style].filter((name) => !(style.strokeWidth === "0px" && name.startsWith("stroke")));
    return seen.map((name) => `${name}: ${style.getPropertyValue(name)}`).sort().join("; ");
  }

  const IGNORED = [".modebar-container", ".hoverlayer", ".zoomlayer", "[id^=js-plotly-tester]"];
  const UNSEEN = new Set(["data-unformatted", "data-math", "tabindex"]);
  const EMPTY = new Set(["g", "defs", "clipPath"]);

  /** The strands of a trace of lines: in how many paths they stand is no matter, if all look alike. */
  function strands(node) {
    if (!node.matches("g.lines")) return null;
    const drawn = [...node.children].flatMap((path) =>
      (path.getAttribute("d") ?? "").split(/(?=M)/).map((strand) => `strand ${strand} ${styleOf(path)}`));
    return drawn.filter((strand) => /L/.test(strand) && !/M(\S+)L\1 /.test(strand));   // those that are longer than a point
  }

  /** What Plotly knows of a figure, from which it hovers, clicks and exports. */
  function facts(plot) {
    const points = plot.calcdata.map((trace) => trace.map((point) => plain(point)));
    return [...written(plot.data, "data"), ...written(plain(plot.layout), "layout"), ...written(points, "calcdata")];
  }

  const NUMBERS_OF_DRAWING = new Set(["node3", "nodes", "t", "trace", "bounds", "_boundingBox"]);
  const plain = (point) => JSON.parse(JSON.stringify(point, (key, value) => (NUMBERS_OF_DRAWING.has(key) || key.startsWith("_") || value instanceof Node ? undefined : value)));

  function written(value, path) {
    if (typeof value !== "object" || value === null) return [`${path} ${value}`];
    return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, v]) => written(v, `${path}.${key}`));
  }

  function differences(a, b) {
    const found = [];
    for (let i = 0; i < Math.max(a.length, b.length) && found.length < 3; i++)
      if (!alike(a[i], b[i])) found.push(`live: ${a[i]?.slice(0, 700)}\nanew: ${b[i]?.slice(0, 700)}`);
    return found;
  }

  const NUMBER = /-?\d+\.?\d*(?:e-?\d+)?/g;
  function alike(a, b) {
    if (a === b) return true;
    if (a === undefined || b === undefined || a.replace(NUMBER, "#") !== b.replace(NUMBER, "#")) return false;
    const others = b.match(NUMBER);
    return a.match(NUMBER).every((number, i) => Math.abs(number - others[i]) <= TOLERANCE);
  }

  /** Names that Plotly draws by lot, by their places: of the plot and of its traces. */
  function naming({ _fullLayout, _fullData }) {
    const names = new Map([[_fullLayout._uid, "PLOT"], ..._fullData.map(({ uid }, k) => [uid, `TRACE${k}`])]);
    const lots = new RegExp([...names.keys()].join("|"), "g");
    return (value) => value.replace(lots, (lot) => names.get(lot));
  }
  const look = (element) => lines(element, naming(element.plot));

  async function compare({ parts, text }) {
    await live(parts);
    const found = [];
    for (const [name, part] of Object.entries(JSON.parse(text))) {
      if (part.waits) continue;
      const fresh = make(part.kind);
      await fresh.draw(whole(part));
      const [mine, others] = [views.get(name).root.children, fresh.root.children];
      if (mine.length !== others.length) found.push(`${name}: ${mine.length} figures, anew ${others.length}`);
      else [...mine].forEach((element, i) => {
        const other = others[i];
        for (const one of differences(look(element), look(other))) found.push(`${name}[${i}] in the page\n${one}`);
        for (const one of differences(facts(element.plot), facts(other.plot))) found.push(`${name}[${i}] as Plotly knows it\n${one}`);
      });
      drop(fresh);
    }
    return found;
  }

  window.drawnTwice = {
    /** The keys that the browser says it holds. */
    held: () => keptOf([...views.values()].flatMap((view) => [...view.has])),

    /** Show these parts, written as JSON; where live and anew differ. */
    show: (text) => shown.push({ parts: JSON.parse(text), text }) && compare(shown.at(-1)),

    /** Show once more what was shown before, as the stage does with a step that has been seen. */
    back: () => (shown.length < 2 || !drawable(shown.at(-2).parts) ? [] : compare(shown.at(-2))),
    clear() {
      for (const view of views.values()) drop(view);
      views.clear();
      shown.length = 0;
    },
  };
})()
