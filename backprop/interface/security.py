"""What a public app owes its visitors: headers that bind the browser, and no stack trace on any page."""

import base64
import hashlib
import logging
import re

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

LOGGER = logging.getLogger(__name__)


def inline_script_hashes() -> list[str]:
    """The hashes of the scripts that stand in Streamlit's own index.html, so that no other inline script runs."""
    with open(f"{get_static_dir()}/index.html", encoding="utf-8") as page:
        scripts = re.findall(r"<script>(.*?)</script>", page.read(), re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def content_security_policy() -> str:
    """Nothing from elsewhere, no eval; blob: is how Streamlit loads a component's module."""
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' blob: {' '.join(inline_script_hashes())}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )


class Headers:
    """ASGI middleware that adds the security headers to every HTTP response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",  # an address holds a person's experiment
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def apologise(error: Exception) -> bool:
    """Say in one sentence that something of ours failed; the trace goes to the log, never to the page."""
    LOGGER.error("A page failed", exc_info=error)
    st.error(
        "Something in this app failed; your numbers are safe in the address of this page. "
        "Reload the page to go on, and please report what you did.",
        icon=":material/sentiment_dissatisfied:",
    )
    return True
