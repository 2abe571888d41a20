"""The optimizers: each turns a gradient into one small step of theta, with PyTorch's definitions and defaults.

A step is pure: from theta, the gradient and the state it makes the next theta and the next state. Theta and
gradient are vectors of all parameters, (…, n_parameters); the state is a tuple of such vectors, zero at first.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from backprop.core.arrays import Array
from backprop.core.schedules import Rate, rate_at

State = tuple[Array, ...]


class Optimizer(Protocol):
    """What makes a step; `slots` is the number of vectors in its state."""

    @property
    def learning_rate(self) -> Rate:
        """η: a number, one for each network of a stack, or a schedule."""
        ...

    @property
    def slots(self) -> int:
        """How many vectors it remembers from step to step."""
        ...

    def step(self, theta: Array, gradient: Array, state: State, k: int) -> tuple[Array, State]:
        """Theta and state after the step k, counted from 0."""
        ...


@dataclass(frozen=True, slots=True)
class GradientDescent:
    """θ ← θ − η∇C (Cauchy, 1847). As torch.optim.SGD."""

    learning_rate: Rate = 0.001
    slots = 0

    def step(self, theta: Array, gradient: Array, state: State, k: int) -> tuple[Array, State]:
        """Theta after the step k."""
        return theta - rate_at(self.learning_rate, k) * gradient, state


@dataclass(frozen=True, slots=True)
class Momentum:
    """v ← μv + ∇C, θ ← θ − ηv (Polyak, 1964). As torch.optim.SGD(momentum=μ).

    Papers often write v ← μv − η∇C, θ ← θ + v: the same while η is constant; when η changes, here the whole
    velocity feels it at once. PyTorch's own default is μ = 0.
    """

    learning_rate: Rate = 0.001
    momentum: float = 0.9
    slots = 1

    def step(self, theta: Array, gradient: Array, state: State, k: int) -> tuple[Array, State]:
        """Theta and velocity after the step k."""
        velocity = self.momentum * state[0] + gradient
        return theta - rate_at(self.learning_rate, k) * velocity, (velocity,)


@dataclass(frozen=True, slots=True)
class Nesterov:
    """v ← μv + ∇C, θ ← θ − η(∇C + μv) (Nesterov, 1983). As torch.optim.SGD(momentum=μ, nesterov=True).

    The paper takes the gradient at the point looked ahead to, θ − ημv. Here theta is that point itself, so the
    gradient is taken where one stands, and the steps are the paper's as seen from there.
    """

    learning_rate: Rate = 0.001
    momentum: float = 0.9
    slots = 1

    def step(self, theta: Array, gradient: Array, state: State, k: int) -> tuple[Array, State]:
        """Theta and velocity after the step k."""
        velocity = self.momentum * state[0] + gradient
        return theta - rate_at(self.learning_rate, k) * (gradient + self.momentum * velocity), (velocity,)


@dataclass(frozen=True, slots=True)
class AdaGrad:
    """s ← s + ∇C², θ ← θ − η∇C / (√s + ε) (Duchi, Hazan and Singer, 2011). As torch.optim.Adagrad."""

    learning_rate: Rate = 0.01
    epsilon: float = 1e-10
    slots = 1

    def step(self, theta: Array, gradient: Array, state: State, k: int) -> tuple[Array, State]:
        """Theta and the sum of squares after the step k."""
        squares = state[0] + gradient * gradient
        return theta - rate_at(self.learning_rate, k) * gradient / (np.sqrt(squares) + self.epsilon), (
            squares,
        )


@dataclass(frozen=True, slots=True)
class RMSProp:
    """s ← αs + (1 − α)∇C², θ ← θ − η∇C / (√s + ε) (Hinton's lecture 6e, 2012). As torch.optim.RMSprop.

    The lecture uses α = 0.9; PyTorch's default is 0.99, and ε stands outside the root.
    """

    learning_rate: Rate = 0.01
    alpha: float = 0.99
    epsilon: float = 1e-8
    slots = 1

    def step(self, theta: Array, gradient: Array, state: State, k: int) -> tuple[Array, State]:
        """Theta and the mean square after the step k."""
        squares = self.alpha * state[0] + (1 - self.alpha) * gradient * gradient
        return theta - rate_at(self.learning_rate, k) * gradient / (np.sqrt(squares) + self.epsilon), (
            squares,
        )


@dataclass(frozen=True, slots=True)
class Adam:
    """m ← β₁m + (1 − β₁)∇C, s ← β₂s + (1 − β₂)∇C², θ ← θ − η m̂ / (√ŝ + ε) (Kingma and Ba, 2015, algorithm 1).

    m̂ = m / (1 − β₁ᵏ⁺¹) and ŝ = s / (1 − β₂ᵏ⁺¹) undo the pull of the zeros at the start. As torch.optim.Adam.
    """

    learning_rate: Rate = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    slots = 2

    def step(self, theta: Array, gradient: Array, state: State, k: int) -> tuple[Array, State]:
        """Theta and both means after the step k."""
        mean = self.beta1 * state[0] + (1 - self.beta1) * gradient
        squares = self.beta2 * state[1] + (1 - self.beta2) * gradient * gradient
        unbiased = mean / (1 - self.beta1 ** (k + 1))
        root = np.sqrt(squares / (1 - self.beta2 ** (k + 1)))
        return theta - rate_at(self.learning_rate, k) * unbiased / (root + self.epsilon), (mean, squares)


@dataclass(frozen=True, slots=True)
class AdamW:
    """θ ← θ − ηλθ, then Adam's step (Loshchilov and Hutter, 2019, algorithm 2). As torch.optim.AdamW.

    As in PyTorch, η multiplies the decay, which the paper scales by the schedule alone; biases decay too.
    """

    learning_rate: Rate = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.01
    slots = 2

    def step(self, theta: Array, gradient: Array, state: State, k: int) -> tuple[Array, State]:
        """Theta and both means after the step k."""
        decayed = theta * (1 - rate_at(self.learning_rate, k) * self.weight_decay)
        adam = Adam(self.learning_rate, self.beta1, self.beta2, self.epsilon)
        return adam.step(decayed, gradient, state, k)
