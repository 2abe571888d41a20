// How a number is read when somebody types it: the browser's twin of backprop/experiment/numerals.py,
// same language and same sentences (tests/cases/numbers.json holds them to it).

const LONGEST_NUMBER = 400; // characters: 1.8e308 written out in full has 309
const MOST_SHOWN = 10; // digits, and as many as a decimal has at most that somebody meant
const ROUND_OFF = 2 ** -48; // of a number
const SPACE = "[ \\t\\r\\n\\f\\v\\u00a0\\u2000-\\u200a\\u202f\\u3000\\ufeff]+";
const OUTER_SPACE = new RegExp(`^${SPACE}`);
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const DECIMAL = /^([+-]?)([0-9]*)(?:([.,])([0-9]*))?(?:e([+-]?[0-9]+)|×10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/i;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity|∞)$/i;
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u2028\u2029\p{Surrogate}]/gu;

class NumberError extends Error {}

/** The number a text stands for, as `{ value }`, or `{ error }`: one sentence for the person who typed it.
 *
 * A comma counts where it can only be a decimal point; `commaIsPoint` says that the text around has settled it.
 */
export function parseNumber(text, { commaIsPoint = false } = {}) {
  try {
    return { value: read(trimmed(String(text)), commaIsPoint) };
  } catch (error) {
    if (error instanceof NumberError) return { error: error.message };
    throw error;
  }
}

/** A number to the last digit that is not round-off, as people read it: 1.2 for 1.2000000000000002. */
export function told(value) {
  const decimal = Number(value.toPrecision(MOST_SHOWN));
  return String(Math.abs(decimal - value) <= ROUND_OFF * Math.abs(value) ? decimal : value);
}

/** The text as a message can show it: in quotation marks, short, without control characters. */
export function quoted(text) {
  const characters = Array.from(text);
  const short = characters.length <= 24 ? text : characters.slice(0, 23).join("") + "…";
  return `“${short.replace(UNPRINTABLE, "\ufffd")}”`;
}

function trimmed(text) {
  const start = OUTER_SPACE.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && OUTER_SPACE.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function read(text, commaIsPoint) {
  if (!text) throw new NumberError("Nothing is written here; a number such as 0.35, -2e-3 or 1/3 is expected.");
  if (Array.from(text).length > LONGEST_NUMBER) {
    throw new NumberError(`${quoted(text)} is too long for a number; at most ${LONGEST_NUMBER} characters fit.`);
  }
  const plain = text.replace(/[\u2212\u2013]/g, "-");
  const slash = plain.indexOf("/");
  if (slash < 0) return decimal(plain, text, commaIsPoint);
  const above = decimal(trimmed(plain.slice(0, slash)), text, commaIsPoint);
  const below = decimal(trimmed(plain.slice(slash + 1)), text, commaIsPoint);
  if (below === 0) throw new NumberError(`${quoted(text)} divides by zero.`);
  return finite(above / below, text);
}

function decimal(plain, text, commaIsPoint) {
  const match = DECIMAL.exec(plain);
  if (!match || !(match[2] || match[4])) throw new NumberError(whyNot(plain, text));
  const [, sign, whole, mark, fraction = "", exponent, superscript] = match;
  if (mark === "," && !fraction) throw new NumberError(whyNot(plain, text));
  if (mark === "," && !commaIsPoint && /^[1-9][0-9]{0,2}$/.test(whole) && fraction.length === 3) {
    throw new NumberError(
      `${quoted(text)} could be ${whole}.${fraction} or ${whole}${fraction}; write it without a comma.`,
    );
  }
  const power = exponent ?? (superscript ? fromSuperscripts(superscript) : "0");
  return finite(Number(`${sign}${whole || "0"}.${fraction || "0"}e${power}`), text);
}

function fromSuperscripts(text) {
  return Array.from(text, (c) => (c === "⁻" ? "-" : c === "⁺" ? "+" : SUPERSCRIPTS.indexOf(c))).join("");
}

function whyNot(plain, text) {
  if (NOT_FINITE.test(plain)) {
    return `${quoted(text)} is not a finite number; a number such as 0.35, -2e-3 or 1/3 is expected.`;
  }
  if (/^[+-]?[0-9.,]*,[0-9.,]*$/.test(plain)) {
    return `${quoted(text)} can be read in several ways; write it with one decimal point and no comma.`;
  }
  return `${quoted(text)} is not a number; write it like 0.35, -2e-3 or 1/3.`;
}

function finite(value, text) {
  if (!Number.isFinite(value)) {
    throw new NumberError(`${quoted(text)} is too large; numbers here end at about 1.8e308.`);
  }
  return value;
}
