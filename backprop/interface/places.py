"""Where the app's own files lie: at the top of a checkout, and inside the package where it is installed."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
# Made by the wheel: app.py, pages/ and .streamlit/ as they lie in a checkout.
_INSTALLED = _PACKAGE / "installed"
TOP = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent
APP = TOP / "app.py"
PAGES = TOP / "pages"
