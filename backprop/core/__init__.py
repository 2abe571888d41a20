"""The numerics: everything Backprop Explorer computes, with NumPy and the standard library alone."""
