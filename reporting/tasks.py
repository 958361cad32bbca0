"""Celery's doors to reporting: ids in, one call to the domain."""

from celery import shared_task
from django.utils import timezone

from reporting import bundles, jobs
from reporting.domain.annual_report import ReportNotReady, make_edition
from reporting.jobs import JobError, job_handler
from reporting.models import AnnualReport, Job


@shared_task(name="reporting.run_job")
def run_job(job_id: str) -> None:
    """Do a job's work."""
    jobs.run(job_id)


@shared_task(name="reporting.make_part", ignore_result=True)
def make_part(job_id: str, kind: str, index: int, numbers: list[int]) -> None:
    """A part of a long document, unless another worker has taken it."""
    if Job.objects.filter(pk=job_id, state=Job.State.RUNNING).exists():
        bundles.make_part(job_id, kind, index, numbers)


@shared_task(name="reporting.rescue_stale_jobs")
def rescue_stale_jobs() -> None:
    """Every minute: no job hangs because its worker died."""
    jobs.rescue_stale_jobs()


@shared_task(name="reporting.purge_old_jobs")
def purge_old_jobs() -> None:
    """Every night: jobs and their files are kept 90 days; editions of reports are kept for ever."""
    for job in Job.objects.filter(created_at__lt=timezone.now() - Job.KEPT_FOR):
        if job.result:
            job.result.delete(save=False)
        job.delete()


@job_handler("annual_report")
def make_annual_report(job: Job, progress) -> None:
    """The annual report asked for on its page: a new edition, and its file for the person who asked."""
    try:
        report = AnnualReport.objects.get(pk=job.params["report"])
        edition = make_edition(report, by=job.asked_by, job=job, progress=progress)
    except AnnualReport.DoesNotExist:
        raise JobError("Ce rapport a été supprimé entre-temps.") from None
    except ReportNotReady as refusal:
        raise JobError(str(refusal)) from refusal
    with edition.file.open() as file:
        job.attach_result(edition.file_name, file.read())
