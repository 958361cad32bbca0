"""Workbooks that come in: their columns, how their cells are read, the plan of what they would change."""
