"""Samples for the rights on the yearly statement of training."""
