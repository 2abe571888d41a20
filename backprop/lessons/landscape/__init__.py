"""The cost over one or two parameters, and the path of a run on it."""
