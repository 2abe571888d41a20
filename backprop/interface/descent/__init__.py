"""The descend page: train the network, and move back and forth through the run."""
