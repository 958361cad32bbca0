"""People of checks: the certification team, controllers and those who manage a structure."""

from certification.models import Mandate
from members.models import Role, RoleGrant
from tests.factories import ContactFactory, UserFactory
from tests.factories.certification import OfficialMandateFactory


def team(name=RoleGrant.Team.CERTIFICATION):
    """A person of the certification team, or of another."""
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
    return ContactFactory(organisation=organisation, user=UserFactory(), manages=True).user
