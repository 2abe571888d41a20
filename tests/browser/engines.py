"""Firefox and WebKit, driven by the protocols they bring themselves; both take the same commands here.

Firefox speaks WebDriver BiDi (w3.org/TR/webdriver-bidi), WebKitGTK the classic WebDriver (w3.org/TR/webdriver2).
"""

import base64
import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

from server import free_port
from websockets.sync.client import connect

WIDTH, HEIGHT = 1440, 900
BARS = 60  # px that the small browser has above its page
PATIENCE = 60.0  # seconds that anything may take
MINI_BROWSER = sorted(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"))
ENTER, ESCAPE, CONTROL, SHIFT, RIGHT, LEFT = "\ue007", "\ue00c", "\ue009", "\ue008", "\ue014", "\ue012"
PACKAGES = ("firefox-esr", "webkit2gtk-driver", "xvfb")
PROFILE = """
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""

Actions = list[dict[str, Any]]


class Engine(Protocol):
    """One window of a browser."""

    name: str
    complaints: list[str]  # what the pages logged as errors
    close: Callable[[], None]

    def open(self, url: str) -> None: ...
    def reload(self) -> None: ...
    def ask(self, function: str, *given: Any) -> Any: ...
    def act(self, actions: Actions) -> None: ...
    def picture(self) -> bytes: ...
    def size(self, width: int, height: int) -> None: ...


class Firefox:
    """Debian's Firefox ESR without a screen; `ask` calls a function of JavaScript and waits for what it promises."""

    name = "firefox"

    def __init__(self, folder: Path) -> None:
        (folder / "user.js").write_text(PROFILE)
        log = folder / "log"
        command = ["firefox-esr", "--headless", "--no-remote", "--profile", str(folder)]
        with ExitStack() as begun:
            said = begun.enter_context(log.open("wb"))
            begun.enter_context(
                running([*command, f"--remote-debugging-port={free_port()}"], stdout=said, stderr=said)
            )
            address = until(
                lambda: re.search(r"BiDi listening on (ws://\S+)", log.read_text(errors="replace"))
            )
            self.socket = begun.enter_context(
                connect(f"{address[1]}/session", max_size=None, open_timeout=PATIENCE)
            )
            self.number, self.complaints = 0, []
            self._command("session.new", capabilities={})
            self._command("session.subscribe", events=["log.entryAdded"])
            # A tab of its own has the focus, which the first one leaves to the address bar.
            self.context = self._command("browsingContext.create", type="tab")["context"]
            self.size(WIDTH, HEIGHT)
            self.close = begun.pop_all().close

    def _command(self, method: str, **params: Any) -> Any:
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv(PATIENCE))
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.complaints.append(str(answer["params"]["text"]))
            if answer.get("id") == self.number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, url: str) -> None:
        self._command("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def reload(self) -> None:
        self._command("browsingContext.reload", context=self.context, wait="complete")

    def ask(self, function: str, *given: Any) -> Any:
        given_text = {"type": "string", "value": json.dumps(given)}
        answer = self._command(
            "script.callFunction",
            functionDeclaration=f"async (given) => JSON.stringify(await ({function})(...JSON.parse(given)) ?? null)",
            arguments=[given_text],
            target={"context": self.context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def act(self, actions: Actions) -> None:
        self._command("input.performActions", context=self.context, actions=actions)

    def picture(self) -> bytes:
        return base64.b64decode(
            self._command("browsingContext.captureScreenshot", context=self.context)["data"]
        )

    def size(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        self._command("browsingContext.setViewport", context=self.context, viewport=viewport)


class WebKit:
    """WebKitGTK's small browser on a screen that is only in memory; it tells no one what its pages log."""

    name = "webkit"

    def __init__(self, folder: Path) -> None:
        with ExitStack() as begun:
            own = {
                "DISPLAY": begun.enter_context(screen()),
                "HOME": str(folder),
                "XDG_RUNTIME_DIR": str(folder),
            }
            if os.geteuid() == 0:  # whom the sandbox does not take
                own["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"
            port = free_port()
            begun.enter_context(
                running(
                    ["WebKitWebDriver", f"--port={port}"],
                    env={**os.environ, **own},
                    stderr=subprocess.DEVNULL,
                )
            )
            self.url, self.complaints = f"http://127.0.0.1:{port}", []
            until(self._answers)
            binary = {"binary": str(MINI_BROWSER[-1]), "args": ["--automation"]}
            wanted = {"alwaysMatch": {"webkitgtk:browserOptions": binary}}
            self.url += f"/session/{self._command('POST', '/session', capabilities=wanted)['sessionId']}"
            begun.callback(self._command, "DELETE", "")
            self._command("POST", "/timeouts", script=int(PATIENCE * 1000))
            self.size(WIDTH, HEIGHT)
            self.close = begun.pop_all().close

    def _answers(self) -> bool:
        try:
            return bool(self._command("GET", "/status"))
        except OSError:
            return False

    def _command(self, method: str, path: str, **params: Any) -> Any:
        content = json.dumps(params).encode() if method == "POST" else None
        request = urllib.request.Request(
            self.url + path, content, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{path}: {error.read().decode(errors='replace')}") from error

    def open(self, url: str) -> None:
        self._command("POST", "/url", url=url)

    def reload(self) -> None:
        self._command("POST", "/refresh")

    def ask(self, function: str, *given: Any) -> Any:
        script = f"""const [given, done] = arguments;
          (async () => ({function})(...JSON.parse(given)))()
            .then((found) => ({{ found: found ?? null }}), (error) => ({{ error: String(error) }}))
            .then((answer) => done(JSON.stringify(answer)));"""
        answer = json.loads(self._command("POST", "/execute/async", script=script, args=[json.dumps(given)]))
        assert "error" not in answer, answer["error"]
        return answer["found"]

    def act(self, actions: Actions) -> None:
        self._command("POST", "/actions", actions=actions)

    def picture(self) -> bytes:
        return base64.b64decode(self._command("GET", "/screenshot"))

    def size(self, width: int, height: int) -> None:
        bars = self.ask("() => outerHeight - innerHeight")
        self._command("POST", "/window/rect", x=0, y=0, width=width, height=height + bars)


@contextmanager
def running(command: list[str], **how: Any) -> Iterator[None]:
    """A program that ends when it is no longer needed."""
    with subprocess.Popen(command, **how) as process:
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def screen() -> Iterator[str]:
    """The name of a display that is only in memory."""
    read, write = os.pipe()
    size = f"{WIDTH}x{HEIGHT + BARS}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    with running(command, pass_fds=[write], stderr=subprocess.DEVNULL), os.fdopen(read) as said:
        os.close(write)
        yield f":{said.readline().strip()}"


ENGINES: dict[str, Callable[[Path], Engine]] = {Firefox.name: Firefox, WebKit.name: WebKit}


def until(there: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """Ask until there is an answer."""
    end = time.monotonic() + seconds
    while not (found := there()):
        assert time.monotonic() < end, f"nothing came within {seconds} s"
        time.sleep(0.05)
    return found
