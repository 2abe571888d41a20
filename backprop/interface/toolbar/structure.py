"""The network's structure in one popover: layers, units, activations, loss, and how new weights are drawn."""

import streamlit as st

from backprop.core.activations import ACTIVATIONS
from backprop.core.initialisation import SCHEMES
from backprop.core.losses import LOSSES, losses_for
from backprop.experiment.edits import DEFAULT_INITIALISATION, EditError, reinitialise, restructure
from backprop.experiment.experiment import MOST_LAYERS, MOST_UNITS, Experiment
from backprop.interface.plain_text import plain
from backprop.interface.session import Session
from backprop.interface.toolbar.controls import choose, count

SEEDS = 2**32 - 1


def show(state: Session) -> None:
    """The popover; what is inside is drawn only while it is open."""
    with st.popover(
        "Structure", icon=":material/account_tree:", key="structure", on_change="rerun"
    ) as popover:
        if popover.open:
            try:
                changed = edited(state.experiment)
            except EditError as error:
                st.error(plain(str(error)))
                return
            if changed is not state.experiment:
                state.do(changed)
                st.rerun()


def edited(experiment: Experiment) -> Experiment:
    """The experiment as the controls now describe it; the same object when nothing was changed.

    Raises EditError when the parts do not go together.
    """
    experiment = layers(experiment)
    experiment = loss(experiment)
    return initialisation(experiment)


def layers(experiment: Experiment) -> Experiment:
    """Number of layers, units and activation of each."""
    network = experiment.network
    sizes, activations = list(network.sizes), list(network.activations)
    number = count("Layers with weights", len(activations), 1, MOST_LAYERS, key="layers")
    if number != len(activations):
        return with_layers(experiment, number)
    with st.container(horizontal=True, gap="small"):
        sizes[0] = count("Inputs", sizes[0], 1, MOST_UNITS, key="units 0")
    for l in range(1, number + 1):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            sizes[l] = count(f"Units of layer {l}", sizes[l], 1, MOST_UNITS, key=f"units {l}")
            activations[l - 1] = choose(
                f"Activation of layer {l}",
                list(ACTIVATIONS),
                activations[l - 1],
                key=f"activation {l}",
                words=lambda name: ACTIVATIONS[name].label,
            )
    if (tuple(sizes), tuple(activations)) == (network.sizes, network.activations):
        return experiment
    follows = LOSSES[experiment.loss].follows
    fits = follows is None or follows == activations[-1]
    return restructure(
        experiment, sizes, activations, experiment.loss if fits else losses_for(activations[-1])[0]
    )


def with_layers(experiment: Experiment, number: int) -> Experiment:
    """More or fewer layers: hidden ones are added before the output, or taken away from there."""
    sizes = experiment.network.sizes
    hidden = list(sizes[1:-1])[: number - 1]
    hidden += [sizes[-2] if len(sizes) > 2 else sizes[-1]] * (number - 1 - len(hidden))
    return restructure(experiment, [sizes[0], *hidden, sizes[-1]])


def loss(experiment: Experiment) -> Experiment:
    """The losses that may follow the last activation."""
    last = experiment.network.activations[-1]
    chosen = choose(
        "Loss", losses_for(last), experiment.loss, key="loss", words=lambda name: LOSSES[name].label
    )
    others = [row for row in LOSSES.values() if row.follows and row.follows != last]
    if others:
        st.caption("; ".join(f"{row.label} needs {row.follows} in the last layer" for row in others) + ".")
    return experiment if chosen == experiment.loss else restructure(experiment, loss=chosen)


def initialisation(experiment: Experiment) -> Experiment:
    """Draw all weights anew, by a scheme and a seed that stay with the experiment."""
    now = experiment.initialisation or DEFAULT_INITIALISATION
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        scheme = choose(
            "New weights", list(SCHEMES), now.scheme, key="scheme", words=lambda name: SCHEMES[name].label
        )
        seed = count("Seed", now.seed, 0, SEEDS, key="seed")
        again = st.button("Draw new weights", key="draw", icon=":material/casino:")
    return reinitialise(experiment, scheme, seed) if again else experiment
