// The formulas of a lesson are as large as their column allows: a number is made smaller, never cut.

const SMALLEST = 0.5;
const FORMULAS = ".katex-display > .katex > .katex-html, p > .katex:only-child > .katex-html";

/** Keep the formulas of the lesson beside `element` fitting, whenever they change; what ends that is returned. */
export function keepFitting(element) {
  const walk = element.closest(".st-key-walk");
  const fitNow = () => fit(walk);
  const observer = new MutationObserver((records) => {
    if (records.some(({ target }) => target.closest?.(".st-key-lesson"))) fitNow();   // before it is painted
  });
  observer.observe(walk, { childList: true, subtree: true });
  const sizes = new ResizeObserver(() => requestAnimationFrame(fitNow));   // with the window, or the diagram beside it
  sizes.observe(walk);
  return () => {
    observer.disconnect();
    sizes.disconnect();
  };
}

export function fit(walk) {
  const lesson = walk.querySelector(".st-key-lesson");
  const formulas = [...(lesson?.querySelectorAll(FORMULAS) ?? [])];
  if (!formulas.length) return;
  lesson.style.setProperty("--fit", 1);
  const widest = Math.max(...formulas.map(widthOf));
  const across = (lesson.clientWidth - 2) / widest;
  lesson.style.setProperty("--fit", clamp(Math.min(across, down(walk, lesson, formulas))));
}

/** While presenting, all of the lesson stands beside the diagram; there words keep their size. */
function down(walk, lesson, formulas) {
  const presenting = "present" in document.documentElement.dataset && innerWidth > 1000;
  const diagram = walk.querySelector(".part.diagram")?.getBoundingClientRect();
  if (!presenting || !diagram) return 1;
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

const clamp = (factor) => Math.max(SMALLEST, Math.min(1, Math.floor(factor * 100) / 100));
