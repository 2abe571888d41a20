"""The bug lab page: mistakes to switch on, what they do to the gradients and to training, and one to be found."""
