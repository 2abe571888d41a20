"""The row of controls above the board; each opens one thing and competes with nothing."""
