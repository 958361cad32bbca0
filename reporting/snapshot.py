"""One moment of the database for several readings: a shared tool."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Every query inside sees the records as the first one did, so that two figures cannot contradict each other.

    PostgreSQL's `REPEATABLE READ`; inside a transaction already begun, the isolation of that one stands.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
