"""Meetings of the demonstration: one held with its quorum and votes, one prepared, the same each time."""

from datetime import date

import pytest
from django.db import transaction

from members.demo.meetings import load_meetings
from members.domain.meetings.quorum import quorum_of
from members.models import GeneralMeeting, Membership, Proxy, Resolution, RollEntry
from tests.factories import MembershipFactory, YearlyReturnFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(db):
    """Sixty members of two sizes and ten sympathisers of 2024."""
    for number in range(60):
        organisation = MembershipFactory(year=2024, organisation__name=f"Structure {number:02d}").organisation
        YearlyReturnFactory(
            organisation=organisation, insertion_fte=10 + 20 * (number % 2), insertion_employees=50
        )  # fmt: skip
    for _ in range(10):
        MembershipFactory(year=2024, kind=Membership.Kind.SYMPATHISER)


def test_a_meeting_was_held_and_another_is_prepared(network):
    load_meetings(2023)
    coming, held = GeneralMeeting.objects.all()
    assert (coming.state, coming.held_on.year, coming.held_on.month) == ("prepared", 2025, 6)
    assert (held.state, held.held_on) == ("closed", date(2024, 6, 12))
    assert (held.entries.count(), held.entries.voting().count()) == (70, 60)
    assert set(held.entries.values_list("votes", flat=True)) == {0, 1, 3}
    quorum = quorum_of(held)
    assert quorum.reached
    assert quorum.represented
    assert [(one.outcome, one.total) for one in held.resolutions.all()] == [
        ("adopted", quorum.in_room), ("adopted", quorum.in_room), ("rejected", quorum.in_room)]  # fmt: skip
    assert coming.resolutions.count() == 3
    assert not Proxy.objects.filter(giver__present=True).exists()
    assert not Proxy.objects.filter(holder__given__isnull=False).exists()


def test_it_comes_out_the_same_each_time(network):
    def written() -> list:
        with transaction.atomic():
            load_meetings(2023)
            found = [
                list(RollEntry.objects.order_by("pk").values_list("name", "votes", "arrived_at", "representative")),
                list(Proxy.objects.order_by("pk").values_list("giver__name", "holder__name", "given_on")),
                list(Resolution.objects.order_by("pk").values_list("title", "votes_for", "votes_against", "outcome")),
            ]
            transaction.set_rollback(True)
        return found

    assert written() == written()
