"""Samples for the rights on attendance of training."""
