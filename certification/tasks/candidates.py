"""Candidates and juries: what mails attach, and what is forgotten every night."""

from celery import shared_task

from certification.domain import retention
from certification.domain.juries import papers  # noqa: F401 (what mails attach)
from certification.domain.juries.notifying import close_ended


@shared_task(name="certification.forget_candidates")
def forget_candidates() -> dict[str, int]:
    """Erase what is no longer needed of candidates."""
    return retention.forget_candidates()


@shared_task(name="certification.close_juries")
def close_juries():
    """Close the juries whose delay of appeal has passed."""
    close_ended()
