"""What certification does by itself."""

from celery import shared_task

from certification.domain.juries.notifying import close_ended


@shared_task(name="certification.close_juries")
def close_juries():
    """Close the juries whose delay of appeal has passed."""
    close_ended()
