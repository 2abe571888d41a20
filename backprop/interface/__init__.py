"""The Streamlit side: the router, the session, the board and figure components, panels and controls."""
