// An area takes the focus while it scrolls, so that the arrow keys reach all of it; one that shows all is no stop for Tab.

/** Watch an area, and the one thing in it if there is but one. */
export function focusWhileItScrolls(area) {
  const watch = new ResizeObserver(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = area;
    if (scrollWidth > clientWidth || scrollHeight > clientHeight) area.tabIndex = 0;
    else area.removeAttribute("tabindex");
  });
  watch.observe(area);
  if (area.firstElementChild) watch.observe(area.firstElementChild);
}
