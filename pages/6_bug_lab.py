"""Bug lab: classic mistakes to switch on, what they do to the gradients and to training, and one to be found."""

import streamlit as st

from backprop.interface import session
from backprop.interface.bug_lab import lab, settings
from backprop.interface.toolbar import toolbar

above = st.container()
with st.container():  # keeps the place of the fragment
    lab.show()  # first: the stage may bring the event that woke a new session
with above:
    toolbar.show(mode=False, own=settings.show)
session.finish()
