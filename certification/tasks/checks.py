"""Checks: what is done every night."""

from celery import shared_task

from certification.domain.checks import letters as check_letters
from certification.domain.checks import report as check_report  # noqa: F401 (what mails attach)


@shared_task(name="certification.remind_overdue_actions")
def remind_overdue_actions() -> None:
    """Every night: structures whose action plan is late are written to, once a week."""
    check_letters.remind_overdue()
