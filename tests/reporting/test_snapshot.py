"""Readings of one moment: what others write meanwhile is not seen, so that two figures agree."""

import threading

import pytest
from django.db import connection

from members.models import Membership
from reporting.snapshot import one_snapshot
from tests.factories import MembershipFactory

pytestmark = [pytest.mark.django_db(transaction=True)]


def _in_another_connection(work) -> None:
    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_what_is_committed_meanwhile_is_not_seen():
    MembershipFactory()
    with one_snapshot():
        before = Membership.objects.count()
        _in_another_connection(MembershipFactory)
        assert Membership.objects.count() == before == 1
    assert Membership.objects.count() == 2
