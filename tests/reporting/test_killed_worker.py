"""A worker killed in the middle: the job is done again or failed, it never hangs."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from config import celery_app
from reporting.jobs import rescue_stale_jobs
from reporting.models import Job
from tests.factories import UserFactory
from tests.template_database import address

pytestmark = pytest.mark.slow


@pytest.fixture
def start_worker(committed, tmp_path):
    """Start real workers on the database and the Redis of the test; all are dead at its end."""
    env = os.environ | {
        "DATABASE_URL": address(connection.settings_dict["NAME"]),
        "REDIS_URL": celery_app.conf.broker_url,
        "KEY_PREFIX": settings.KEY_PREFIX,
        "PORTAL_DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    workers = []

    def start():
        command = [sys.executable, "-m", "celery", "-A", "tests.reporting.slow_work", "worker", "--concurrency", "1"]
        workers.append(
            subprocess.Popen(
                command, env=env, cwd=settings.BASE_DIR, start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip
        return workers[-1]

    yield start
    for worker in workers:
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def wait_for(job, *states, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        job.refresh_from_db()
        if job.state in states:
            return
        time.sleep(0.1)
    pytest.fail(f"Le travail est resté « {job.get_state_display()} ».")


def test_a_job_whose_worker_is_killed_is_done_again(start_worker):
    from reporting.tasks import run_job

    job = Job.objects.create(kind="slow_work", title="Long", asked_by=UserFactory(), params={"seconds": 30})
    run_job.delay(str(job.pk))
    first = start_worker()
    wait_for(job, Job.State.RUNNING)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=5), params={"seconds": 0})
    assert rescue_stale_jobs() == 1
    start_worker()
    wait_for(job, Job.State.DONE)
    assert job.attempts == 2


def test_a_job_whose_worker_is_killed_twice_has_failed(committed):
    job = Job.objects.create(
        kind="slow_work",
        title="Long",
        asked_by=UserFactory(),
        state=Job.State.RUNNING,
        attempts=Job.MAX_ATTEMPTS,
        heartbeat_at=timezone.now() - timedelta(minutes=5),
    )
    rescue_stale_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.error == "Le service s'est interrompu deux fois pendant ce travail. Vous pouvez le demander à nouveau."
