"""Values recorded from other programs, each with the script that made them."""
