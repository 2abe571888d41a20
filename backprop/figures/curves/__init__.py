"""Curves over steps and over ε."""
