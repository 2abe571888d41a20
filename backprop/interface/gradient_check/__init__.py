"""The gradient check page: analytic beside numeric gradients, with the step and the method to choose."""
