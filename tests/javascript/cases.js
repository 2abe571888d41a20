// What JavaScript and Python are both held to: tests/cases.

import { readFileSync } from "node:fs";

/** The cases of a file. */
export const cases = (name) => JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf8"));

/** Whether two values are the same, of lists each item; a minus zero is no zero. */
export const same = (a, b) =>
  Array.isArray(b) ? Array.isArray(a) && a.length === b.length && b.every((item, i) => same(a[i], item)) : Object.is(a, b);

/** What a parser reads otherwise than the cases say, whose result has the name `field`. */
export function failures(parse, field, examples) {
  return examples.flatMap(({ text, times, ...expected }) => {
    const read = parse(text.repeat(times ?? 1));
    const key = "error" in expected ? "error" : field;
    if (Object.keys(read).join() === key && same(read[key], expected[key])) return [];
    const given = `${times ? `${times} x ` : ""}${JSON.stringify(text)}`;
    return `${given}: ${JSON.stringify(read)} instead of ${JSON.stringify(expected)}`.slice(0, 400);
  });
}
