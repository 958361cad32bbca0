"""The Celery application: Redis transport, settings from Django's (`CELERY_…`)."""

import os
import threading

from celery import Celery
from celery.signals import worker_ready, worker_shutting_down
from django.core.cache import cache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("portail")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

WORKER_ALIVE = "worker-alive"
_stopping = threading.Event()


@worker_ready.connect
def say_that_the_worker_lives(**kwargs):
    """A key that fades when the worker dies, read by `/sante/`; and rescue what a dead worker has left."""
    from reporting.jobs import rescue_stale_jobs

    def beat():
        while True:
            cache.set(WORKER_ALIVE, True, 30)
            if _stopping.wait(10):
                return

    threading.Thread(target=beat, daemon=True).start()
    rescue_stale_jobs()


@worker_shutting_down.connect
def say_that_the_worker_leaves(**kwargs):
    _stopping.set()
