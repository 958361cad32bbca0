"""Who a resource is for, as a ladder: whoever stands on a step sees what is for the steps below."""

from django.db import models

from members.models import Role


class Audience(models.IntegerChoices):
    """The lowest step from which a notice or a file is seen."""

    PUBLIC = 0, "tout public"
    NETWORK = 1, "adhérents et sympathisants"
    MEMBERS = 2, "adhérents"
    STAFF = 3, "équipes et administrateurs du réseau"


_STEPS = {
    Role.SYMPATHISER: Audience.NETWORK,
    Role.MEMBER: Audience.MEMBERS,
    Role.OFFICIAL: Audience.MEMBERS,
    Role.REGIONAL_STAFF: Audience.STAFF,
    Role.BOARD: Audience.STAFF,
    Role.NATIONAL_STAFF: Audience.STAFF,
    Role.ADMIN: Audience.STAFF,
}


def step_of(user) -> Audience:
    """The step on which `user` stands today: that of the highest role; visitors and accounts without a role, the first."""
    if not user.is_authenticated:
        return Audience.PUBLIC
    return max((_STEPS.get(role, Audience.PUBLIC) for role in user.roles), default=Audience.PUBLIC)
