"""Training in the administration."""

from training.admin import orders, quality, reference

__all__ = ["orders", "quality", "reference"]
