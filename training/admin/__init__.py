"""Training in the administration."""

from training.admin import reference

__all__ = ["reference"]
