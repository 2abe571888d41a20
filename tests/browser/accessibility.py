"""What axe finds on a page that is ours to mend; what is Streamlit's own stands here, with its reason."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

# Rule of axe -> selector of what is left out -> why.
STREAMLITS: dict[str, dict[str, str]] = {
    "presentation-role-conflict": {
        "[data-testid=stFileUploaderDropzone]": "the field for files has a name and the role of something without one"
    },
    "region": {"[role=menu]": "an open menu hangs at the end of the document, outside its landmarks"},
    "scrollable-region-focusable": {
        "[data-testid=stPopoverBody]": "one higher than the window scrolls in a box that takes no attribute of ours"
    },
}

FIND = """async (left) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes
    .filter(({ element, target }) => {
      const node = element ?? document.querySelector(target.at(-1));
      return !Object.keys(left[id] ?? {}).some((selector) => node?.closest(selector));
    })
    .map(({ target, html, any, all, none }) =>
      [id, target.join(" "), html.slice(0, 200), [...any, ...all, ...none][0]?.message].join("  ")));
}"""


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule."""
    page.evaluate(AXE)
    found: list[Any] = page.evaluate(FIND, STREAMLITS)
    return found
