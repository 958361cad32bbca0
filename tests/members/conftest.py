"""Fixtures of the network's tests."""

from datetime import date

import pytest

from members.models import Role
from tests.factories import ContactFactory, MembershipFactory, RollEntryFactory, UserFactory, person


@pytest.fixture
def staff(client):
    """National staff, logged in."""
    user = person(Role.NATIONAL_STAFF)
    client.force_login(user)
    return user


@pytest.fixture
def national(db):
    """National staff, not logged in."""
    return person(Role.NATIONAL_STAFF)


@pytest.fixture
def entry(db):
    """An organisation on a frozen roll, with the meeting's other organisations."""
    made = RollEntryFactory(name="Les Jardins", votes=3)
    RollEntryFactory(meeting=made.meeting, name="Le Potager")
    return made


@pytest.fixture
def manager(client, entry):
    """Who manages it, logged in."""
    MembershipFactory(organisation=entry.organisation, year=date.today().year)
    user = ContactFactory(organisation=entry.organisation, manages=True, user=UserFactory()).user
    client.force_login(user)
    return user
