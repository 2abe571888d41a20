"""The wheel: away from the checkout it is the same app with the same settings, however it is started."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import sysconfig
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

import backprop
from backprop.experiment.presets import PRESETS
from tests.browser.server import free_port
from tests.finish import finish
from tests.once import once
from tests.test_start import answers

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())


PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def build(folder: Path) -> None:
        options = ["--no-deps", "--no-build-isolation", "--wheel-dir", folder]
        subprocess.run([*PIP, "wheel", *options, ROOT], check=True, timeout=300)

    (built,) = once(tmp_path_factory, "wheel", build).glob("*.whl")
    return built


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; what the wheel depends on is borrowed from this one."""

    def install(folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        python = ["--python", folder / "bin" / "python"]
        subprocess.run([*PIP, *python, "install", "--no-deps", wheel], check=True, timeout=300)
        (packages,) = folder.glob("lib/python*/site-packages")
        (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))

    return once(tmp_path_factory, "environment", install)


def test_the_wheel_holds_what_the_app_needs_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    held = {f"backprop/{path.relative_to(ROOT / 'backprop')}" for path in (ROOT / "backprop").rglob("*.*")}
    expected = {name for name in held if "__pycache__" not in name}
    expected |= {f"backprop/installed/pages/{path.name}" for path in (ROOT / "pages").glob("*.py")}
    expected |= {"backprop/installed/app.py", "backprop/installed/.streamlit/config.toml"}
    assert {name for name in names if ".dist-info/" not in name} == expected


def test_what_it_depends_on_is_what_a_checkout_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["dependencies"] == (ROOT / "requirements.txt").read_text().split()


STARTS = {
    "backprop-explorer": ["backprop-explorer"],
    "python -m backprop run": ["python", "-m", "backprop", "run"],
    "streamlit run app.py": ["python", "-m", "streamlit", "run", "{app}"],
}


@contextmanager
def started(environment: Path, folder: Path, command: list[str], **settings: str) -> Iterator[Path]:
    """The app, running in a folder of its own; yields its log."""
    (app,) = environment.glob("lib/python*/site-packages/backprop/installed/app.py")
    words = [word.format(app=app) for word in command]
    log = folder / "log"
    own = {name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT_", "PYTHON"))}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [environment / "bin" / words[0], *words[1:]],
            cwd=folder,
            env=own | {"HOME": str(folder)} | settings,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        yield log
    finally:
        process.send_signal(signal.SIGTERM)  # reaches the server whatever started it
        assert process.wait(timeout=20) is not None


async def first_messages(port: int) -> list[ForwardMsg]:
    """What a browser is told that opens the app, up to the end of the first run."""
    found: list[ForwardMsg] = []
    protocol = ["streamlit"]
    async with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=protocol, max_size=2**25
    ) as socket:  # type: ignore[arg-type]
        ask = BackMsg()
        ask.rerun_script.query_string = ""
        await socket.send(ask.SerializeToString())
        while not found or found[-1].WhichOneof("type") != "script_finished":
            message = ForwardMsg()
            message.ParseFromString(await asyncio.wait_for(socket.recv(), 30))  # type: ignore[arg-type]
            found.append(message)
    return found


@pytest.mark.parametrize("way", STARTS)
def test_it_starts_anywhere_with_its_own_settings(environment: Path, tmp_path: Path, way: str) -> None:
    port = free_port()
    command = [*STARTS[way], "--server.headless", "true"]
    with started(environment, tmp_path, command, STREAMLIT_SERVER_PORT=str(port)) as log:
        assert answers(f"http://127.0.0.1:{port}/_stcore/health"), log.read_text()
        messages = finish(first_messages(port))
        (session,) = [m.new_session for m in messages if m.WhichOneof("type") == "new_session"]
        (menu,) = [m.navigation for m in messages if m.WhichOneof("type") == "navigation"]
        assert session.custom_theme.light.primary_color == SETTINGS["theme"]["light"]["primaryColor"]
        assert len(menu.app_pages) == len(list((ROOT / "pages").glob("*.py")))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert (
                "script-src 'self'" in page.headers["content-security-policy"]
            )  # app.py's own, not Streamlit's
    text = log.read_text()
    assert not re.search("warning|error|traceback", text, re.IGNORECASE), text


def test_options_are_those_of_streamlit(environment: Path, tmp_path: Path) -> None:
    """They go before the environment, which goes before the app's own settings."""
    port = free_port()
    command = [
        "backprop-explorer",
        f"--server.port={port}",
        "--server.headless=true",
        "--theme.light.primaryColor=#123456",
    ]
    environ = {"STREAMLIT_SERVER_PORT": "1", "STREAMLIT_THEME_LIGHT_TEXT_COLOR": "#654321"}
    with started(environment, tmp_path, command, **environ) as log:
        assert answers(f"http://127.0.0.1:{port}/_stcore/health"), log.read_text()
        (session,) = [
            m.new_session for m in finish(first_messages(port)) if m.WhichOneof("type") == "new_session"
        ]
        assert session.custom_theme.light.primary_color == "#123456"
        assert session.custom_theme.light.text_color == "#654321"


def test_the_command_line_knows_version_and_homework(environment: Path, tmp_path: Path) -> None:
    python = environment / "bin" / "python"

    def said(*command: str | Path) -> str:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
        return done.stdout

    assert said(environment / "bin" / "backprop-explorer", "--version").strip() == backprop.__version__
    assert said(python, "-m", "backprop", "--version").strip() == backprop.__version__
    assert "mark" in said(python, "-m", "backprop", "--help")
    listed = said(python, "-c", "from backprop.experiment.presets import PRESETS; print(len(PRESETS))")
    assert int(listed) == len(PRESETS)
