"""The explore page: change any number of a network, and everything that follows from it is seen and explained."""
