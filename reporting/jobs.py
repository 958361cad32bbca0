"""Long work as jobs: a shared tool of every app.

An app's `tasks.py` says how one kind of work is done::

    @job_handler("annual_report")
    def make_report(job, progress):
        progress(10, "Lecture des chiffres")
        job.attach_result("rapport.pdf", pdf)

and a domain function or view starts it with `start_job`. A worker that dies leaves a silent row: it is put back in
the queue once by `rescue_stale_jobs`, then declared failed; no job stays « en cours » for ever.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any

import pghistory
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from reporting.models.job import Job

log = logging.getLogger(__name__)
Progress = Callable[[int, str], None]
_handlers: dict[str, Callable[[Job, Progress], str | None]] = {}
_undone: dict[str, Callable[[Job], None]] = {}
HEARTBEAT_SECONDS = 5


def in_silence(percent: int, step: str) -> None:
    """The progress of work that nobody watches."""


class JobError(Exception):
    """Work that cannot be done; its message is a French sentence for the person who asked."""


def job_handler(kind: str, *, when_failed: Callable[[Job], None] | None = None):
    """Declare the function that does the work of `kind`, and may return a sentence on its outcome.

    It must bear being run twice. `when_failed` puts things back as they were when the work is given up for an
    unexpected reason.
    """

    def register(handler):
        _handlers[kind] = handler
        if when_failed:
            _undone[kind] = when_failed
        return handler

    return register


def start_job(kind: str, *, title: str, by, params: dict[str, Any] | None = None) -> Job:
    """Keep a job and hand it to a worker once the transaction is committed."""
    from reporting.tasks import run_job

    if kind not in _handlers:
        raise LookupError(f"No handler for jobs of kind {kind}")
    job = Job.objects.create(kind=kind, title=title, asked_by=by, params=params or {})
    run_job.delay_on_commit(str(job.pk))
    return job


def run(job_id) -> None:
    """Do the work of a queued job; a job that another worker has claimed is left alone."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, started_at=now, heartbeat_at=now, attempts=F("attempts") + 1, progress=0, step=""
    )
    if not claimed:
        return
    job = Job.objects.get(pk=job_id)
    try:
        with (
            pghistory.context(user=job.asked_by_id, url=job.get_absolute_url()),
            _Pulse(job) as pulse,
        ):
            outcome = _handlers[job.kind](job, pulse.tell)
    except JobError as error:
        _end(job, state=Job.State.FAILED, error=str(error))
    except Exception:
        log.exception("Job %s (%s) failed", job_id, job.kind)
        ended = _end(
            job,
            state=Job.State.FAILED,
            error="Une erreur inattendue a interrompu ce travail ; l'équipe technique en a la trace. "
            "Vous pouvez le demander à nouveau.",
        )
        if ended:
            _give_up(job)
    else:
        _end(job, state=Job.State.DONE, progress=100, step=outcome or "")


def _ours(job: Job):
    """The row of a job as long as this try is the one that counts: another worker may have taken it over."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


def _end(job: Job, **fields) -> bool:
    return bool(_ours(job).update(finished_at=timezone.now(), **fields))


def _give_up(job: Job) -> None:
    if job.kind in _undone:
        _undone[job.kind](job)


class _Pulse(threading.Thread):
    """Writes a job's progress and signs of life on a connection of its own: work done in one transaction is seen."""

    def __init__(self, job: Job):
        super().__init__(daemon=True)
        self.job = job
        self.told: dict = {}
        self.woken, self.over = threading.Event(), threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *raised):
        self.over.set()
        self.woken.set()
        self.join()

    def tell(self, percent: int, step: str) -> None:
        """What the person who waits shall read."""
        self.told = {"progress": percent, "step": step}
        self.woken.set()

    def run(self) -> None:
        while not self.over.is_set():
            self.woken.wait(HEARTBEAT_SECONDS)
            self.woken.clear()
            try:
                _ours(self.job).update(heartbeat_at=timezone.now(), **self.told)
            except DatabaseError:
                log.warning("No sign of life of job %s could be written", self.job.pk, exc_info=True)
                connection.close()
        connection.close()


def rescue_stale_jobs() -> int:
    """Queue again the jobs whose worker died, or declare them failed; the number of rows dealt with."""
    from reporting.tasks import run_job

    with transaction.atomic():
        rescued = list(Job.objects.stale().select_for_update(skip_locked=True))
        for job in rescued:
            if job.attempts < Job.MAX_ATTEMPTS:
                if job.state == Job.State.RUNNING:
                    job.step = "Le service a redémarré : nouvel essai"
                job.state, job.heartbeat_at = Job.State.QUEUED, timezone.now()
                run_job.delay_on_commit(str(job.pk))
            else:
                job.state, job.finished_at = Job.State.FAILED, timezone.now()
                job.error = (
                    "Le service s'est interrompu deux fois pendant ce travail. Vous pouvez le demander à nouveau."
                )
                _give_up(job)
            job.save(update_fields=["state", "step", "error", "finished_at", "heartbeat_at"])
    return len(rescued)
