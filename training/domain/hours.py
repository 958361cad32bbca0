"""Hours of training, planned and attended, counted in minutes in the database and shown in hours."""

from decimal import Decimal

from django.db.models import Sum

from training.models import Attendance, Registration, Session

MINUTES = Decimal(60)


def hours_of(minutes: int | None) -> Decimal:
    """Minutes as hours, to the hundredth."""
    return (Decimal(minutes or 0) / MINUTES).quantize(Decimal("0.01"))


def planned_minutes(session: Session) -> int:
    """What the half-days of a session add up to."""
    return session.slots.aggregate(total=Sum("minutes"))["total"] or 0


def attended_minutes(registration: Registration) -> int:
    """What a trainee followed."""
    present = Attendance.objects.present().filter(registration=registration)
    return present.aggregate(total=Sum("minutes"))["total"] or 0
