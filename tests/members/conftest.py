"""Fixtures of the network's tests."""

import pytest

from members.models import Role
from tests.factories import person


@pytest.fixture
def staff(client):
    """National staff, logged in."""
    user = person(Role.NATIONAL_STAFF)
    client.force_login(user)
    return user
