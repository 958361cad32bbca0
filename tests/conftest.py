"""Fixtures of every test: a clean cache, territories that survive a flush, and templates that miss nothing."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from config import celery_app
from members.domain.territory import load_territories
from members.models import Region, Role
from tests.factories import person


@pytest.fixture(autouse=True)
def private_media(settings, tmp_path):
    """Files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def clean_cache():
    """Each test starts with an empty cache, on its own worker's keys."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def redis_of_worker(worker_id):
    """Test processes that run at the same time share neither keys nor queues."""
    base = settings.REDIS_URL.rsplit("/", 1)[0]
    number = 1 + int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    settings.CACHES["default"]["LOCATION"] = f"{base}/{number}"
    celery_app.conf.broker_url = f"{base}/{number}"


@receiver(post_migrate, sender=apps.get_app_config("members"))
def restore_territories(**kwargs):
    """A test that really commits ends with a flush: the territories are read again after it."""
    if not Region.objects.exists():
        load_territories()


@pytest.fixture
def committed(transactional_db):
    """A database where transactions really commit."""


@pytest.fixture
def login(client):
    """Log a person in by role, and return the client and the person."""

    def as_role(role: Role, **context):
        user = person(role, **context)
        if user:
            client.force_login(user)
        return user

    return as_role
