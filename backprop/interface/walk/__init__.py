"""The step page's live part: the rail, the lesson, the figures of one step, and what a person does there."""
