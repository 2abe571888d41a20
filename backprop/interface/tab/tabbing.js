// Whether somebody goes through the page by Tab: to them alone a frame shows which region has the focus. After a click
// Chromium would show it at the next key, though the click was meant for no region.

export function watchTabbing() {
  const { dataset } = document.documentElement;
  document.addEventListener("keydown", ({ key }) => key === "Tab" && (dataset.tabbing = ""), true);
  document.addEventListener("pointerdown", () => delete dataset.tabbing, true);
}
