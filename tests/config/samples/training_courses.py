"""Samples for the rights on the catalogue."""
