"""Where the pages are, as files and as addresses, for the router and for whoever leads to another page."""

from pathlib import Path

_PAGES = Path(__file__).parents[2] / "pages"
EXPLORE = _PAGES / "1_explore.py"
STEP = _PAGES / "2_step_through.py"
DESCEND = _PAGES / "3_descend.py"
LANDSCAPE = _PAGES / "4_landscape.py"
CHECK = _PAGES / "5_gradient_check.py"
BUGS = _PAGES / "6_bug_lab.py"
HOMEWORK = _PAGES / "7_homework.py"
EXAMPLES = _PAGES / "8_examples.py"

ADDRESSES = {
    "explore": EXPLORE,
    "step": STEP,
    "descend": DESCEND,
    "landscape": LANDSCAPE,
    "check": CHECK,
    "bugs": BUGS,
    "homework": HOMEWORK,
    "examples": EXAMPLES,
}  # the last part of a page's address, which is that of the server for the first one, too
