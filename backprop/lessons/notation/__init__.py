"""How quantities and numbers are written, in text and in LaTeX."""
