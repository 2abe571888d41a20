"""The server: one ASGI app around the router, with the browser's files, security headers and start-up.

`streamlit run app.py` finds `app` here. The script that Streamlit runs is the router: no folder `pages/` lies
beside it, so Streamlit's own page discovery never mixes with `st.navigation`.
"""

import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

# Before anything imports NumPy. Matrices of this app are small: several threads for one product cost up to ten times
# the work of one, and what they take is missing to the other sessions.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import streamlit as st
from starlette.middleware import Middleware

from backprop.interface import arrivals, assets, entrance, host_settings, security

ROUTER = Path(assets.__file__).with_name("router.py")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Keep the imported modules out of every later garbage collection, collect less often, and take turns more often.

    One edit makes some 10,000 objects that die at once by their reference counts: looking for cycles among them at
    the default pace (every 700) was a tenth of its cost. Among 50,000 it would take 40 ms, in which all sessions wait.
    Where one session computes for long, another one that has an answer to send waits for its turn (by default 5 ms)
    several times over.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 50, 50)
    sys.setswitchinterval(0.001)
    yield


app = st.App(
    ROUTER,
    lifespan=lifespan,
    routes=assets.routes(),
    middleware=[
        Middleware(security.Headers),
        Middleware(entrance.Entrance),
        Middleware(host_settings.HostSettings),
        Middleware(arrivals.Arrivals),
    ],
    on_script_error=security.apologise,
)
