"""Papers printed many at once, and invoices that are reminded."""

from celery import shared_task
from django.utils import timezone

from reporting.bundles import joined_zip, make_bundle, part_maker
from reporting.jobs import job_handler
from training.domain.papers import paying, rendering, sending

PART = 25


@part_maker("training_documents_pdf")
def documents_pdf_part(numbers: list[int]) -> bytes:
    """A part of the papers asked for, one after the other."""
    return rendering.documents_pdf(numbers)


@part_maker("training_documents_zip")
def documents_zip_part(numbers: list[int]) -> bytes:
    """A part of the papers asked for, a file each."""
    return rendering.documents_zip(numbers)


@job_handler("training_documents_pdf")
def documents_pdf(job, progress) -> None:
    """Papers as one PDF."""
    made = make_bundle(job, "training_documents_pdf", job.params["documents"], size=PART, progress=progress)
    job.attach_result(job.params["name"], made)


@job_handler("training_documents_zip")
def documents_zip(job, progress) -> None:
    """Papers as an archive, a file each."""
    made = make_bundle(
        job, "training_documents_zip", job.params["documents"], size=PART, progress=progress,
        join=joined_zip,
    )  # fmt: skip
    job.attach_result(job.params["name"], made)


@shared_task(name="training.remind_unpaid")
def remind_unpaid() -> int:
    """A reminder of each invoice that is late, once a level."""
    return paying.remind_unpaid(timezone.localdate())


@shared_task(name="training.send_due_summons")
def send_due_summons() -> int:
    """Summons of confirmed sessions that begin soon, sent once."""
    return sending.send_due_summons(timezone.localdate())
