"""What training does by itself, at night, and long works: a module an area."""

from training.tasks import catalogue, papers, sessions

__all__ = ["catalogue", "papers", "sessions"]
