"""People whom the tests of training need: its team, its referent, trainers, who manages a structure."""

from members.models import RoleGrant
from tests.certification.people import manager_of
from tests.certification.people import team_member as member_of_team
from tests.factories import UserFactory
from tests.factories.training import TrainerFactory

__all__ = ["manager_of", "referent", "team_member", "trainer"]


def team_member():
    """Somebody of the training team, who is not the disability referent."""
    return member_of_team(RoleGrant.Team.TRAINING)


def referent(body):
    """Somebody of the training team who reads adaptations."""
    user = team_member()
    body.referents.add(user)
    return user


def trainer(**fields):
    """A trainer with an account."""
    return TrainerFactory(**{"user": UserFactory()} | fields)
