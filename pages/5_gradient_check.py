"""Gradient check: every gradient beside a numeric one, and what the step of a difference costs."""

import streamlit as st

from backprop.interface import session
from backprop.interface.gradient_check import check
from backprop.interface.toolbar import toolbar

above = st.container()
with st.container():  # keeps the place of the fragment
    check.show()  # first: the stage may bring the event that woke a new session
with above:
    toolbar.show(mode=False)
session.finish()
