"""The catalogue: what is forgotten every night."""

from celery import shared_task

from training.domain import interests


@shared_task(name="training.forget_interests")
def forget_interests() -> int:
    """Delete the requests without a session that are three years old."""
    return interests.forget_old()
