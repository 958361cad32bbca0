"""Places of sessions: held, left, waited for."""

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from training.models import Registration, Session


def seats_left(session: Session) -> int:
    """Places that nobody holds; under a lock on the session, they are to be given."""
    return max(session.maximum - session.registrations.seated().count(), 0)


def with_seats(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Sessions with the places `seated`, those `left` and the people `waiting`."""
    return sessions.annotate(
        seated=_counted(Registration.SEATED), waiting=_counted((Registration.State.WAITING,))
    ).annotate(left=Greatest(F("maximum") - F("seated"), 0))


def _counted(states) -> Coalesce:
    rows = Registration.objects.filter(session=OuterRef("pk"), state__in=states).order_by().values("session")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)
