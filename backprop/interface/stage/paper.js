// Before a page is printed: A4 across, and what was drawn for the width of the window as wide as that (print.css). A
// worksheet stays upright.

const LEAST = 1100;            // px, of a phone too: the parts stand beside one another on paper
const sheet = document.createElement("style");

addEventListener("beforeprint", () => {
  const upright = document.querySelector(".st-key-homework");
  document.documentElement.style.setProperty("--printed-width", `${Math.max(LEAST, innerWidth)}px`);
  sheet.textContent = upright ? "" : "@page { size: A4 landscape; margin: 10mm; }";
  document.body.append(sheet);
});
