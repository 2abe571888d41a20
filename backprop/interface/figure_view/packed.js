// What a large matrix comes as: its numbers two bytes each, the names of its cells as a rule. See figures/packed.py, naming.py.

const names = new Map();      // by the rule
let halves = null;            // the number of each of the 65,536 half floats

/** Rows of numbers, from half floats times a power of two; other things stay as they are. */
export function unpack(value) {
  if (typeof value?.halves !== "string") return value;
  const bytes = Uint8Array.from(atob(value.halves), (letter) => letter.charCodeAt(0));
  const numbers = new DataView(bytes.buffer);
  const scale = 2 ** value.power;
  halves ??= Float32Array.from({ length: 65536 }, (_, bits) => half(bits));
  return Array.from({ length: value.rows }, (_, i) =>
    Array.from({ length: value.columns }, (_, j) => scale * halves[numbers.getUint16(2 * (i * value.columns + j), true)]));
}

function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const power = (bits >> 10) & 31;
  const rest = bits & 1023;
  if (power === 31) return rest ? NaN : sign * Infinity;
  return power ? sign * 2 ** (power - 15) * (1 + rest / 1024) : sign * 2 ** -24 * rest;
}

/** The names of all cells of a matrix, row by row: the same lists each time. */
export function namesOf(rule) {
  const key = JSON.stringify(rule);
  if (!names.has(key)) names.set(key, written(rule));
  return names.get(key);
}

function written({ names: stem, rows, columns, ends, turned }) {
  const name = (i, j) => (ends.length ? `${stem}[${j + 1}]${ends[i]}` : `${stem}[${i + 1},${j + 1}]`);
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => (turned ? name(j, i) : name(i, j))));
}
