"""Records the trajectories of PyTorch's optimizers; run it with a Python that has torch and numpy.

    python -m tests.core.recorded.record_pytorch

The cost is written here in PyTorch's own terms, so nothing of ours decides a step but the order of mini-batches.
"""

import json
from pathlib import Path

import numpy as np
import torch

from backprop.core.batches import rows_of
from backprop.core.schedules import ExponentialDecay
from tests.core.recorded.cases import CASES, PROBLEMS, SHOWN, STEPS

ACTIVATIONS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "identity": lambda z: z}


def record(problem: str, case: str) -> list[list[float]]:
    """All parameters, in the order W1, b1, W2, b2 …, after each of the steps shown."""
    network, x, t = PROBLEMS[problem]()
    ours, name, arguments, told = CASES[case]
    x, t = torch.tensor(np.array(x)), torch.tensor(np.array(t))
    frozen = told.get("frozen", ())
    parameters = []
    for kind, layer, array in network.parameters():
        free = f"{kind}{layer}" not in frozen
        parameters.append(torch.tensor(np.array(array), requires_grad=free))
    weights = [p for p in parameters[::2] if p.requires_grad]
    biases = [p for p in parameters[1::2] if p.requires_grad]
    groups = [{"params": weights, **({"weight_decay": told["l2"]} if "l2" in told else {})}]
    groups += [{"params": biases}] if biases else []
    rate = ours.learning_rate
    decaying = isinstance(rate, ExponentialDecay)
    optimizer = getattr(torch.optim, name)(groups, lr=rate.start if decaying else rate, **arguments)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, rate.factor) if decaying else None
    shown = []
    for step in range(STEPS):
        rows = rows_of(len(x), told.get("batch_size"), told.get("seed", 0), step)
        a = x[rows]
        for layer, W, b in zip(network.layers, parameters[::2], parameters[1::2], strict=True):
            a = ACTIVATIONS[layer.activation](a @ W + b)
        optimizer.zero_grad()
        (0.5 * ((a - t[rows]) ** 2).sum(dim=-1).mean()).backward()
        optimizer.step()
        if schedule:
            schedule.step()
        if step + 1 in SHOWN:
            shown.append([float(v) for p in parameters for v in p.detach().flatten()])
    return shown


def main() -> None:
    recorded = {problem: {case: record(problem, case) for case in CASES} for problem in PROBLEMS}
    text = json.dumps({"torch": torch.__version__, **recorded}, indent=0)
    (Path(__file__).parent / "pytorch.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
