"""The homework page: answers to be typed in and marked, and the teacher's worksheet with its key."""
