"""Samples for the rights on sessions of training."""
