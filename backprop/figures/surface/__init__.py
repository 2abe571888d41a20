"""What every figure is drawn on, and how it travels in few bytes."""
