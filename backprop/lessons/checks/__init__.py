"""The gradient check: analytic gradients beside numeric ones."""
