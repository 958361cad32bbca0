"""Sessions: what begins, and what is reminded, every night."""

from celery import shared_task
from django.utils import timezone

from training.domain import (
    mail_links,  # noqa: F401 (what mails say when they leave)
    reminding,
)
from training.domain.sessions.life import start_due


@shared_task(name="training.session_night")
def session_night() -> None:
    """Begin the sessions whose day has come; remind of needs, of papers to sign, of a training that comes."""
    today = timezone.localdate()
    start_due(today)
    reminding.remind_needs(today)
    reminding.remind_unsigned(today)
    reminding.remind_coming(today)
