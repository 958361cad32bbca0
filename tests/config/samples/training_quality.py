"""Samples for the rights on surveys and quality of training."""
