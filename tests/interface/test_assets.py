"""The browser's files: all that our modules ask for is served, and nothing else can be had."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from backprop.interface import assets, entrance, security
from tests.interface.asgi import get

INTERFACE = Path(assets.__file__).parent
APP = Starlette(routes=assets.routes(), middleware=[Middleware(security.Headers)])
MODULES = sorted(INTERFACE.rglob("*.js"))


def test_every_module_stylesheet_and_plotly_itself_is_served_as_it_stands() -> None:
    ours = {path.relative_to(INTERFACE).as_posix(): path for path in [*MODULES, *INTERFACE.rglob("*.css")]}
    assert len(ours) > 10
    for name, path in {**ours, "plotly.min.js": assets.PLOTLY}.items():
        answer = get(APP, f"/assets/{assets.version()}/{name}")
        assert answer.status == 200, name
        assert answer.body == path.read_bytes()
        assert answer.headers["content-type"].startswith(
            "text/css" if name.endswith("css") else "text/javascript"
        )


def test_a_browser_may_keep_a_file_whose_address_holds_its_version() -> None:
    headers = get(APP, f"/assets/{assets.version()}/board/board.js").headers
    assert "immutable" in headers["cache-control"]
    assert "public" in headers["cache-control"]


def test_plotly_is_the_one_in_the_python_package() -> None:
    import plotly

    start = get(APP, f"/assets/{assets.version()}/plotly.min.js").body[:200].decode()
    assert "plotly.js v" in start
    assert assets.PLOTLY.is_relative_to(Path(plotly.__file__).parent)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "board",
        "board/",
        "session.py",
        "board/number_board.py",
        "icon.svg",
        "../../../app.py",
        "../interface/board/board.js",
        "board/../board/board.js",
        "%2e%2e/%2e%2e/%2e%2e/app.py",
        "..%2f..%2f..%2fapp.py",
        "..%5c..%5capp.py",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "//etc/passwd",
        "board/board.js%00",
        "board/board.js/",
        "BOARD/BOARD.JS",
        "file:///etc/passwd",
        str(assets.PLOTLY),
        "C:%5cWindows%5cwin.ini",
    ],
)
def test_nothing_else_can_be_named(name: str) -> None:
    answer = get(APP, f"/assets/{assets.version()}/{name}")
    assert answer.status == 404
    assert len(answer.body) < 100
    assert b"Traceback" not in answer.body
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_files_are_there_to_be_read_only(method: str) -> None:
    assert get(APP, f"/assets/{assets.version()}/board/board.js", method).status == 405


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_what_a_module_imports_is_served(module: Path) -> None:
    """Relative to its own address, so that a version of the files is loaded as a whole."""
    for imported in re.findall(r"""(?:from|import)\s+["']([^"']+)["']""", module.read_text()):
        assert imported.startswith("."), f"{imported} would come from elsewhere"
        target = (module.parent / imported).resolve().relative_to(INTERFACE.resolve()).as_posix()
        assert target in assets.files(), imported


def test_a_component_is_loaded_from_the_route_by_version() -> None:
    (address,) = re.findall(r'"(assets/[^"]+)"', assets.loader("board/board.js"))
    assert get(APP, f"/{address}").body == (INTERFACE / "board" / "board.js").read_bytes()


def test_the_version_is_that_of_the_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    changed = tmp_path / "board.js"
    changed.write_text("export default () => {};")
    before, known = assets.version(), assets.files()
    monkeypatch.setattr(assets, "files", lambda: {**known, "board/board.js": changed})
    assert assets.version.__wrapped__() != before, "a browser that keeps the old file asks for the new one"


def test_nothing_our_files_say_comes_from_another_host() -> None:
    ours = [*MODULES, *INTERFACE.rglob("*.css")]
    hosts = {host for path in ours for host in re.findall(r"https?://([^/\"'\s)]+)", path.read_text())}
    assert hosts <= {"www.w3.org"}, "the name of the SVG namespace is no host that is asked"


@pytest.mark.parametrize("base", ["ml/bp", "/ml/bp/"])
def test_below_a_path_the_files_are_below_it(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance.config, "get_option", {"server.baseUrlPath": base}.__getitem__)
    below = Starlette(routes=assets.routes())
    assert get(below, f"/ml/bp/assets/{assets.version()}/tab/tab.js").status == 200
    assert get(below, f"/assets/{assets.version()}/tab/tab.js").status == 404
