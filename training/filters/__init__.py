"""Filters of the lists of training."""
