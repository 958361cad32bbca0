"""A worker that knows one more kind of work, which only takes time."""

import time

import django

from config import celery_app

django.setup()

from reporting.jobs import job_handler  # noqa: E402 (needs the apps)

app = celery_app


@job_handler("slow_work")
def slow_work(job, progress):
    progress(10, "Attente")
    time.sleep(job.params["seconds"])
