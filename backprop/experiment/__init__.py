"""What the user is looking at: one experiment, the edits that change it, and how it is written down."""
