"""The explanation panel: what the selected number is, where it comes from, and where it goes."""
