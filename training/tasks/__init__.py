"""What training does by itself: at night, and long works."""

from training.tasks import sessions

__all__ = ["sessions"]
