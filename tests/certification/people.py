"""People whom the tests of certification need: the team, somebody who manages a structure, a member of a jury."""

from datetime import timedelta

from django.utils import timezone

from certification.models import OfficialTraining
from members.models import Role, RoleGrant
from tests.factories import ContactFactory, UserFactory
from tests.factories.certification import OfficialFactory, OfficialMandateFactory


def team_member():
    """Somebody of the certification team."""
    user = UserFactory()
    RoleGrant.objects.create(user=user, role=Role.NATIONAL_STAFF, team=RoleGrant.Team.CERTIFICATION)
    return user


def manager_of(organisation):
    """Whoever manages this structure."""
    email = UserFactory.build().email
    contact = ContactFactory(organisation=organisation, user=UserFactory(email=email), email=email, manages=True)
    return contact.user


def trained_member(college="employer", **fields):
    """An official who may sit: trained last year, with a mandate of mandataire in this college."""
    official = OfficialFactory(**fields)
    OfficialMandateFactory(official=official, college=college)
    OfficialTraining.objects.create(
        official=official, title="Siéger", done_on=timezone.localdate() - timedelta(days=200)
    )
    return official
