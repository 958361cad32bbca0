"""People whom the tests of certification need: its team, controllers, members of juries, who manages a structure."""

from datetime import timedelta

from django.utils import timezone

from certification.models import Mandate, OfficialTraining
from members.models import Role, RoleGrant
from tests.factories import ContactFactory, UserFactory
from tests.factories.certification import OfficialFactory, OfficialMandateFactory


def team_member(name=RoleGrant.Team.CERTIFICATION):
    """Somebody of the certification team, or of another."""
    user = UserFactory()
    RoleGrant.objects.create(user=user, role=Role.NATIONAL_STAFF, team=name)
    return user


def controller(**official):
    """An official with a mandate of controller and an account."""
    given = {"user": UserFactory()} | official
    return OfficialMandateFactory(
        role=Mandate.Role.CONTROLLER, college="none", **{f"official__{name}": value for name, value in given.items()}
    ).official


def manager_of(organisation):
    """Whoever manages this structure."""
    user = UserFactory()
    return ContactFactory(organisation=organisation, user=user, email=user.email, manages=True).user


def trained_member(college="employer", **fields):
    """An official who may sit: trained last year, with a mandate of mandataire in this college."""
    official = OfficialFactory(**fields)
    OfficialMandateFactory(official=official, college=college)
    OfficialTraining.objects.create(
        official=official, title="Siéger", done_on=timezone.localdate() - timedelta(days=200)
    )
    return official
