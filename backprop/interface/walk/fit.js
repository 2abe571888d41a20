// The formulas of a lesson are as large as their column allows: a number is made smaller, never cut.

const SMALLEST = 0.5, READABLE = 0.66;
const TURNS = 3;               // what stands between formulas does not shrink, so that one turn is not enough
// The lines, and the result, which is larger: each kind has a factor of its own.
const KINDS = { "--fit": ".katex-display > .katex > .katex-html", "--fit-result": "p > .katex:only-child > .katex-html" };

/** Keep the formulas of the lesson beside `element` fitting, whenever they change; what ends that is returned. */
export function keepFitting(element) {
  const walk = element.closest(".st-key-walk");
  const fitNow = () => fit(walk);
  const observer = new MutationObserver((records) => {
    if (records.some(({ target }) => target instanceof Element && target.closest(".st-key-lesson"))) fitNow();   // before it is painted
  });
  observer.observe(walk, { childList: true, subtree: true });
  const sizes = new ResizeObserver(() => requestAnimationFrame(fitNow));   // with the window, or the diagram beside it
  sizes.observe(walk);
  return () => {
    observer.disconnect();
    sizes.disconnect();
  };
}

function fit(walk) {
  const lesson = walk.querySelector(".st-key-lesson");
  if (!lesson) return;
  /** @type {[string, Element[]][]} */
  const kinds = Object.entries(KINDS).map(([name, selector]) => [name, [...lesson.querySelectorAll(selector)]]);
  for (const [name] of kinds) lesson.style.setProperty(name, 1);
  const { paddingLeft, paddingRight } = getComputedStyle(lesson);
  const room = lesson.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - 2;
  const across = kinds.map(([, formulas]) => Math.min(1, room / Math.max(1, ...formulas.map(widthOf))));
  set(lesson, kinds, across);
  const [lines, results] = kinds.map(([, formulas]) => formulas);
  let less = 1;
  for (let still = 1, turn = 0; turn < TURNS && (still = down(walk, lesson, lines)) < 1; turn++) {
    less = Math.max(less * still, READABLE / across[0]);   // the result keeps its size if it can
    set(lesson, kinds, [across[0] * less, across[1]]);
  }
  const still = down(walk, lesson, [...lines, ...results]);
  if (still < 1) set(lesson, kinds, [across[0] * less * still, across[1] * still]);
}

function set(lesson, kinds, factors) {
  kinds.forEach(([name], i) => lesson.style.setProperty(name, Math.max(SMALLEST, Math.floor(factors[i] * 100) / 100)));
}

/** While presenting, all of the lesson stands beside the diagram; there words keep their size. */
function down(walk, lesson, formulas) {
  const presenting = "present" in document.documentElement.dataset && innerWidth > 1000;
  const diagram = walk.querySelector(".part.diagram")?.getBoundingClientRect();
  if (!presenting || !diagram || !formulas.length) return 1;
  const { top, height } = lesson.getBoundingClientRect();
  const tall = formulas.reduce((sum, formula) => sum + formula.getBoundingClientRect().height, 0);
  const more = height - (diagram.bottom - top);
  return more > 0 ? (tall - more) / tall : 1;
}

/** How wide the ink of a formula is, which may leave the block it stands in. */
function widthOf(formula) {
  const range = document.createRange();
  range.selectNodeContents(formula);
  return range.getBoundingClientRect().width;
}
