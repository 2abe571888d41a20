"""The classic mistakes of a backward pass, and the program that has them."""
