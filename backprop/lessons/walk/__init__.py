"""The walk through both passes, one operation at a time."""
