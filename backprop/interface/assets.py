"""The browser's files (our modules and styles, and the plotly.min.js that Plotly ships), served by the app itself."""

import hashlib
from functools import cache
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from backprop.interface.entrance import base_path

HERE = Path(__file__).parent
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}


@cache
def files() -> dict[str, Path]:
    """Everything that may be fetched, by its address below the version: `board/board.js`, `plotly.min.js`."""
    ours = [path for path in HERE.rglob("*") if path.suffix in MEDIA_TYPES]
    return {path.relative_to(HERE).as_posix(): path for path in ours} | {"plotly.min.js": PLOTLY}


@cache
def version() -> str:
    """A digest of all the files: it stands in their address, so a browser may keep them for ever."""
    digest = hashlib.sha256()
    for name, path in sorted(files().items()):
        digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def loader(module: str, *others: str) -> str:
    """The few lines a v2 component is registered with: they import `module` from the route and call it.

    `others` are modules that it will ask for by name: they are loaded together with it, and not one after the other.
    The version is put in here, once; the modules import each other by relative addresses below it.
    """
    text = (HERE / "loader.js").read_text(encoding="utf-8")
    below = f"assets/{version()}/"
    return text.replace("ADDRESS", below + module).replace(
        "OTHERS", " ".join(below + other for other in others)
    )


def stylesheet_links(*names: str) -> str:
    """Links to our stylesheets, for the HTML of a component."""
    return "".join(f'<link rel="stylesheet" href="assets/{version()}/{name}">' for name in names)


def stylesheet(name: str) -> str:
    """The text of one of our stylesheets."""
    return (HERE / name).read_text(encoding="utf-8")


async def serve(request: Request) -> Response:
    """One file, or 404: nothing outside the table of files() can be named."""
    path = files().get(request.path_params["name"])
    if path is None:
        return Response("No such file", status_code=404, media_type="text/plain")
    current = request.path_params["version"] == version()
    lasting = "public, max-age=31536000, immutable" if current else "no-cache"
    return FileResponse(path, media_type=MEDIA_TYPES[path.suffix], headers={"Cache-Control": lasting})


def routes() -> list[Route]:
    """The route that app.py adds to Streamlit's own."""
    return [Route(f"{base_path()}/assets/{{version}}/{{name:path}}", serve)]
