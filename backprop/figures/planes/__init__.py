"""The cost and the decision over a plane."""
