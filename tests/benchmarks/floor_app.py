"""The floor of the framework: an app of one number input and one line of text, to measure ours against."""

import streamlit as st

number = st.number_input("number", value=1.0, step=0.01)
st.text(f"The number is {number:.4f}")
