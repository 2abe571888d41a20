"""Colours, letters, scales, and what a figure is drawn for."""
