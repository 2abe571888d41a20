"""The landscape page: the cost over one or two parameters, or over the plane of a run, and the run's path on it."""
