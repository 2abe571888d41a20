"""What is said about a network: how its quantities are written, where each comes from, and what goes wrong."""
