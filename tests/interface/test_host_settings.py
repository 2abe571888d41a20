"""Streamlit's own answer about its host, with its dialogs over a lost connection left out and all else as it is."""

import json

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_routes import create_host_config_routes

from backprop.interface.host_settings import HostSettings
from tests.interface.asgi import get


async def page(_: Request) -> Response:
    return PlainTextResponse("a page")


@pytest.mark.parametrize("base", ["", "ml/bp"])
def test_the_dialogs_are_off_and_nothing_else_is_changed(base: str) -> None:
    routes = create_host_config_routes(base)
    address = f"/{base}/_stcore/host-config".replace("//", "/")
    before = get(Starlette(routes=routes), address)
    after = get(Starlette(routes=routes, middleware=[Middleware(HostSettings)]), address)
    own = json.loads(before.body)
    assert own["blockErrorDialogs"] is False
    assert json.loads(after.body) == own | {"blockErrorDialogs": True}
    assert after.headers["content-length"] == str(len(after.body))


@pytest.mark.parametrize("address", ["/", "/elsewhere/_stcore/host-config"])
def test_every_other_answer_passes(address: str) -> None:
    app = Starlette(routes=[Route(address, page)], middleware=[Middleware(HostSettings)])
    assert get(app, address).body == b"a page"
