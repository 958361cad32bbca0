"""`/sante/` says which part of the portal does not do its work."""

import threading
import time

import pytest
from django.core.cache import cache

from config import celery

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    """What a worker does when it is ready, then when it leaves."""
    others = set(threading.enumerate())
    celery.say_that_the_worker_lives()
    deadline = time.monotonic() + 5
    while not cache.get(celery.WORKER_ALIVE) and time.monotonic() < deadline:
        time.sleep(0.01)
    yield
    celery.say_that_the_worker_leaves()
    for thread in set(threading.enumerate()) - others:
        thread.join()
    celery._stopping.clear()


def answer(client) -> tuple[int, dict]:
    response = client.get("/sante/")
    return response.status_code, response.json()


def test_a_missing_worker_is_told(client):
    assert answer(client) == (503, {"database": True, "cache": True, "worker": False})


def test_all_is_well_once_the_worker_has_said_that_it_lives(client, worker):
    assert answer(client) == (200, {"database": True, "cache": True, "worker": True})


def test_the_word_of_a_worker_fades(worker, redis_client):
    assert 0 < redis_client.ttl(cache.make_key(celery.WORKER_ALIVE)) <= 30


def test_a_cache_that_does_not_answer_is_told(client, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    assert answer(client) == (503, {"database": True, "cache": False, "worker": False})
