"""What Streamlit's page asks its server about its host: dialogs over a lost connection are ours to show, or not to."""

import json

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ADDRESS = "/_stcore/host-config"


class HostSettings:
    """ASGI middleware that keeps Streamlit from laying a dialog over the page when the server is out of reach.

    The dialog would take the focus in the middle of a number and hide the board; tab/currency.js says it on the page.
    No setting of Streamlit's reaches this one; its page asks for it at every connection.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(ADDRESS):
            return await self.app(scope, receive, send)
        begin: Message = {}

        async def send_changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                begin.update(message)
            elif message["type"] == "http.response.body":
                headers, body = MutableHeaders(scope=begin), message["body"]
                if headers.get("content-type") == "application/json":  # and not a page of the same end
                    body = json.dumps({**json.loads(body), "blockErrorDialogs": True}).encode()
                    headers["content-length"] = str(len(body))
                await send(begin)
                await send({**message, "body": body})

        return await self.app(scope, receive, send_changed)
