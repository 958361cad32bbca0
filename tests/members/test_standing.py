"""Roles and functions: what a person is today, and how soon a change is felt."""

from datetime import date, timedelta

import pytest

from members.models import Contact, Role, RoleGrant, User
from tests.factories import ContactFactory, MembershipFactory, UserFactory, person

pytestmark = pytest.mark.django_db


def again(user: User) -> User:
    """The same person at their next request."""
    return User.objects.get(pk=user.pk)


def test_a_person_may_hold_several_roles():
    user = person(Role.REGIONAL_STAFF, region="53")
    MembershipFactory(year=date.today().year, organisation=ContactFactory(user=user).organisation)
    assert again(user).roles == {Role.REGIONAL_STAFF, Role.MEMBER}
    assert again(user).region_codes == {"53"}


def test_a_function_without_a_membership_of_today_makes_a_sympathiser():
    assert ContactFactory(user=UserFactory()).user.roles == {Role.SYMPATHISER}


def test_a_role_that_ends_is_taken_away_at_once():
    user = person(Role.NATIONAL_STAFF)
    assert again(user).is_national
    RoleGrant.objects.get(user=user).delete()
    assert not again(user).is_national


def test_a_function_that_is_over_gives_nothing():
    user = UserFactory()
    contact = ContactFactory(user=user)
    assert again(user).organisation_ids == {contact.organisation_id}
    contact.validity = (None, date.today() - timedelta(days=1))
    contact.save()
    assert again(user).organisation_ids == frozenset()
    assert Contact.objects.filter(user=user).exists()
