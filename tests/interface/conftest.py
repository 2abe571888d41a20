"""A tab on the starting example, a session without a tab, and the ids that components always have."""

import pytest

from backprop.experiment.history import History
from backprop.experiment.presets import preset
from backprop.interface import session
from backprop.interface.session import Session
from tests.interface.tab import IDS, Tab


@pytest.fixture
def tab() -> Tab:
    """A visitor who came without a link, once everything has been drawn."""
    return Tab().run().run()


@pytest.fixture
def ids() -> dict[str, str]:
    """The ids of the components, for tabs that say something before they are told anything."""
    if not IDS:
        Tab().run()
    return IDS


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Session:
    """The session that events meet, without Streamlit."""
    opened = Session(History(preset("worked-example")))
    monkeypatch.setattr(session, "current", lambda: opened)
    return opened
