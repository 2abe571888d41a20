"""Streamlit's inputs, following values that live elsewhere: each shows what is, and returns what a person chose."""

from collections.abc import Callable, Sequence

import streamlit as st

from backprop.interface import session


def choose(
    label: str,
    options: Sequence[str],
    value: str,
    *,
    key: str,
    words: Callable[[str], str] = str,
) -> str:
    """A menu of options."""
    session.follow(key, value)
    return st.selectbox(label, options, format_func=words, key=key)


def count(label: str, value: int, least: int, most: int, *, key: str) -> int:
    """A whole number within bounds."""
    session.follow(key, value)
    return st.number_input(label, min_value=least, max_value=most, step=1, key=key)


def switch(
    label: str, options: Sequence[str], value: str, *, key: str, words: Callable[[str], str] = str
) -> str:
    """A few options beside one another, one of which always holds."""
    session.follow(key, value)
    chosen = st.segmented_control(
        label, options, required=True, format_func=words, key=key, label_visibility="collapsed"
    )
    return chosen or value


def toggle(label: str, value: bool, *, key: str) -> bool:
    """On or off."""
    session.follow(key, value)
    return st.toggle(label, key=key)
