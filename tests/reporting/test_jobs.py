"""Long work: claimed once, told step by step, and ended with a file or with a reason that people can read."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from members.models import Role
from reporting.jobs import JobError, job_handler, rescue_stale_jobs, run, start_job
from reporting.models import AnnualReport, Job, ReportEdition
from reporting.tasks import purge_old_jobs
from tests.factories import UserFactory, person
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db
runs: list[str] = []


@job_handler("test_counted")
def counted(job, progress):
    runs.append(str(job.pk))
    time.sleep(0.2)


@job_handler("test_file")
def file(job, progress):
    job.attach_result("bilan.csv", b"SIRET;Nom\n")
    return "2 structures créées"


@job_handler("test_refused")
def refused(job, progress):
    raise JobError("La ligne 3 n'a pas de SIRET.")


@job_handler("test_broken")
def broken(job, progress):
    raise ZeroDivisionError("/srv/portail/secret.py")


def queued(kind: str, **fields) -> Job:
    return Job.objects.create(kind=kind, title="Un travail", asked_by=UserFactory(), **fields)


def silent(**fields) -> Job:
    """A job whose worker has died."""
    told = timezone.now() - Job.SILENCE - timedelta(seconds=1)
    return queued("test_file", state=Job.State.RUNNING, heartbeat_at=told, **fields)


def done(job: Job) -> Job:
    run(job.pk)
    job.refresh_from_db()
    return job


def waiting(redis_client) -> list[bytes]:
    """The messages that wait for a worker."""
    return redis_client.lrange(f"{settings.KEY_PREFIX}-celery", 0, -1)


def shown(client, job: Job) -> str:
    """What the person who asked reads."""
    client.force_login(job.asked_by)
    return client.get(reverse("reporting:job_status", args=[job.pk])).content.decode()


def test_a_job_is_handed_to_a_worker_once_committed(redis_client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = start_job("test_file", title="Un travail", by=UserFactory())
        assert waiting(redis_client) == []
    [message] = waiting(redis_client)
    assert str(job.pk).encode() in message


def test_work_that_nobody_knows_is_not_started():
    with pytest.raises(LookupError):
        start_job("test_unknown", title="Un travail", by=UserFactory())
    assert not Job.objects.exists()


@pytest.mark.slow
def test_two_workers_claim_a_job_once(committed):
    job = queued("test_counted")
    at_once(2, lambda: run(job.pk))
    job.refresh_from_db()
    assert runs.count(str(job.pk)) == job.attempts == 1
    assert (job.state, job.progress) == (Job.State.DONE, 100)
    assert job.started_at <= job.heartbeat_at <= job.finished_at


def test_a_job_that_is_over_is_left_alone():
    job = done(done(queued("test_counted")))
    assert runs.count(str(job.pk)) == job.attempts == 1


def test_refused_work_ends_with_its_reason(client):
    job = done(queued("test_refused"))
    assert (job.state, job.error) == (Job.State.FAILED, "La ligne 3 n'a pas de SIRET.")
    assert job.finished_at
    assert "La ligne 3 n&#x27;a pas de SIRET." in shown(client, job)


@pytest.mark.parametrize("kind", ["test_broken", "kind_of_another_release"])
def test_broken_work_ends_with_a_sentence_and_its_trace_is_for_the_logs(client, caplog, kind):
    job = done(queued(kind))
    assert job.state == Job.State.FAILED
    assert job.error.startswith("Une erreur inattendue a interrompu ce travail")
    page = shown(client, job)
    assert "Une erreur inattendue a interrompu ce travail" in page
    assert not [word for word in ("Traceback", "Error", "secret.py", kind) if word in page]
    [record] = [record for record in caplog.records if record.name == "reporting.jobs"]
    assert str(job.pk) in record.getMessage()
    assert record.exc_info


@pytest.mark.slow
def test_steps_are_seen_while_the_work_holds_its_transaction(client, committed):
    seen = threading.Event()

    @job_handler("test_watched")
    def watched(job, progress):
        with transaction.atomic():
            progress(40, "Mise en page")
            assert seen.wait(20)

    job = queued("test_watched")
    worker = threading.Thread(target=at_once, args=(1, lambda: run(job.pk)))
    worker.start()
    try:
        deadline = time.monotonic() + 10
        while "Mise en page" not in (page := shown(client, job)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert all(word in page for word in ("Mise en page", 'value="40"'))
    finally:
        seen.set()
        worker.join()
    assert "C'est prêt." in shown(client, job)


def test_a_silent_job_is_queued_once_more(redis_client, django_capture_on_commit_callbacks):
    job = silent(attempts=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert rescue_stale_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.step) == (Job.State.QUEUED, "Le service a redémarré : nouvel essai")
    assert str(job.pk).encode() in waiting(redis_client)[0]
    assert done(job).attempts == 2


def test_a_job_whose_message_was_lost_is_sent_again(redis_client, django_capture_on_commit_callbacks):
    job = queued("test_file", heartbeat_at=timezone.now() - Job.IN_QUEUE - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert rescue_stale_jobs() == 1
        assert rescue_stale_jobs() == 0
    assert str(job.pk).encode() in waiting(redis_client)[0]
    assert done(job).attempts == 1


def test_a_worker_that_lost_its_job_to_another_says_nothing_more():
    @job_handler("test_overtaken")
    def overtaken(job, progress):
        Job.objects.filter(pk=job.pk).update(attempts=2, step="L'autre travaille")

    job = done(queued("test_overtaken"))
    assert (job.state, job.step, job.finished_at) == (Job.State.RUNNING, "L'autre travaille", None)


def test_work_given_up_is_put_back():
    put_back = []

    @job_handler("test_given_up", when_failed=lambda job: put_back.append(job.pk))
    def given_up(job, progress):
        raise ZeroDivisionError

    job = done(queued("test_given_up"))
    silent_one = queued("test_given_up", state=Job.State.RUNNING, attempts=Job.MAX_ATTEMPTS,
                        heartbeat_at=timezone.now() - timedelta(minutes=1))  # fmt: skip
    rescue_stale_jobs()
    assert put_back == [job.pk, silent_one.pk]


def test_the_page_that_watches_a_silent_job_ends_it(client):
    job = silent(attempts=Job.MAX_ATTEMPTS)
    assert "Le service s&#x27;est interrompu deux fois" in shown(client, job)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_a_job_that_gives_signs_of_life_is_not_rescued():
    job = queued("test_file", state=Job.State.RUNNING, heartbeat_at=timezone.now(), attempts=1)
    assert rescue_stale_jobs() == 0
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING


def test_a_result_is_for_the_person_who_asked(client):
    job = done(queued("test_file"))
    address = reverse("reporting:job_file", args=[job.pk])
    assert "2 structures créées" in shown(client, job)
    response = client.get(address)
    assert response.getvalue() == b"SIRET;Nom\n"
    assert response["Content-Disposition"] == 'attachment; filename="bilan.csv"'
    assert job.title in client.get(reverse("reporting:documents")).content.decode()
    for other in (person(Role.NATIONAL_STAFF), person(Role.BOARD)):
        client.force_login(other)
        assert client.get(address).status_code == 404
        assert job.title not in client.get(reverse("reporting:documents")).content.decode()


def test_a_job_without_a_file_has_none_to_give(client):
    job = done(queued("test_counted"))
    assert "Télécharger" not in shown(client, job)
    assert client.get(reverse("reporting:job_file", args=[job.pk])).status_code == 404


def test_old_jobs_leave_with_their_files_and_editions_stay():
    old, recent = done(queued("test_file")), done(queued("test_file"))
    Job.objects.filter(pk=old.pk).update(created_at=timezone.now() - Job.KEPT_FOR - timedelta(minutes=1))
    ReportEdition.objects.create(report=AnnualReport.objects.create(year=2023), number=1, sha256="0" * 64, job=old)
    purge_old_jobs()
    assert list(Job.objects.all()) == [recent]
    assert not Path(old.result.path).exists()
    assert Path(recent.result.path).exists()
    assert ReportEdition.objects.get().job is None


def test_the_file_of_an_account_that_is_deleted_is_purged_in_its_time(db):
    job = queued("test_file")
    job.attach_result("bilan.csv", b"SIRET")
    job.asked_by.delete()
    kept = Path(settings.MEDIA_ROOT) / job.result.name
    assert kept.exists()
    Job.objects.update(created_at=timezone.now() - Job.KEPT_FOR - timedelta(days=1))
    purge_old_jobs()
    assert not kept.exists()
    assert not Job.objects.exists()
