"""Explore: change any number of the network and watch every activation, error and gradient follow."""

import streamlit as st

from backprop.interface import session
from backprop.interface.explore import explore
from backprop.interface.toolbar import toolbar

above = st.container()
with st.container():  # keeps the place of the fragment
    explore.show()  # first: the board may bring the event that woke a new session
with above:
    toolbar.show()
session.finish()
