"""What a trainer leads."""

from django.db.models import QuerySet

from members.models import User
from training.models import Session


def sessions_taught(user: User) -> QuerySet[Session]:
    """The announced sessions of which this person leads a half-day at least; those called off are left out."""
    led = Session.objects.filter(slots__trainers__user=user).order_by().values("pk")
    return Session.objects.filter(pk__in=led).exclude(state__in=[Session.State.DRAFT, *Session.CALLED_OFF])
