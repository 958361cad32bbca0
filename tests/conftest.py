"""Fixtures of every test: a clean cache, territories that survive a flush, and templates that miss nothing."""

import os

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from members.domain.territory import load_territories
from members.models import Region, Role
from tests.factories import person
from tests.template_database import template_database

# For every process of the tests: a query that reads badly fails and says which it is, and one whose process was killed
# stops too, rather than hold up every test after it.
os.environ["PGOPTIONS"] = "-c statement_timeout=240s -c client_connection_check_interval=5s"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Test databases are copies of one that is migrated once."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database()


@pytest.fixture(autouse=True)
def private_media(settings, tmp_path):
    """Files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def redis_client():
    with redis.from_url(settings.REDIS_URL) as client:
        yield client


@pytest.fixture(autouse=True)
def clean_cache(redis_client):
    """Each test starts with an empty cache and empty queues; the keys of others are left alone."""
    for key in redis_client.scan_iter(f"{settings.KEY_PREFIX}*", count=1000):
        redis_client.delete(key)


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
