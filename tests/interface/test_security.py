"""What the headers allow: Streamlit's own scripts and ours, and no other script, from nowhere."""

import base64
import hashlib
import logging
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from backprop.interface import security
from tests.finish import finish
from tests.interface.asgi import Answer, get

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


class Scripts(HTMLParser):
    """The inline scripts of a page, as a browser finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and "src" not in dict(attributes)
        if self.inside:
            self.inline.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.inline[-1] += data


def policy() -> dict[str, list[str]]:
    return {
        directive: sources
        for directive, *sources in (part.split() for part in security.content_security_policy().split(";"))
    }


def test_the_inline_scripts_of_streamlits_page_may_run() -> None:
    page = Scripts()
    page.feed(INDEX.read_text(encoding="utf-8"))
    assert page.inline, "nothing to allow: the hashes can go"
    for script in page.inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy()["script-src"]


def test_no_other_inline_script_and_no_eval_runs() -> None:
    forbidden = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "data:", "http:", "https:"}
    for directive in ("default-src", "script-src", "worker-src"):
        assert not forbidden & set(policy()[directive])


def test_nothing_is_fetched_from_another_host() -> None:
    for directive, sources in policy().items():
        for source in sources:
            assert source.startswith("'") or source in ("data:", "blob:", "ws:", "wss:"), (directive, source)
    assert policy()["object-src"] == ["'none'"]
    assert policy()["base-uri"] == ["'self'"]


def hello(_: Request) -> Response:
    return PlainTextResponse("hello", headers={"X-Content-Type-Options": "sniff", "X-Own": "kept"})


def app_answers(path: str) -> Answer:
    return get(Starlette(routes=[Route("/", hello)], middleware=[Middleware(security.Headers)]), path)


@pytest.mark.parametrize("path", ["/", "/missing"])
def test_every_answer_carries_the_headers_once(path: str) -> None:
    headers = app_answers(path).headers
    assert headers["content-security-policy"] == security.content_security_policy()
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer", "an address holds somebody's experiment"
    assert "camera=()" in headers["permissions-policy"]


def test_an_answer_keeps_the_headers_of_its_own() -> None:
    answer = app_answers("/")
    assert answer.headers["x-own"] == "kept"
    assert answer.body == b"hello"


def test_a_websocket_passes_untouched() -> None:
    sent: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "websocket.accept"})

    async def send(message: Any) -> None:
        sent.append(message)

    finish(security.Headers(inner)({"type": "websocket"}, None, send))
    assert sent == [{"type": "websocket.accept"}]


def apology() -> None:
    from backprop.interface import security

    assert security.apologise(RuntimeError("secret /srv/path"))


def test_a_failure_is_apologised_for_and_its_trace_stays_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger=security.__name__):
        app = AppTest.from_function(apology).run()
    (error,) = app.error
    assert "secret" not in error.value
    assert "Reload" in error.value
    assert "secret /srv/path" in caplog.text
    assert not app.exception
