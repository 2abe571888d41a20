"""Landscape: the cost over one or two parameters, where the network stands on it, and the path a run takes."""

import streamlit as st

from backprop.interface import session
from backprop.interface.landscape import landscape, settings
from backprop.interface.toolbar import toolbar

above = st.container()
with st.container():  # keeps the place of the fragment
    landscape.show()  # first: the stage may bring the event that woke a new session
with above:
    toolbar.show(mode=False, training=True)
    settings.show()
session.finish()
