"""The number board: the one place where the numbers of an experiment are edited."""
