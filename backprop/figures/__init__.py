"""Arrays in, Plotly figures out: every function here returns a plain dict that `go.Figure(dict)` accepts."""
