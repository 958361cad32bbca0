"""The mail of the morning, with which trainees sign their half-days."""

from celery import shared_task
from django.utils import timezone

from training.domain.attendance import linking


@shared_task(name="training.send_signing_links")
def send_signing_links() -> int:
    """The personal link of each trainee of a session held today, once."""
    return linking.send_links(timezone.localdate())
