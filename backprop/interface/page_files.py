"""Where the pages are, as files and as addresses, for the router and for whoever leads to another page."""

from backprop.interface.places import PAGES

EXPLORE = PAGES / "1_explore.py"
STEP = PAGES / "2_step_through.py"
DESCEND = PAGES / "3_descend.py"
LANDSCAPE = PAGES / "4_landscape.py"
CHECK = PAGES / "5_gradient_check.py"
BUGS = PAGES / "6_bug_lab.py"
HOMEWORK = PAGES / "7_homework.py"
EXAMPLES = PAGES / "8_examples.py"

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
