"""Candidates: entered, followed along their path, presented to a jury; a file a gesture."""
