"""Training in the administration."""

from training.admin import orders

__all__ = ["orders"]
