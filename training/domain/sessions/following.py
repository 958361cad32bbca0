"""What the training team watches in sessions to come, and in those that were called off."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from training.domain.sessions.seats import with_seats
from training.models import Order, Session, TrainingBody, TrainingInvoice

# A week before summons leave, a session that nobody fills is decided upon.
BEFORE_SUMMONS = timedelta(days=7)


def to_decide(sessions: QuerySet[Session], today: date) -> QuerySet[Session]:
    """Open sessions whose summons leave soon: they are to be confirmed, or called off."""
    until = today + timedelta(days=TrainingBody.current().summons_days) + BEFORE_SUMMONS
    return with_seats(sessions).filter(state=Session.State.OPEN, starts_on__lte=until)


def below_minimum(sessions: QuerySet[Session], today: date) -> QuerySet[Session]:
    """Those of them that have too few people."""
    return to_decide(sessions, today).filter(seated__lt=F("minimum"))


def credits_due() -> QuerySet[Order]:
    """Orders of which an invoice stands for a training that is not held as it says: called off, given up, or moved."""
    standing = TrainingInvoice.objects.filter(order=OuterRef("pk"), kind=TrainingInvoice.Kind.INVOICE, credit_note=None)
    ended = Q(state__in=[Order.State.CANCELLED, Order.State.REQUESTED]) | Q(session__state__in=Session.CALLED_OFF)
    return Order.objects.filter(ended, Exists(standing))
