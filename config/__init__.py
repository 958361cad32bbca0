"""Settings, addresses, and what runs the portal."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
