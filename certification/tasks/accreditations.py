"""Accreditations: the file of the network on paper, and what is done every night."""

from datetime import date

from celery import shared_task

from certification.domain.accreditations import life, register
from certification.domain.accreditations import papers as accreditation_papers  # noqa: F401 (what mails attach)
from certification.exports.network_file import network_file_name, network_pdf
from reporting.jobs import job_handler


@job_handler("network_file")
def network_file(job, progress) -> None:
    """The file of the network at a day, on paper, for who asked."""
    day = date.fromisoformat(job.params["day"])
    progress(20, "Mise en page")
    job.attach_result(network_file_name(day, "pdf"), network_pdf(day, job.asked_by).content)


@shared_task(name="certification.accreditation_night")
def accreditation_night() -> None:
    """Every night: accreditations that run out, then the reminders of what France compétences is to be told."""
    life.expire_overdue()
    register.remind()
