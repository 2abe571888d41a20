// What a large matrix comes as: its numbers two bytes each, the names of its cells as a rule. See figures/surface/packed.py and equations/naming.py.

const names = new Map();      // by the rule
let halves = null;            // the number of each of the 65,536 half floats

/** Rows of numbers, from half floats times a power of two, or from the few that there are; other things stay as they are. */
export function unpack(value) {
  const numbers = numbersIn(value ?? {});
  if (!numbers) return value;
  const { rows, columns } = value;
  return Array.from({ length: rows }, (_, i) => numbers.subarray(i * columns, (i + 1) * columns));
}

function numbersIn({ halves: packed, power, few, rows, columns }) {
  if (few) {
    const numbers = new Float64Array(rows * columns).fill(NaN);
    for (const [place, number] of Object.entries(few)) numbers[place] = number;
    return numbers;
  }
  if (!packed) return null;
  const scale = 2 ** power;
  halves ??= Float32Array.from({ length: 65536 }, (_, bits) => half(bits));
  return Float64Array.from(new Uint16Array(bytes(packed)), (bits) => scale * halves[bits]);
}

/** What a text of base64 stands for. */
export function bytes(text) {
  const letters = atob(text);
  const found = new Uint8Array(letters.length);
  for (let i = 0; i < found.length; i++) found[i] = letters.charCodeAt(i);
  return found.buffer;
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
