"""Homework: a student's answers, marked and explained, and the teacher's worksheet with its key."""

import streamlit as st

from backprop.interface import session
from backprop.interface.homework import desk, settings
from backprop.interface.toolbar import toolbar

above = st.container()
with st.container():  # keeps the place of the fragment
    desk.show()  # first: the stage may bring the event that woke a new session
with above:
    toolbar.show(mode=False, own=settings.show)
session.finish()
