"""All pages in teaching order, and what is read off them; a new page is its folder, its entry, and a name here."""

from backprop.interface.bug_lab.page import PAGE as BUGS
from backprop.interface.descent.page import PAGE as DESCEND
from backprop.interface.explore.page import PAGE as EXPLORE
from backprop.interface.gallery.page import PAGE as EXAMPLES
from backprop.interface.gradient_check.page import PAGE as CHECK
from backprop.interface.homework.page import PAGE as HOMEWORK
from backprop.interface.landscape.page import PAGE as LANDSCAPE
from backprop.interface.page import Page
from backprop.interface.walk.page import PAGE as STEP

__all__ = ["ADDRESSES", "EXPLORE", "FIGURES", "KINDS", "PAGES", "SETTINGS", "STEP"]

PAGES: tuple[Page, ...] = (EXPLORE, STEP, DESCEND, LANDSCAPE, CHECK, BUGS, HOMEWORK, EXAMPLES)

# The last part of a page's address, which is that of the server for the first one, too.
ADDRESSES = {page.address: page.path for page in PAGES}
SETTINGS = tuple(sorted((one for page in PAGES for one in page.settings), key=lambda one: one.later))
FIGURES = frozenset(name for page in PAGES for name in page.figures)
KINDS = tuple(dict.fromkeys(kind for page in PAGES for kind in page.parts))
