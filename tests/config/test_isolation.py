"""Test processes that run at the same time share neither a database, nor a cache, nor queues."""

from django.conf import settings
from django.core.cache import cache

from config import celery_app


def test_keys_bear_the_name_of_the_process(worker_id):
    process = worker_id if worker_id != "master" else "main"
    assert cache.make_key("x").startswith(f"{settings.TEST_DATABASE}-{process}:")
    assert celery_app.conf.broker_transport_options["global_keyprefix"] == f"{settings.TEST_DATABASE}-{process}-"
