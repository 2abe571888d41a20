"""Descend: train the network, and move back and forth through the run while everything shows that step."""

import streamlit as st

from backprop.interface import session
from backprop.interface.descent import descent, settings
from backprop.interface.toolbar import toolbar

above = st.container()
with st.container():  # keeps the place of the fragment
    descent.show()  # first: the stage may bring the event that woke a new session
with above:
    toolbar.show(lecture_tools=False, training=True)
    settings.show()
session.finish()
