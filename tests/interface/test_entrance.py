"""The ways in: damaged paths lead to a page with the query they came with, and what the server counts is not public."""

from urllib.parse import quote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from backprop.interface import entrance
from backprop.interface.pages import ADDRESSES
from tests.interface.asgi import Answer, get

HOST = "https://host"


def hello(_: Request) -> Response:
    return PlainTextResponse("hello")


def app(base: str = "") -> Starlette:
    """Streamlit's own page and files, with one of its services, below a path."""
    routes = [
        Route(f"{base}/{path}", hello) for path in ("_stcore/metrics", "_stcore/health", "media/a.json")
    ]
    before = config.get_option("server.baseUrlPath")
    config.set_option("server.baseUrlPath", base)
    try:
        built = Starlette(
            routes=[*routes, *create_streamlit_static_assets_routes(base)],
            middleware=[Middleware(entrance.Entrance)],
        )
        built.middleware_stack = built.build_middleware_stack()
    finally:
        config.set_option("server.baseUrlPath", before)
    return built


def arrive(address: str, base: str = "", cut: str = "") -> tuple[str, Answer]:
    """Where a browser ends up; a proxy may have `cut` a path off what the app is asked."""
    place, built = f"{HOST}{cut}{base}{address}", app(base)
    for _ in range(3):
        answer = get(built, place.removeprefix(HOST + cut))
        if "location" not in answer.headers:
            return place.removeprefix(HOST), answer
        assert not answer.headers["location"].startswith(("/", "http")), "a proxy may have cut a path off"
        place = urljoin(place, answer.headers["location"])
    raise AssertionError(f"{address} leads in a circle")


@pytest.mark.parametrize("base", ["", "/ml/bp"])
@pytest.mark.parametrize("cut", ["", "/ml/bp"])
@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/", "/"),
        ("/?e=a", "/?e=a"),
        ("/explore?e=a", "/explore?e=a"),
        ("/step/", "/step"),
        ("/step/foo", "/step"),
        ("/step/foo/bar/?e=a&q=W1%5B1%2C2%5D", "/step?e=a&q=W1%5B1%2C2%5D"),
        ("/explore/?e=a", "/explore?e=a"),
        ("/explore%3Fe=a", "/explore?e=a"),
        ("/explore%3Fe%3Da%26q%3DW1%255B1%255D", "/explore?e=a&q=W1%5B1%5D"),
        ("/explore%3Fe=a?q=x", "/explore?e=a&q=x"),
        ("/explore%EF%BC%9Fe=a", "/explore?e=a"),
        ("/explore&e=a", "/explore?e=a"),
        ("/e=a", "/?e=a"),
        ("/%3Fe=a", "/?e=a"),
        ("/Explore", "/explore"),
        ("/step.", "/step"),
        ("/step)", "/step"),
        ("/step%3E", "/step"),
        ("/step%EB%A5%BC", "/step"),
        ("/step%E2%80%8B", "/step"),
        ("/step%0A", "/step"),
        ("/step%20?e=a", "/step?e=a"),
        ("/nothing", "/"),
        ("/nothing/at/all/?e=a", "/?e=a"),
        ("/a%0Ab", "/"),
        ("/pages/1_explore.py", "/"),
    ],
)
def test_every_address_leads_to_a_page_with_its_query(address: str, place: str, base: str, cut: str) -> None:
    at, answer = arrive(address, base, cut)
    assert at == f"{cut}{base}{place}"
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


@given(
    page=st.sampled_from(["", *ADDRESSES]),
    rest=st.text(alphabet="aé/ %?#&=.\\\n", max_size=8),
    query=st.sampled_from(["", "?e=a"]),
)
def test_whatever_follows_a_page_leads_to_one(page: str, rest: str, query: str) -> None:
    at, answer = arrive(f"/{page}{quote('/' + rest)}{query}")
    path, _, kept = at.partition("?")
    assert path.count("/") == 1, "deeper ones are blank"
    assert path.removeprefix("/") in ("", *ADDRESSES)
    assert not query or "e=a" in kept
    assert answer.status == 200


@pytest.mark.parametrize("base", ["", "/ml/bp"])
def test_below_a_path_its_own_address_needs_no_slash(base: str) -> None:
    at, answer = arrive("?e=a" if base else "/?e=a", base, "/cut")
    assert at == f"/cut{base}/?e=a"
    assert answer.status == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/_stcore/health", 200),
        ("/media/a.json", 200),
        ("/favicon.png", 200),
        ("/step/_stcore/health", 404),  # so Streamlit's page learns that it is served one folder up
        ("/step/_stcore/host-config", 404),
    ],
)
def test_files_and_services_are_as_they_were(address: str, status: int) -> None:
    for base in ("", "/ml/bp"):
        answer = get(app(base), base + address)
        assert answer.status == status
        assert "text/html" not in answer.headers["content-type"]


@pytest.mark.parametrize("base", ["", "/ml/bp"])
@pytest.mark.parametrize("end", ["", "/", "?a=b"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_what_the_server_counts_is_not_public(base: str, end: str, method: str) -> None:
    answer = get(app(base), f"{base}/_stcore/metrics{end}", method)
    assert (answer.status, answer.body) == (404, b"Not Found")


def test_what_the_server_counts_is_public_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKPROP_METRICS", "1")
    assert get(app(), "/_stcore/metrics").body == b"hello"
    monkeypatch.setenv("BACKPROP_METRICS", "0")
    assert get(app(), "/_stcore/metrics").status == 404


def test_the_metrics_are_where_streamlit_has_them() -> None:
    from streamlit.web.server.starlette import starlette_routes

    assert starlette_routes.ROUTE_METRICS == entrance.METRICS
