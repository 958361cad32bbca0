"""What certification does by itself."""

from celery import shared_task

from certification.domain.accreditations import life, register
from certification.domain.accreditations import papers as accreditation_papers  # noqa: F401 (what mails attach)


@shared_task(name="certification.accreditation_night")
def accreditation_night() -> None:
    """Every night: accreditations that run out, then the reminders of what France compétences is to be told."""
    life.expire_overdue()
    register.remind()
