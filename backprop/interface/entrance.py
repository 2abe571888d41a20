"""The ways in: every address that a person may arrive at leads to a page, and none to what the server counts.

Every redirect here is a relative one: only the browser knows the path that a proxy in front of the app takes away.
"""

import os
import re
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from backprop.interface.pages import ADDRESSES

METRICS = "_stcore/metrics"
METRICS_WANTED = (
    "BACKPROP_METRICS"  # set to 1 in the environment it makes them public; Streamlit has no such setting
)
PAGES = frozenset({"/", *(f"/{address}" for address in ADDRESSES)})
_QUERY = re.compile(r"[?？]|[&;/](?=\w+=)")  # where a query begins that has become a part of the path
_NO_FILE = re.compile(r"//|[^\w./~+@-]")  # what is in the path of no file and no service
_IN_QUERY = "=&%:;,[]()*!'+?/@$-._~"  # what needs no %-sign in a query


def base_path() -> str:
    """The path that the app is served below, `/ml/bp`; empty where there is none."""
    base: str = config.get_option("server.baseUrlPath") or ""
    return f"/{base.strip('/')}".rstrip("/")


class Entrance:
    """ASGI middleware that leads whoever comes to an address of no page on to one, with the query they brought.

    What is a page's address, or that of any file or service of the app, passes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.base = base_path()
        self.counts_are_public = os.environ.get(METRICS_WANTED) == "1"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.answer(scope)(scope, receive, send)

    def answer(self, scope: Scope) -> ASGIApp:
        """What answers a request: the app, or a redirect to one of its pages."""
        base = scope.get("root_path", "") + self.base
        if scope["type"] != "http" or not f"{scope['path']}/".startswith(f"{base}/"):
            return self.app
        below = str(scope["path"]).removeprefix(base)
        if below.strip("/").endswith(METRICS) and not self.counts_are_public:
            return PlainTextResponse("Not Found", status_code=404)
        # Streamlit's page tries its services below its own address, to find out where the app is served.
        if scope["method"] not in ("GET", "HEAD") or below in PAGES or "/_stcore/" in below:
            return self.app
        if not below:
            return to_page(scope, scope["path"].rpartition("/")[2] + "/")
        page, query = meant(below)
        named = page or query or _NO_FILE.search(below)
        depth = scope["raw_path"].count(b"/") - base.count("/") - 1  # as the browser counts: %2F is none
        redirect = to_page(scope, "../" * depth + page, query)
        return redirect if named else unless_the_page(self.app, redirect)


def meant(below: str) -> tuple[str, str]:
    """The page that a damaged path means, or none, and the query that has become a part of it."""
    path, *query = _QUERY.split(below, maxsplit=1)
    word = re.sub("^/*([A-Za-z]*).*", r"\1", path, flags=re.DOTALL).lower()
    return word if word in ADDRESSES else "", query[0] if query else ""


def to_page(scope: Scope, place: str, query: str = "") -> Response:
    """A redirect to a place as seen from the one asked for, with the query in the path and its own."""
    own = scope["query_string"].decode("latin-1")
    queries = "&".join(part for part in (quote(query, safe=_IN_QUERY), own) if part)
    address = (place or "./") + (f"?{queries}" if queries else "")
    return RedirectResponse(address, headers={"Cache-Control": "no-store"})


def unless_the_page(app: ASGIApp, redirect: ASGIApp) -> ASGIApp:
    """The app's own answer; but a redirect where that is Streamlit's page, which is blank in folders not its own.

    Its redirects go as well: they take a slash off, or put one on, but by an absolute path, which a proxy may have cut.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        turned = False

        async def send_other(message: Message) -> None:
            nonlocal turned
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                turned = message["status"] in (301, 307, 308) or kind.startswith("text/html")
                if turned:
                    await redirect(scope, receive, send)
            if not turned:
                await send(message)

        await app(scope, receive, send_other)

    return answer
