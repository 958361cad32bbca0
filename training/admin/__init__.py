"""Training in the administration."""

from training.admin import orders, reference

__all__ = ["orders", "reference"]
