"""The figure view: Plotly figures that follow edits without being rebuilt."""
