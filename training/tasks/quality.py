"""Questionnaires sent and reminded, pieces that expire, and the archive for the auditor."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from reporting.jobs import job_handler
from training.domain.quality import archive, evidence, trainers
from training.domain.surveys import asking


@shared_task(name="training.send_surveys")
def send_surveys() -> list[int]:
    """Questionnaires that are due, and reminders."""
    return list(asking.due_now())


@shared_task(name="training.remind_expiring_pieces")
def remind_expiring_pieces() -> int:
    """Pieces of trainers' files that expire soon."""
    return trainers.remind_expiring(timezone.localdate())


@job_handler("training_evidence")
def evidence_archive(job, progress) -> None:
    """What shows for each indicator, on a range of days and a sample of sessions."""
    days = evidence.Range(date.fromisoformat(job.params["start"]), date.fromisoformat(job.params["end"]))
    made = archive.evidence_zip(days, job.params["sessions"], job.params["seed"], progress)
    job.attach_result(f"preuves-qualiopi-{days.end}.zip", made)
