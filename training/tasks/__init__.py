"""What training does by itself: at night, and long works."""

from training.tasks import catalogue

__all__ = ["catalogue"]
