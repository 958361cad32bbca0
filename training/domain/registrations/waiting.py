"""The waiting list of a session: who is first, and who gets a place that becomes free."""

from training.domain.sessions.seats import seats_left
from training.domain.sessions.telling import tell_promoted
from training.models import Order, Registration, Session

State = Registration.State


def waiting_list(session: Session):
    """Who waits, the first first."""
    waiting = session.registrations.filter(state=State.WAITING)
    return waiting.select_related("trainee", "order__organisation").order_by("registered_at", "pk")


def positions(session: Session) -> dict[int, int]:
    """The rank of each registration that waits, from 1."""
    return {pk: rank for rank, pk in enumerate(waiting_list(session).values_list("pk", flat=True), 1)}


def promote(session: Session) -> list[Registration]:
    """Give the places that are free to those who wait, and tell them. The session is locked by who calls."""
    if session.state not in Session.REGISTERING:
        return []
    left = seats_left(session)
    if not left:
        return []
    given = list(waiting_list(session).select_for_update(of=("self",))[:left])
    for place in given:
        agreed = place.order.state in (Order.State.AGREED, Order.State.INVOICED)
        place.state = State.CONFIRMED if agreed else State.REQUESTED
        place.session = session
        place.save()
    if given:
        tell_promoted(session, given)
    return given
