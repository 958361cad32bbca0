"""What training does by itself, at night, and long works: a module an area."""

from training.tasks import attendance, papers, sessions

__all__ = ["attendance", "papers", "sessions"]
