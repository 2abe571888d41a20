"""Step through: walk forward and backward through the network, one operation at a time."""

import streamlit as st

from backprop.interface import session
from backprop.interface.toolbar import toolbar
from backprop.interface.walk import walk

above = st.container()
with st.container():  # keeps the place of the fragment
    walk.show()  # first: the stage may bring the event that woke a new session
with above:
    toolbar.show(mode=False)
session.finish()
