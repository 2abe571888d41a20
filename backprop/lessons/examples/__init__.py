"""The published examples, and what their sources print."""
