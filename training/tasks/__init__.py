"""What training does by itself, at night, and long works: a module an area."""

from training.tasks import attendance, catalogue, papers, quality, retention, sessions

__all__ = ["attendance", "catalogue", "papers", "quality", "retention", "sessions"]
