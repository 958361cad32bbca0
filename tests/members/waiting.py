"""Tests of people at once: knowing when another connection waits."""

import pytest
from django.db import connection


def until_somebody_waits() -> None:
    """Return once another connection waits for rows that this one holds; ten seconds at most."""
    with connection.cursor() as cursor:
        for _ in range(500):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.02)")
    pytest.fail("nobody waits")
