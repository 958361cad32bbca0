"""What is reminded every night: needs that are not told, papers that are not signed, a training that comes."""

from datetime import date, timedelta

from django.utils import timezone

from members.domain import outbox
from training.domain.sessions.telling import needs_letters, tell_coming, tell_unsigned
from training.models import Order, Registration, Session, TrainingBody, TrainingDocument

# The second reminder of needs, in days before the first day; the first comes when summons leave.
NEEDS_AGAIN = 5
COMING_DAYS = 2
# A paper that was sent is reminded after a week, then after two, and no more.
UNSIGNED_AFTER = timedelta(days=7)
UNSIGNED_TIMES = 2
TO_SIGN = (TrainingDocument.Kind.QUOTE, TrainingDocument.Kind.AGREEMENT, TrainingDocument.Kind.CONTRACT)


def remind_needs(today: date) -> int:
    """Ask again, twice, those who have not told their needs. How many mails are new."""
    first = TrainingBody.current().summons_days
    sent = 0
    for moment, days in (("first", first), ("last", NEEDS_AGAIN)):
        untold = Registration.objects.filter(
            state__in=[Registration.State.REQUESTED, Registration.State.CONFIRMED], needs_told_at=None,
            session__state__in=Session.REGISTERING, session__starts_on__gt=today,
            session__starts_on__lte=today + timedelta(days=days),
        )  # fmt: skip
        places = untold.select_related("trainee", "order", "session__version").order_by("pk")
        # Who is registered late gets the first mail of needs that day: it is not reminded at once.
        old = places.filter(registered_at__date__lt=today - timedelta(days=1))
        sent += outbox.post(needs_letters(old, moment))
    return sent


def remind_coming(today: date) -> int:
    """Two days before a confirmed session, its place and hours to trainees and trainers. How many mails are new."""
    soon = Session.objects.filter(
        state=Session.State.CONFIRMED, starts_on__gt=today, starts_on__lte=today + timedelta(days=COMING_DAYS)
    )
    return sum(tell_coming(session) for session in soon.select_related("version").order_by("pk"))


def remind_unsigned(today: date) -> int:
    """Remind, a week and two weeks after they were sent, quotes and agreements that nobody signed."""
    sent = 0
    waiting = (
        TrainingDocument.objects.standing()
        .filter(
            order__session__state__in=Session.REGISTERING, kind__in=TO_SIGN, signed_at=None, sent_at__date__lte=today - UNSIGNED_AFTER,
            order__state__in=[Order.State.REQUESTED, Order.State.QUOTED],
        )
        .select_related("order__session__version", "order__organisation")
        .order_by("pk")
    )  # fmt: skip
    last = {document.order_id: document for document in waiting}
    for document in last.values():
        times = (today - timezone.localdate(document.sent_at)) // UNSIGNED_AFTER
        if times <= UNSIGNED_TIMES:
            sent += tell_unsigned(document.order, document.get_kind_display(), times)
    return sent
