"""Backprop Explorer's numerics: build a network, pass forward and backward, and check the gradient."""

from backprop.core.activations import ACTIVATIONS
from backprop.core.complex_step import complex_step_gradients
from backprop.core.descent import Run, descend
from backprop.core.evaluation import Evaluation, evaluate
from backprop.core.gradient_check import GradientCheck, check_gradients
from backprop.core.initialisation import SCHEMES, initialise
from backprop.core.landscape import LossSlice, loss_slice
from backprop.core.losses import LOSSES, losses_for, pair_error
from backprop.core.network import Layer, Network
from backprop.core.optimizers import (
    AdaGrad,
    Adam,
    AdamW,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
)
from backprop.core.passes import Backward, Forward, backward, cost, forward
from backprop.core.quantities import KINDS, Quantity, QuantityError
from backprop.core.schedules import ExponentialDecay, InverseTimeDecay
from backprop.core.surface import loss_surface

__version__ = "0.1.0"

__all__ = [
    "ACTIVATIONS",
    "KINDS",
    "LOSSES",
    "SCHEMES",
    "AdaGrad",
    "Adam",
    "AdamW",
    "Backward",
    "Evaluation",
    "ExponentialDecay",
    "Forward",
    "GradientCheck",
    "GradientDescent",
    "InverseTimeDecay",
    "Layer",
    "LossSlice",
    "Momentum",
    "Nesterov",
    "Network",
    "Optimizer",
    "Quantity",
    "QuantityError",
    "RMSProp",
    "Run",
    "backward",
    "check_gradients",
    "complex_step_gradients",
    "cost",
    "descend",
    "evaluate",
    "forward",
    "initialise",
    "loss_slice",
    "loss_surface",
    "losses_for",
    "pair_error",
]
